import { gzipSync } from 'node:zlib';
import test from 'ava';
import {
  closeDemo,
  createSpring,
  expectRefused,
  type RefusedRequest,
} from '../support/admin-cases.ts';
import { headerOf, withHeader, withTwice } from '../support/signed-requests.ts';

const code = 'signature-invalid';

const refused: Record<string, RefusedRequest> = {
  'whose label occurs twice': {
    code,
    wire: ({ requests }) => {
      const wire = requests.sign(createSpring);
      const [signature, input] = [headerOf(wire, 'signature'), headerOf(wire, 'signature-input')];
      const twice = withHeader(wire, 'signature', `${signature}, ${signature}`);
      return withHeader(twice, 'signature-input', `${input}, ${input}`);
    },
  },
  'whose signature has a parameter twice': {
    code,
    wire: ({ requests }) => {
      const wire = requests.sign(createSpring);
      return withHeader(
        wire,
        'signature-input',
        `${headerOf(wire, 'signature-input')};tag="raffle-admin-v1"`,
      );
    },
  },
  'whose signature has a component twice': {
    code,
    wire: ({ requests }) =>
      requests.sign(createSpring, { components: (usual) => [...usual, '@method'] }),
  },
  'with a gzip body': {
    code,
    wire: ({ requests }) => {
      const body = gzipSync(createSpring.body);
      return withHeader(requests.sign({ ...createSpring, body }), 'content-encoding', 'gzip');
    },
  },
  'with a gzip body that is covered by the signature': {
    code,
    wire: ({ requests }) =>
      requests.sign(
        { ...createSpring, body: gzipSync(createSpring.body) },
        { headers: { 'content-encoding': 'gzip' } },
      ),
  },
  'with a signature that is not a structured field': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'signature', 'raffle=:%%%:'),
  },
  'with an empty signature': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'signature', 'raffle=::'),
  },
  'with a signature input that is not a structured field': {
    code,
    wire: ({ requests }) => withHeader(requests.sign(createSpring), 'signature-input', 'raffle=('),
  },
  'with a second signature that is far too long': {
    code,
    wire: ({ requests }) => {
      const wire = requests.sign(createSpring);
      const [signature, input] = [headerOf(wire, 'signature'), headerOf(wire, 'signature-input')];
      const two = withHeader(wire, 'signature', `${signature}, other=:AAAA:`);
      const other = `other=("@method");keyid="${'x'.repeat(2_048)}"`;
      return withHeader(two, 'signature-input', `${input}, ${other}`);
    },
  },
  'whose target names another site': {
    code,
    wire: ({ requests }) => ({
      ...requests.sign(closeDemo),
      target: `http://evil.example${closeDemo.target}`,
    }),
  },
  'with a body that is not UTF-8, which the log could not contain': {
    code: 'invalid-request',
    wire: ({ requests }) =>
      requests.sign({
        ...createSpring,
        body: Buffer.concat([
          Buffer.from('{"id":"spring","title":"'),
          Buffer.from([0xff]),
          Buffer.from('"}'),
        ]),
      }),
  },
  'with an unknown member': {
    code: 'invalid-request',
    wire: ({ requests }) =>
      requests.sign({ ...createSpring, body: '{"id":"spring","title":"Spring","winner":1}' }),
  },
  'with a member named __proto__': {
    code: 'invalid-request',
    wire: ({ requests }) =>
      requests.sign({ ...createSpring, body: '{"id":"spring","title":"Spring","__proto__":{}}' }),
  },
  'with a lone surrogate in the title': {
    code: 'invalid-request',
    wire: ({ requests }) =>
      requests.sign({ ...createSpring, body: '{"id":"spring","title":"\\ud83c"}' }),
  },
  'with a line break in the title': {
    code: 'invalid-request',
    wire: ({ requests }) =>
      requests.sign({ ...createSpring, body: '{"id":"spring","title":"a\\nb"}' }),
  },
  'with an idempotency key of 256 characters': {
    code: 'invalid-request',
    wire: ({ requests }) => requests.sign({ ...closeDemo, idempotencyKey: 'x'.repeat(256) }),
  },
  'with an empty idempotency key': {
    code: 'invalid-request',
    wire: ({ requests }) => requests.sign({ ...closeDemo, idempotencyKey: '' }),
  },
  'with malformed JSON': {
    code: 'invalid-request',
    wire: ({ requests }) => requests.sign({ ...createSpring, body: '{"id":"spring"' }),
  },
  'without a content type': {
    code: 'unsupported-media-type',
    wire: ({ requests }) => requests.sign({ ...createSpring, contentType: null }),
  },
  'to close with a body, which is not allowed': {
    code: 'invalid-request',
    wire: ({ requests }) => requests.sign({ ...closeDemo, body: '{"beacon":{}}' }),
  },
};

for (const name of [
  'content-digest',
  'content-type',
  'idempotency-key',
  'signature',
  'signature-input',
]) {
  refused[`with ${name} there twice`] = {
    code,
    wire: ({ requests }) => withTwice(requests.sign(createSpring), name),
  };
}

for (const [name, request] of Object.entries(refused)) {
  test(`a request ${name} is refused and changes nothing`, async (t) => {
    await expectRefused(t, request);
  });
}
