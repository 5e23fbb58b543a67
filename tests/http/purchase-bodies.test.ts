import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problem-details.ts';
import { expectProblem } from '../support/problems.ts';
import { awaitReply, readReply, sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';
import { waitMsMax } from '../support/wait-limit.ts';

interface Sent {
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one purchase, byte for byte, and asserts that it is refused and sells nothing. */
async function expectRefused(t: ExecutionContext, { body, headers }: Sent, code: ProblemCode) {
  const { url, signIn } = await startTestService(t);
  const { cookie } = await signIn('ada@example.org');
  const reply = await sendRaw(url, {
    method: 'POST',
    target: '/api/raffles/demo/tickets',
    headers: Object.entries({
      cookie,
      'content-type': 'application/json',
      'idempotency-key': 'one',
      ...headers,
    }),
    body,
  });
  const problem = await expectProblem(t, reply, code);
  t.like(await (await fetch(`${url}/api/raffles/demo`)).json(), { sold: 0, version: 1 });
  return problem;
}

const invalid = {
  'quantity 0': '{"quantity":0}',
  'quantity -1': '{"quantity":-1}',
  'quantity 3, one above the limit per person': '{"quantity":3}',
  'quantity 1.5': '{"quantity":1.5}',
  'quantity 1e9': '{"quantity":1e9}',
  'quantity 1e999': '{"quantity":1e999}',
  'quantity "1"': '{"quantity":"1"}',
  'quantity true': '{"quantity":true}',
  'quantity [1]': '{"quantity":[1]}',
  'quantity null': '{"quantity":null}',
  'no quantity': '{}',
  'a member userId': '{"quantity":1,"userId":"bo"}',
  'a member __proto__': '{"quantity":1,"__proto__":{"quantity":2}}',
  'no member but __proto__': '{"__proto__":{"quantity":1}}',
  'a member constructor': '{"quantity":1,"constructor":{}}',
  'a list': '[{"quantity":1}]',
  'the text null': 'null',
  'a text': '"quantity"',
  'a number': '1',
  'no body': '',
  'broken JSON': '{"quantity":1',
  'two values': '{"quantity":1}{"quantity":1}',
  'bytes that are not UTF-8 in a name': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
};

for (const [name, body] of Object.entries(invalid)) {
  test(`a purchase with ${name} is an invalid request`, async (t) => {
    await expectRefused(t, { body }, 'invalid-request');
  });
}

test('a purchase of 10 MB is too large', async (t) => {
  const body = `{"quantity":1,"note":"${'x'.repeat(10_000_000)}"}`;
  await expectRefused(t, { body }, 'payload-too-large');
});

test('a purchase of 1,025 bytes is too large', async (t) => {
  await expectRefused(t, { body: '{"quantity":1}'.padEnd(1_025) }, 'payload-too-large');
});

for (const [name, { framing, bytes }] of Object.entries({
  'an announced length': { framing: { 'content-length': '5000' }, bytes: 20 },
  'chunked encoding': { framing: { 'transfer-encoding': 'chunked' }, bytes: 2_000 },
})) {
  test(`a purchase that is too large, with ${name}, is refused before it has ended`, async (t) => {
    const { url, signIn } = await startTestService(t);
    const { cookie } = await signIn('ada@example.org');
    const headers = {
      cookie,
      'content-type': 'application/json',
      'idempotency-key': 'one',
      ...framing,
    };
    const signal = AbortSignal.timeout(waitMsMax);
    const sent = request(`${url}/api/raffles/demo/tickets`, { method: 'POST', headers, signal });
    t.teardown(() => sent.destroy());
    sent.write('{"quantity":1}'.padEnd(bytes));
    await expectProblem(t, await readReply(await awaitReply(sent)), 'payload-too-large');
  });
}

test('a purchase in gzip is refused, and the reply names the header', async (t) => {
  const body = gzipSync('{"quantity":1}');
  const headers = { 'content-encoding': 'gzip' };
  const problem = await expectRefused(t, { body, headers }, 'unsupported-media-type');
  t.true(String(problem['detail']).includes('Content-Encoding'));
});

test('a purchase that is not UTF-8 is refused, and the reply names UTF-8', async (t) => {
  const body = Buffer.from('{"quantity":1,"note":"caf\u00e9"}', 'latin1');
  const problem = await expectRefused(t, { body }, 'invalid-request');
  t.is(problem['detail'], 'The body is not UTF-8. Nothing was changed.');
});

test('a purchase with broken JSON is refused with a reply that says so', async (t) => {
  const problem = await expectRefused(t, { body: '{"quantity":1' }, 'invalid-request');
  t.true(String(problem['detail']).includes('not valid JSON'));
});

for (const parameter of ['charset=iso-8859-1', 'charset=utf-16', 'charset = "utf-16le"']) {
  test(`a purchase with ${parameter} is refused`, async (t) => {
    const headers = { 'content-type': `application/json; ${parameter}` };
    await expectRefused(t, { body: '{"quantity":1}', headers }, 'unsupported-media-type');
  });
}
