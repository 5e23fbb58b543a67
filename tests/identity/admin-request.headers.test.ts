import { gzipSync } from 'node:zlib';
import test from 'ava';
import {
  closeDemo,
  createSpring,
  expectRefused,
  type RefusedOrder,
} from '../support/admin-cases.ts';
import { headerOf, withHeader, withTwice } from '../support/orders.ts';

const code = 'signature-invalid';

const refused: Record<string, RefusedOrder> = {
  'with its label twice': {
    code,
    wire: ({ orders }) => {
      const wire = orders.sign(createSpring);
      const [signature, input] = [headerOf(wire, 'signature'), headerOf(wire, 'signature-input')];
      const twice = withHeader(wire, 'signature', `${signature}, ${signature}`);
      return withHeader(twice, 'signature-input', `${input}, ${input}`);
    },
  },
  'with a parameter twice': {
    code,
    wire: ({ orders }) => {
      const wire = orders.sign(createSpring);
      return withHeader(
        wire,
        'signature-input',
        `${headerOf(wire, 'signature-input')};tag="raffle-admin-v1"`,
      );
    },
  },
  'with a component twice': {
    code,
    wire: ({ orders }) =>
      orders.sign(createSpring, { components: (usual) => [...usual, '@method'] }),
  },
  'with a gzip body': {
    code,
    wire: ({ orders }) => {
      const body = gzipSync(createSpring.body);
      return withHeader(orders.sign({ ...createSpring, body }), 'content-encoding', 'gzip');
    },
  },
  'with a gzip body that is covered by the signature': {
    code,
    wire: ({ orders }) =>
      orders.sign(
        { ...createSpring, body: gzipSync(createSpring.body) },
        { headers: { 'content-encoding': 'gzip' } },
      ),
  },
  'with a signature that is not a structured field': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'signature', 'raffle=:%%%:'),
  },
  'with a signature of no bytes': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'signature', 'raffle=::'),
  },
  'with a signature input that is not a structured field': {
    code,
    wire: ({ orders }) => withHeader(orders.sign(createSpring), 'signature-input', 'raffle=('),
  },
  'with a target that names another site': {
    code,
    wire: ({ orders }) => ({
      ...orders.sign(closeDemo),
      target: `http://evil.example${closeDemo.target}`,
    }),
  },
  'with a body that is not UTF-8, which no record could show': {
    code: 'invalid-request',
    wire: ({ orders }) =>
      orders.sign({
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
    wire: ({ orders }) =>
      orders.sign({ ...createSpring, body: '{"id":"spring","title":"Spring","winner":1}' }),
  },
  'with a member named __proto__': {
    code: 'invalid-request',
    wire: ({ orders }) =>
      orders.sign({ ...createSpring, body: '{"id":"spring","title":"Spring","__proto__":{}}' }),
  },
  'with half a character in the title': {
    code: 'invalid-request',
    wire: ({ orders }) =>
      orders.sign({ ...createSpring, body: '{"id":"spring","title":"\\ud83c"}' }),
  },
  'with a line break in the title': {
    code: 'invalid-request',
    wire: ({ orders }) => orders.sign({ ...createSpring, body: '{"id":"spring","title":"a\\nb"}' }),
  },
  'with an idempotency key of 256 characters': {
    code: 'invalid-request',
    wire: ({ orders }) => orders.sign({ ...closeDemo, idempotencyKey: 'x'.repeat(256) }),
  },
  'with an empty idempotency key': {
    code: 'invalid-request',
    wire: ({ orders }) => orders.sign({ ...closeDemo, idempotencyKey: '' }),
  },
  'with broken JSON': {
    code: 'invalid-request',
    wire: ({ orders }) => orders.sign({ ...createSpring, body: '{"id":"spring"' }),
  },
  'without a content type': {
    code: 'unsupported-media-type',
    wire: ({ orders }) => orders.sign({ ...createSpring, contentType: null }),
  },
  'to close with a body that it must not have': {
    code: 'invalid-request',
    wire: ({ orders }) => orders.sign({ ...closeDemo, body: '{}' }),
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
    wire: ({ orders }) => withTwice(orders.sign(createSpring), name),
  };
}

for (const [name, order] of Object.entries(refused)) {
  test(`an order ${name} is refused and changes nothing`, async (t) => {
    await expectRefused(t, order);
  });
}
