import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import {
  closeDemo,
  createSpring,
  expectRefused,
  type RefusedOrder,
} from '../support/admin-cases.ts';
import { digestOf, headerOf, toOrderKey, withHeader } from '../support/orders.ts';

const code = 'signature-invalid';
const closeOnce = { ...closeDemo, idempotencyKey: 'close' };
const now = () => Math.floor(Date.now() / 1000);
const stranger = () => toOrderKey(generateKeyPairSync('ed25519').privateKey);
const without = (name: string) => (usual: readonly string[]) =>
  usual.filter((other) => other !== name);

const refused: Record<string, RefusedOrder> = {
  'that is not signed': {
    code: 'signature-missing',
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'signature', undefined),
  },
  'without Signature-Input': {
    code: 'signature-missing',
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'signature-input', undefined),
  },
  'with another body': {
    code,
    wire: ({ orders }) => ({
      ...orders.sign(createSpring),
      body: JSON.stringify({ id: 'spring', title: 'Sprung' }),
    }),
  },
  'with another digest, which fits its other body': {
    code,
    wire: ({ orders }) => {
      const body = JSON.stringify({ id: 'spring', title: 'Sprung' });
      const wire = { ...orders.sign(createSpring), body };
      return withHeader(wire, 'content-digest', digestOf(body));
    },
  },
  'with a signed digest that is not its body’s': {
    code,
    wire: ({ orders }) =>
      orders.sign(createSpring, { headers: { 'content-digest': digestOf('{}') } }),
  },
  'with a signed digest by another hash': {
    code,
    wire: ({ orders }) =>
      orders.sign(createSpring, { headers: { 'content-digest': 'sha-512=:AAAA:' } }),
  },
  'sent to another path': {
    code,
    wire: ({ orders }) => ({ ...orders.sign(closeDemo), target: '/api/admin/raffles/demo/draw' }),
  },
  'sent with another query': {
    code,
    wire: ({ orders }) => ({ ...orders.sign(closeDemo), target: `${closeDemo.target}?force=1` }),
  },
  'sent without the query that was signed': {
    code,
    wire: ({ orders }) => ({
      ...orders.sign({ target: `${closeDemo.target}?force=1` }),
      target: closeDemo.target,
    }),
  },
  'sent with another method': {
    code,
    wire: ({ orders }) => ({ ...orders.sign({ ...closeDemo, method: 'GET' }), method: 'POST' }),
  },
  'signed for another authority': {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { authority: 'raffle.example.org' }),
  },
  'signed more than a minute ago': {
    code: 'signature-stale',
    wire: ({ orders }) =>
      orders.sign(createSpring, { parameters: { created: now() - 75, expires: now() - 15 } }),
  },
  'signed in the future': {
    code: 'signature-stale',
    wire: ({ orders }) =>
      orders.sign(createSpring, { parameters: { created: now() + 15, expires: now() + 75 } }),
  },
  'that is good for 61 seconds': {
    code: 'signature-stale',
    wire: ({ orders }) =>
      orders.sign(createSpring, { parameters: { created: now(), expires: now() + 61 } }),
  },
  'that expires before it was made': {
    code: 'signature-stale',
    wire: ({ orders }) =>
      orders.sign(createSpring, { parameters: { created: now(), expires: now() - 1 } }),
  },
  'by a key that is not enrolled': {
    code: 'key-unknown',
    wire: async ({ orders }) => orders.sign(createSpring, { key: await stranger() }),
  },
  'by another key than the one it names': {
    code,
    wire: async ({ orders, key }) =>
      orders.sign(createSpring, { key: { ...(await stranger()), keyid: key.keyid } }),
  },
  'with another tag': {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { parameters: { tag: 'raffle-admin-v2' } }),
  },
  'with another algorithm': {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { parameters: { alg: 'hmac-sha256' } }),
  },
  'with a nonce that is too short': {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { parameters: { nonce: 'AAAA' } }),
  },
  'under another label': {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { label: 'sig1' }),
  },
  'that covers one component more': {
    code,
    wire: ({ orders }) =>
      orders.sign(createSpring, { components: (usual) => [...usual, '@target-uri'] }),
  },
  'that covers a header that is not the contract’s': {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { headers: { 'x-note': 'please' } }),
  },
  'with an idempotency key that was added': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(closeDemo), 'idempotency-key', 'added'),
  },
  'with an idempotency key that was changed': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'idempotency-key', 'changed'),
  },
  'with an idempotency key that was removed': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'idempotency-key', undefined),
  },
  'with another content type': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'content-type', 'text/plain'),
  },
  'with one bit of the signature flipped': {
    code,
    wire: ({ orders }) => {
      const wire = orders.sign(createSpring);
      const bytes = Buffer.from(headerOf(wire, 'signature').slice('raffle=:'.length), 'base64');
      bytes[0]! ^= 1;
      return withHeader(wire, 'signature', `raffle=:${bytes.toString('base64')}:`);
    },
  },
};

for (const parameter of ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag']) {
  refused[`without the parameter ${parameter}`] = {
    code,
    wire: ({ orders }) => orders.sign(createSpring, { parameters: { [parameter]: undefined } }),
  };
}

const components = ['@method', '@authority', '@path', '@query', 'content-digest', 'content-type'];
for (const component of [...components, 'idempotency-key']) {
  const order = component === 'content-type' ? createSpring : closeOnce;
  refused[`that leaves ${component} uncovered`] = {
    code,
    wire: ({ orders }) => orders.sign(order, { components: without(component) }),
  };
}

for (const [name, order] of Object.entries(refused)) {
  test(`an order ${name} is refused and changes nothing`, async (t) => {
    await expectRefused(t, order);
  });
}

test('an order signed for another authority is told the right one', async (t) => {
  const { detail } = await expectRefused(t, refused['signed for another authority']!);
  t.regex(String(detail), /localhost:\d+/);
});
