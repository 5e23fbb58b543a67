import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { createClient, ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import { startTestService } from '../support/service.ts';

/** Starts an HTTP server that is not a raffle service. */
async function startOtherServer(t: ExecutionContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('call() returns a reply that matches its schema', async (t) => {
  const { url } = await startTestService(t);
  const { raffles } = await createClient({ baseUrl: url }).call('listRaffles');
  t.like(raffles, [{ id: 'demo', status: 'open' }]);
});

test('call() rejects with a ProblemReply that has the contract’s code', async (t) => {
  const { url } = await startTestService(t);
  const asked = createClient({ baseUrl: url }).call('showRaffle', { params: { id: 'none' } });
  const error = await t.throwsAsync<ProblemReply>(asked, { instanceOf: ProblemReply });
  t.is(error.code, 'raffle-not-found');
  t.is(error.status, 404);
});

test('call() rejects an admin order without a signer before it is sent', async (t) => {
  const client = createClient({ baseUrl: 'http://127.0.0.1:1' });
  await t.throwsAsync(client.call('listKeys'), { instanceOf: TypeError });
});

const otherServers: Record<string, RequestListener> = {
  'an empty reply': (_request, response) => void response.end(),
  'a page': (_request, response) => void response.end('<!doctype html>'),
  'JSON of another schema': (_request, response) => void response.end('{"raffles":[{}]}'),
  'an error without a problem document': (_request, response) =>
    void response.writeHead(502).end('Bad'),
  'half a reply': (_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{');
    setImmediate(() => response.destroy());
  },
  'a closed connection': (request) => void request.socket.destroy(),
  'no reply in time': () => {},
};

for (const [name, answer] of Object.entries(otherServers)) {
  test(`${name} is reported as ServiceUnreachable`, async (t) => {
    const client = createClient({ baseUrl: await startOtherServer(t, answer), timeoutMs: 300 });
    await t.throwsAsync(client.call('listRaffles'), { instanceOf: ServiceUnreachable });
    await t.throwsAsync(createLogSource(client, 'spring').lines(), {
      instanceOf: ServiceUnreachable,
    });
    await t.throwsAsync(createLogSource(client, 'spring').checkpoint(), {
      instanceOf: ServiceUnreachable,
    });
  });
}

test('a log that ends within a line is refused', async (t) => {
  const baseUrl = await startOtherServer(t, (_request, response) => {
    response.setHeader('content-type', 'application/x-ndjson; charset=utf-8').end('{}\n{"type":');
  });
  const log = createLogSource(createClient({ baseUrl }), 'spring');
  await t.throwsAsync(log.lines(), { instanceOf: ServiceUnreachable, message: /cut off/ });
});
