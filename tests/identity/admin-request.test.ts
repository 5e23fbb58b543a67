import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import {
  closeDemo,
  createSpring,
  expectRefused,
  type RefusedRequest,
} from '../support/admin-cases.ts';
import { digestOf, headerOf, toSigningKey, withHeader } from '../support/signed-requests.ts';

const code = 'signature-invalid';
const closeOnce = { ...closeDemo, idempotencyKey: 'close' };
const now = () => Math.floor(Date.now() / 1000);
const createUnknownKey = () => toSigningKey(generateKeyPairSync('ed25519').privateKey);
const without = (name: string) => (usual: readonly string[]) =>
  usual.filter((other) => other !== name);

const refused: Record<string, RefusedRequest> = {
  'without a signature': {
    code: 'signature-missing',
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'signature', undefined),
  },
  'without Signature-Input': {
    code: 'signature-missing',
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'signature-input', undefined),
  },
  'with another body': {
    code,
    wire: ({ requests }) => ({
      ...requests.sign(createSpring),
      body: JSON.stringify({ id: 'spring', title: 'Sprung' }),
    }),
  },
  'with another digest that matches its changed body': {
    code,
    wire: ({ requests }) => {
      const body = JSON.stringify({ id: 'spring', title: 'Sprung' });
      const wire = { ...requests.sign(createSpring), body };
      return withHeader(wire, 'content-digest', digestOf(body));
    },
  },
  'with a signed digest that does not match its body': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, { headers: { 'content-digest': digestOf('{}') } }),
  },
  'with a signed digest of another hash': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, { headers: { 'content-digest': 'sha-512=:AAAA:' } }),
  },
  'with a signed digest that is not a dictionary': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, {
        headers: { 'content-digest': `${digestOf(createSpring.body)},` },
      }),
  },
  'with a signed digest whose last value belongs to another body': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, {
        headers: { 'content-digest': `${digestOf(createSpring.body)}, ${digestOf('{}')}` },
      }),
  },
  'sent to another path': {
    code,
    wire: ({ requests }) => ({
      ...requests.sign(closeDemo),
      target: '/api/admin/raffles/demo/draw',
    }),
  },
  'sent with another query': {
    code,
    wire: ({ requests }) => ({
      ...requests.sign(closeDemo),
      target: `${closeDemo.target}?force=1`,
    }),
  },
  'sent without the query that was signed': {
    code,
    wire: ({ requests }) => ({
      ...requests.sign({ target: `${closeDemo.target}?force=1` }),
      target: closeDemo.target,
    }),
  },
  'sent with another method': {
    code,
    wire: ({ requests }) => ({ ...requests.sign({ ...closeDemo, method: 'GET' }), method: 'POST' }),
  },
  'signed for another authority': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { authority: 'raffle.example.org' }),
  },
  'signed more than a minute ago': {
    code: 'signature-stale',
    wire: ({ requests }) =>
      requests.sign(createSpring, { parameters: { created: now() - 75, expires: now() - 15 } }),
  },
  'signed with a time in the future': {
    code: 'signature-stale',
    wire: ({ requests }) =>
      requests.sign(createSpring, { parameters: { created: now() + 60, expires: now() + 120 } }),
  },
  'that is valid for 61 seconds': {
    code: 'signature-stale',
    wire: ({ requests }) =>
      requests.sign(createSpring, { parameters: { created: now(), expires: now() + 61 } }),
  },
  'that expires before it was created': {
    code: 'signature-stale',
    wire: ({ requests }) =>
      requests.sign(createSpring, { parameters: { created: now(), expires: now() - 1 } }),
  },
  'by a key that is not enrolled': {
    code: 'key-unknown',
    wire: async ({ requests }) => requests.sign(createSpring, { key: await createUnknownKey() }),
  },
  'by another key than the one it names': {
    code,
    wire: async ({ requests, key }) =>
      requests.sign(createSpring, { key: { ...(await createUnknownKey()), keyid: key.keyid } }),
  },
  'with another tag': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { parameters: { tag: 'raffle-admin-v2' } }),
  },
  'with another algorithm': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { parameters: { alg: 'hmac-sha256' } }),
  },
  'with a nonce that is too short': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { parameters: { nonce: 'AAAA' } }),
  },
  'with a nonce of 65 bytes': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, { parameters: { nonce: Buffer.alloc(65).toString('base64') } }),
  },
  'with a nonce that is not base64': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { parameters: { nonce: '.'.repeat(44) } }),
  },
  'under another label': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { label: 'sig1' }),
  },
  'that covers one component more': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, { components: (usual) => [...usual, '@target-uri'] }),
  },
  'that covers a header outside the contract': {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { headers: { 'x-note': 'please' } }),
  },
  'with an idempotency key that was added': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(closeDemo), 'idempotency-key', 'added'),
  },
  'with an idempotency key that was changed': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'idempotency-key', 'changed'),
  },
  'with an idempotency key that was removed': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'idempotency-key', undefined),
  },
  'with another content type': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'content-type', 'text/plain'),
  },
  'with one bit of the signature flipped': {
    code,
    wire: ({ requests }) => {
      const wire = requests.sign(createSpring);
      const bytes = Buffer.from(headerOf(wire, 'signature').slice('raffle=:'.length), 'base64');
      bytes[0]! ^= 1;
      return withHeader(wire, 'signature', `raffle=:${bytes.toString('base64')}:`);
    },
  },
};

for (const parameter of ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag']) {
  refused[`without the parameter ${parameter}`] = {
    code,
    wire: ({ requests }) => requests.sign(createSpring, { parameters: { [parameter]: undefined } }),
  };
}

const components = ['@method', '@authority', '@path', '@query', 'content-digest', 'content-type'];
for (const component of [...components, 'idempotency-key']) {
  const request = component === 'content-type' ? createSpring : closeOnce;
  refused[`that leaves ${component} uncovered`] = {
    code,
    wire: ({ requests }) => requests.sign(request, { components: without(component) }),
  };
}

for (const [name, request] of Object.entries(refused)) {
  test(`a request ${name} is refused and changes nothing`, async (t) => {
    await expectRefused(t, request);
  });
}

test('the refusal of a request signed for another authority has the expected authority', async (t) => {
  const { detail } = await expectRefused(t, refused['signed for another authority']!);
  t.regex(String(detail), /localhost:\d+/);
});
