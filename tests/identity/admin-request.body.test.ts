import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import test from 'ava';
import { closeDemo, createSpring, startSignedService } from '../support/admin-cases.ts';
import { digestOf, withHeader } from '../support/signed-requests.ts';
import { expectProblem } from '../support/problems.ts';
import { readReply, type WireRequest } from '../support/raw-http.ts';

/**
 * Sends the head and these chunks, ends the body if there are any, and closes the connection after
 * the reply.
 */
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
  if (chunks.length > 0) sent.end();
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  const answer = await readReply(reply);
  sent.on('error', () => undefined).destroy();
  return answer;
}

const announcing = (wire: WireRequest, length: number): WireRequest =>
  withHeader(wire, 'content-length', String(length));

test('an invalid signature is refused before the body has been read', async (t) => {
  const { requests, url } = await startSignedService(t);
  const wire = withHeader(requests.sign(createSpring), 'idempotency-key', 'changed');
  const reply = await sendSlowly(url, announcing(wire, createSpring.body.length), []);
  await expectProblem(t, reply, 'signature-invalid');
});

test('a body announced as too large is refused before it has been read', async (t) => {
  const { requests, url } = await startSignedService(t);
  const reply = await sendSlowly(url, announcing(requests.sign(createSpring), 10_000_000), []);
  await expectProblem(t, reply, 'payload-too-large');
});

test('a body of 66 kB is refused although its signature is valid', async (t) => {
  const { requests, send, look } = await startSignedService(t);
  const before = await look();
  const body = JSON.stringify({ id: 'spring', title: 'x'.repeat(66_000) });
  await expectProblem(t, await send(requests.sign({ ...createSpring, body })), 'payload-too-large');
  t.is(await look(), before);
});

test('a chunked body of 5 MB without an announced length is refused as too large', async (t) => {
  const { requests, url } = await startSignedService(t);
  const body = Buffer.alloc(5_000_000, 'x');
  const wire = requests.sign(closeDemo, { headers: { 'content-digest': digestOf(body) } });
  const chunked = withHeader(wire, 'transfer-encoding', 'chunked');
  await expectProblem(t, await sendSlowly(url, chunked, [body]), 'payload-too-large');
});

test('an enrolment body larger than 1 KiB is refused before anything else is checked', async (t) => {
  const { requests, url, send } = await startSignedService(t);
  const body = JSON.stringify({ invitation: 'x'.repeat(1_024), publicKey: '' });
  const wire = requests.sign({ target: '/api/admin/enrolments', body });
  await expectProblem(t, await sendSlowly(url, announcing(wire, 2_000), []), 'payload-too-large');
  await expectProblem(t, await send(wire), 'payload-too-large');
});

test('an enrolment without an invitation is refused before its signature is verified', async (t) => {
  const { requests, send } = await startSignedService(t);
  const body = JSON.stringify({ invitation: 'none', publicKey: 'A'.repeat(43) });
  const wire = requests.sign({ target: '/api/admin/enrolments', body });
  const unsignable = withHeader(wire, 'signature', 'raffle=:AAAA:');
  await expectProblem(t, await send(unsignable), 'invitation-unknown');
});

test('an enrolment whose body is not JSON is an invalid request', async (t) => {
  const { requests, send } = await startSignedService(t);
  const target = '/api/admin/enrolments';
  await expectProblem(t, await send(requests.sign({ target, body: '{' })), 'invalid-request');
  await expectProblem(t, await send(requests.sign({ target })), 'unsupported-media-type');
});
