import test, { type ExecutionContext } from 'ava';
import { EventEmitter, once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Writable } from 'node:stream';
import express, { type Response } from 'express';
import { notePurchase } from '../../services/raffle/http/limits/event-loop-turns.ts';
import { sendInChunks } from '../../services/raffle/http/requests/send-in-chunks.ts';
import { serveApp } from '../support/raw-http.ts';

const piece = 'x'.repeat(1_000_000);
const count = 50;

/** Serves what `write` writes, and records the outcome. */
async function serve(
  t: ExecutionContext,
  write: (response: Response) => AsyncIterable<string> | Iterable<string>,
) {
  let settle: (found: unknown) => void;
  const outcome = new Promise((resolve) => (settle = resolve));
  const app = express();
  app.get('/', (_request, response) => {
    sendInChunks(response, write(response)).then(() => settle('sent'), settle);
  });
  const port = await serveApp(t, app);
  const asked = get({ port, host: '127.0.0.1', agent: false });
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  return { reply, outcome };
}

test('a long reply is sent complete, and waiting for its reader leaves no listeners behind', async (t) => {
  const waiting: number[] = [];
  const { reply, outcome } = await serve(t, function* write(response) {
    for (let index = 0; index < count; index += 1) {
      waiting.push(response.listenerCount('close') + response.listenerCount('error'));
      yield piece;
    }
  });
  let bytes = 0;
  for await (const part of reply) bytes += (part as Buffer).length;
  t.is(await outcome, 'sent');
  t.is(bytes, count * piece.length);
  t.true(Math.max(...waiting) < 10, waiting.join(' '));
});

test('a reply is written no faster than it is read, and not after the client has disconnected', async (t) => {
  let written = 0;
  let isOver = false;
  const { reply, outcome } = await serve(t, async function* write() {
    try {
      for (; written < count; written += 1) yield piece;
    } finally {
      isOver = true;
    }
  });
  reply.destroy();
  t.is(await outcome, 'sent');
  t.true(isOver);
  t.true(written < count, `${written} pieces`);
});

test('a failure while sending is reported and aborts the reply', async (t) => {
  const failure = new Error('the disk is gone');
  const { reply, outcome } = await serve(t, function* write() {
    yield piece;
    throw failure;
  });
  await t.throwsAsync(async () => {
    for await (const part of reply) t.truthy(part);
  });
  t.is(await outcome, failure);
});

test('while tickets are sold, other tasks run between the pieces, even if the reader is fast', async (t) => {
  let turns = 0;
  notePurchase();
  let next = setImmediate(function count() {
    notePurchase();
    turns += 1;
    next = setImmediate(count);
  });
  const quick = new Writable({ write: (_piece, _encoding, done) => done() });
  const pieces = Array.from({ length: count }, () => 'x');
  const req = Object.assign(new EventEmitter(), { method: 'GET' });
  await sendInChunks(Object.assign(quick, { req }) as never, pieces);
  clearImmediate(next);
  t.true(turns >= count - 1, `${turns} turns`);
});
