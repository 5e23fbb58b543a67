import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { createClient, ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import { startTestService } from '../support/service.ts';

/** Something that answers, and is not a raffle service. */
async function startStranger(t: ExecutionContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an answer is what its schema says', async (t) => {
  const { url } = await startTestService(t);
  const { raffles } = await createClient({ baseUrl: url }).call('listRaffles');
  t.like(raffles, [{ id: 'demo', status: 'open' }]);
});

test('a refusal is a ProblemReply with the contract’s code', async (t) => {
  const { url } = await startTestService(t);
  const asked = createClient({ baseUrl: url }).call('showRaffle', { params: { id: 'none' } });
  const error = await t.throwsAsync<ProblemReply>(asked, { instanceOf: ProblemReply });
  t.is(error.code, 'raffle-not-found');
  t.is(error.status, 404);
});

test('an order without a signer is not even sent', async (t) => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
  await t.throwsAsync(client.call('listKeys'), { instanceOf: TypeError });
});

const strangers: Record<string, RequestListener> = {
  'an empty answer': (_request, response) => void response.end(),
  'a page': (_request, response) => void response.end('<!doctype html>'),
  'JSON of another kind': (_request, response) => void response.end('{"raffles":[{}]}'),
  'an error that is no problem': (_request, response) => void response.writeHead(502).end('Bad'),
  'half an answer': (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{');
    setImmediate(() => response.destroy());
  },
  'nothing at all': (request) => void request.socket.destroy(),
  'nothing in time': () => {},
};

for (const [name, answer] of Object.entries(strangers)) {
  test(`${name} is ServiceUnreachable, never an answer`, async (t) => {
    const client = createClient({ baseUrl: await startStranger(t, answer), timeoutMs: 300 });
    await t.throwsAsync(client.call('listRaffles'), { instanceOf: ServiceUnreachable });
    await t.throwsAsync(askForLog(client, 'spring').lines(), { instanceOf: ServiceUnreachable });
    await t.throwsAsync(askForLog(client, 'spring').checkpoint(), {
      instanceOf: ServiceUnreachable,
    });
  });
}

test('a log that was cut off in a line is no log', async (t) => {
  const baseUrl = await startStranger(t, (_request, response) => {
    response.setHeader('content-type', 'application/jsonl; charset=utf-8').end('{}\n{"type":');
  });
  const log = askForLog(createClient({ baseUrl }), 'spring');
  await t.throwsAsync(log.lines(), { instanceOf: ServiceUnreachable, message: /cut off/ });
});
