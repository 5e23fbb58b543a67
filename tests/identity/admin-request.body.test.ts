import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import test from 'ava';
import { closeDemo, createSpring, startOrderedService } from '../support/admin-cases.ts';
import { digestOf, withHeader } from '../support/orders.ts';
import { expectProblem } from '../support/problems.ts';
import { readReply, type WireRequest } from '../support/raw-http.ts';

/** Sends the head, then these chunks, and hangs up once the answer is there. */
async function sendSlowly(
  url: string,
  wire: WireRequest,
  chunks: readonly Buffer[],
): Promise<Response> {
  const { host, hostname, port } = new URL(url);
  const headers = [['host', host], ...wire.headers].flat();
  const { method, target: path } = wire;
  const sent = request({ hostname, port, method, path, headers, agent: false });
  sent.flushHeaders();
  for (const chunk of chunks) sent.write(chunk);
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  const answer = await readReply(reply);
  sent.on('error', () => undefined).destroy();
  return answer;
}

const announcing = (wire: WireRequest, length: number): WireRequest =>
  withHeader(wire, 'content-length', String(length));

test('a bad signature is refused before the body has come', async (t) => {
  const { orders, url } = await startOrderedService(t);
  const wire = withHeader(orders.sign(createSpring), 'idempotency-key', 'changed');
  const reply = await sendSlowly(url, announcing(wire, createSpring.body.length), []);
  await expectProblem(t, reply, 'signature-invalid');
});

test('a body that says it is too large is refused before it has come', async (t) => {
  const { orders, url } = await startOrderedService(t);
  const reply = await sendSlowly(url, announcing(orders.sign(createSpring), 10_000_000), []);
  await expectProblem(t, reply, 'payload-too-large');
});

test('a body of 17 kB is refused although its signature is good', async (t) => {
  const { orders, send, look } = await startOrderedService(t);
  const before = await look();
  const body = JSON.stringify({ id: 'spring', title: 'x'.repeat(17_000) });
  await expectProblem(t, await send(orders.sign({ ...createSpring, body })), 'payload-too-large');
  t.is(await look(), before);
});

test('a body of 5 MB in chunks, of a length nobody told, is refused in words', async (t) => {
  const { orders, url } = await startOrderedService(t);
  const body = Buffer.alloc(5_000_000, 'x');
  const wire = orders.sign(closeDemo, { headers: { 'content-digest': digestOf(body) } });
  const chunked = withHeader(wire, 'transfer-encoding', 'chunked');
  await expectProblem(t, await sendSlowly(url, chunked, [body]), 'payload-too-large');
});

test('an enrolment’s body is held to 1 KiB before anything else is asked', async (t) => {
  const { orders, url, send } = await startOrderedService(t);
  const body = JSON.stringify({ invitation: 'x'.repeat(1_024), publicKey: '' });
  const wire = orders.sign({ target: '/api/admin/enrolments', body });
  await expectProblem(t, await sendSlowly(url, announcing(wire, 2_000), []), 'payload-too-large');
  await expectProblem(t, await send(wire), 'payload-too-large');
});

test('an enrolment that nobody invited is refused before its signature is looked at', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const body = JSON.stringify({ invitation: 'none', publicKey: 'A'.repeat(43) });
  const wire = orders.sign({ target: '/api/admin/enrolments', body });
  const unsignable = withHeader(wire, 'signature', 'raffle=:AAAA:');
  await expectProblem(t, await send(unsignable), 'invitation-unknown');
});

test('an enrolment whose body is no JSON is refused in words', async (t) => {
  const { orders, send } = await startOrderedService(t);
  const target = '/api/admin/enrolments';
  await expectProblem(t, await send(orders.sign({ target, body: '{' })), 'invalid-request');
  await expectProblem(t, await send(orders.sign({ target })), 'unsupported-media-type');
});
