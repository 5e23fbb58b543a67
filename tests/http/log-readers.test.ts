import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import express from 'express';
import test, { type ExecutionContext } from 'ava';
import { endpointDocs } from '#contract/endpoint-docs.ts';
import { replyProblem } from '../../services/raffle/http/requests/problem-replies.ts';
import { ConnectionLimiter } from '../../services/raffle/http/limits/connection-limiter.ts';
import { logRoutes } from '../../services/raffle/http/raffles/log-routes.ts';
import type { PublicLog, RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import type { CosignedLogs } from '../../services/raffle/witness/cosigned-logs.ts';
import { expectProblem } from '../support/problems.ts';
import { serveApp } from '../support/raw-http.ts';
import { waitFor } from '../support/wait-limit.ts';

const lineBytes = 100_000;
const path = '/api/raffles/demo/log';

/** Serves a log of 500 MB to at most two readers from one network and three in all. */
async function startNarrow(t: ExecutionContext) {
  let madeBytes = 0;
  const leaves: PublicLog['leaves'] = async (from, to) => {
    madeBytes += (to - from) * lineBytes;
    return Array.from({ length: to - from }, () => 'x'.repeat(lineBytes - 1));
  };
  const log = { size: 5_000, leaves } as PublicLog;
  const raffles = { findLog: async () => log } as unknown as RaffleStore;
  const readers = new ConnectionLimiter({ max: 3, perNetworkMax: 2 });
  const app = express().set('trust proxy', 1);
  app.use((request, response, next) => {
    request.id = 'the-request';
    response.set('x-request-id', request.id);
    next();
  });
  const cosignedLogs = {} as CosignedLogs;
  app.use(logRoutes({ raffles, cosignedLogs, readers }), replyProblem('http://localhost:4000'));
  const port = await serveApp(t, app);
  /** Requests the log and reads its first bytes only. */
  const stop = async (address: string): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${address}\r\n\r\n`);
    t.true(String(await once(socket, 'data')).startsWith('HTTP/1.1 200 '));
    return socket.pause();
  };
  const ask = (address: string, query = '', method = 'GET') =>
    fetch(`http://127.0.0.1:${port}${path}${query}`, {
      method,
      headers: { 'x-forwarded-for': address },
    });
  return { readers, stop, ask, madeBytes: () => madeBytes };
}

test('stalled readers of the log block at most their own network, until they leave', async (t) => {
  const { readers, stop, ask } = await startNarrow(t);
  const stuck = [await stop('192.0.2.1'), await stop('192.0.2.1')];
  const refused = await ask('192.0.2.1', '?to=1');
  t.is(refused.headers.get('retry-after'), '5');
  await expectProblem(t, refused, 'rate-limited');
  t.is((await (await ask('192.0.2.2', '?to=1')).text()).length, lineBytes);

  stuck.push(await stop('192.0.2.2'));
  await expectProblem(t, await ask('192.0.2.3', '?to=1'), 'rate-limited');

  for (const socket of stuck) socket.destroy();
  await waitFor('no readers', () => readers.inAll === 0);
  t.is((await (await ask('192.0.2.1', '?to=1')).text()).length, lineBytes);
  t.is(readers.inAll, 0);
});

test('a stalled reader uses memory for one piece of the log, and a HEAD request for none', async (t) => {
  const { stop, ask, madeBytes } = await startNarrow(t);
  t.is((await ask('192.0.2.1', '', 'HEAD')).status, 200);
  t.is(madeBytes(), 0);
  const socket = await stop('192.0.2.1');
  t.true(madeBytes() <= 2 * 200 * lineBytes, `${madeBytes()} bytes`);
  socket.destroy();
});

test('openapi.json documents the reply to too many readers', (t) => {
  t.true(endpointDocs.showLog.problems.includes('rate-limited'));
});
