import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import express from 'express';
import { HttpProblem } from '../../services/raffle/http/requests/http-problem.ts';
import { readBody } from '../../services/raffle/http/requests/read-body.ts';
import { listen } from '../../services/raffle/http/server/listen.ts';
import { serveApp } from '../support/raw-http.ts';

const bytesMax = 16;

/** Serves an app that reads the body of every request, and connects to it. */
async function connectToReader(
  t: ExecutionContext,
  beforeReading: (request: express.Request) => Promise<void> = async () => {},
) {
  const outcomes = new EventEmitter();
  const app = express().use(async (request, response) => {
    await beforeReading(request);
    outcomes.emit('reading');
    const outcome: unknown = await readBody(request, bytesMax).catch((error: unknown) => error);
    outcomes.emit('outcome', outcome);
    response.end();
  });
  const socket = connect(await serveApp(t, app), '127.0.0.1').on('error', () => {});
  t.teardown(() => socket.destroy());
  const [reading, outcome] = [once(outcomes, 'reading'), once(outcomes, 'outcome')];
  return { socket, reading, outcome: outcome.then(([found]: unknown[]) => found) };
}

const head = (header: string) => `POST / HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n`;

test('readBody() joins the pieces of a body, byte for byte', async (t) => {
  const { socket, reading, outcome } = await connectToReader(t);
  const bytes = Buffer.from([0, 255, 254, 10, 13, 128]);
  socket.write(head(`Content-Length: ${bytes.length}`));
  socket.write(bytes.subarray(0, 2));
  await reading;
  socket.write(bytes.subarray(2));
  t.deepEqual(await outcome, bytes);
});

test('readBody() returns no bytes for a request without a body', async (t) => {
  const { socket, outcome } = await connectToReader(t);
  socket.write(head('Accept: */*'));
  t.deepEqual(await outcome, Buffer.alloc(0));
});

test('readBody() returns no bytes for a request that has ended before the app gets it', async (t) => {
  const listener = await listen('127.0.0.1', 0);
  t.teardown(() => listener.close());
  const app = express().use(async (request, response) => {
    await setImmediate();
    response.json([...(await readBody(request, bytesMax))]);
  });
  listener.serve(app);
  // `fetch` announces the length of an empty body of a POST, but not of a GET.
  for (const method of ['GET', 'POST']) {
    const reply = await fetch(`http://127.0.0.1:${listener.port}/`, { method });
    t.deepEqual(await reply.json(), [], method);
  }
});

test('readBody() accepts a chunked body of exactly the limit', async (t) => {
  const { socket, outcome } = await connectToReader(t);
  socket.write(head('Transfer-Encoding: chunked'));
  socket.write(`8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n`);
  t.deepEqual(await outcome, Buffer.from('1234567812345678'));
});

test('readBody() refuses a body that is cut off while it is read', async (t) => {
  const { socket, reading, outcome } = await connectToReader(t);
  socket.write(head('Content-Length: 10'));
  socket.write('12345');
  await reading;
  socket.destroy();
  expectCutOff(t, await outcome);
});

test('readBody() refuses a body that was cut off before it is read', async (t) => {
  const { socket, outcome } = await connectToReader(t, async (request) => {
    socket.destroy();
    await new Promise((resolve) => request.once('close', resolve));
  });
  socket.write(head('Content-Length: 10'));
  expectCutOff(t, await outcome);
});

function expectCutOff(t: ExecutionContext, outcome: unknown): void {
  if (outcome instanceof HttpProblem) t.is(outcome.code, 'invalid-request');
  else t.fail(`The body was not refused: ${String(outcome)}`);
}
