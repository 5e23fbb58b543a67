import { once } from 'node:events';
import { mkdirSync, promises } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { addFollow, FollowedLogs } from '../../services/witness/followed-logs.ts';
import { IndependentLog, monitor, submit } from '../support/independent-witness.ts';
import { startWitness } from '../support/running-witness.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A service that shows logs by raffle id. */
async function startHost(t: ExecutionContext, reply?: (response: ServerResponse) => void) {
  const logs = new Map<string, IndependentLog>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (reply !== undefined) return reply(response);
    const [, raffle = ''] =
      /^\/api\/raffles\/([\w-]+)\/log\?from=0&to=1$/.exec(request.url ?? '') ?? [];
    const log = logs.get(raffle);
    if (log === undefined) response.writeHead(404).end();
    else response.end(`${log.lines[0]}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (raffle: string, origin = `${host}/raffles/${raffle}`) => {
    const log = new IndependentLog(origin);
    logs.set(raffle, log);
    return log;
  };
  return { host, service: `http://${host}`, asked, open };
}

async function startFollower(t: ExecutionContext, service: string) {
  const witness = await startWitness(t);
  await addFollow(witness.path, { format: 'raffle-witness-follow/1', service });
  return witness;
}

test('a new raffle of a followed service is cosigned with its first request', async (t) => {
  const host = await startHost(t);
  const { url } = await startFollower(t, host.service);
  const spring = host.open('spring');
  t.is((await submit(url, spring.request(0))).status, 200);
  t.is((await submit(url, spring.grow(3).request(1))).status, 200);
  t.is(host.asked.length, 1);
});

test('the key of the first entry stays, whatever the service shows later', async (t) => {
  const host = await startHost(t);
  const { url } = await startFollower(t, host.service);
  const spring = host.open('spring');
  await submit(url, spring.request(0));
  const other = spring.fork(0, [], 9);
  host.open('spring').lines.splice(0, 1, JSON.stringify({ logKey: other.vkey }));
  t.is((await submit(url, other.request(1, 1))).status, 403);
  t.is(host.asked.length, 1);
});

test('a checkpoint with another key than the first entry is refused', async (t) => {
  const host = await startHost(t);
  const { url } = await startFollower(t, host.service);
  const log = host.open('spring');
  t.is((await submit(url, log.fork(1, [], 9).request(0))).status, 403);
  t.is(await monitor(url, log.origin), undefined);
});

test('a log that names another host or raffle is unknown, and no other host is asked', async (t) => {
  const host = await startHost(t);
  const other = await startHost(t);
  const { url } = await startFollower(t, host.service);
  const elsewhere = other.open('spring');
  t.is((await submit(url, elsewhere.request(0))).status, 404);
  const misnamed = host.open('autumn', `${host.host}/raffles/winter`);
  const renamed = misnamed.request(0).replaceAll('/raffles/winter', '/raffles/autumn');
  t.is((await submit(url, renamed)).status, 404);
  const squatting = host.open('summer', elsewhere.origin);
  t.is((await submit(url, squatting.request(0))).status, 404);
  t.is(other.asked.length, 0);
});

test('a redirect is not followed', async (t) => {
  const other = await startHost(t);
  const host = await startHost(t, (response) => {
    response.writeHead(302, { location: `${other.service}/api/raffles/spring/log?from=0&to=1` });
    response.end();
  });
  const { url } = await startFollower(t, host.service);
  const log = new IndependentLog(`${host.host}/raffles/spring`);
  t.is((await submit(url, log.request(0))).status, 503);
  t.is(other.asked.length, 0);
});

test('a service that answers with 10 MB, an error or nonsense does not make a log known', async (t) => {
  const chunk = Buffer.alloc(1024 * 1024, 0x61);
  let status = 200;
  const host = await startHost(t, (response) => {
    response.writeHead(status);
    if (status === 200) for (let sent = 0; sent < 10; sent += 1) response.write(chunk);
    response.end('{"logKey":7}\n');
  });
  const { url } = await startFollower(t, host.service);
  const log = new IndependentLog(`${host.host}/raffles/spring`);
  t.is((await submit(url, log.request(0))).status, 503);
  status = 500;
  t.is((await submit(url, log.request(0))).status, 503);
  status = 201;
  t.is((await submit(url, log.request(0))).status, 404);
});

test('one client can cause only so many lookups, and known logs are still cosigned', async (t) => {
  const host = await startHost(t);
  const { url } = await startFollower(t, host.service);
  const spring = host.open('spring');
  const startedAt = performance.now();
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => submit(url, spring.request(0))),
  );
  t.is(replies.filter(({ status }) => status === 200).length, 1);
  const unknown = new IndependentLog(`${host.host}/raffles/x0`);
  const statuses: number[] = [];
  // 60 at once, and one more every second.
  const allowedMax = () => 60 + (performance.now() - startedAt) / 1_000;
  while (!statuses.includes(503) && statuses.length <= allowedMax()) {
    const body = unknown.request(0).replaceAll('/raffles/x0', `/raffles/x${statuses.length}`);
    statuses.push((await submit(url, body)).status);
  }
  t.deepEqual([...new Set(statuses)], [404, 503]);
  t.true(host.asked.length <= allowedMax(), `${host.asked.length} lookups`);
  t.is((await submit(url, spring.grow(1).request(1))).status, 200);
});

test('lookups of one log are shared, and those in one service limited for all clients together', async (t) => {
  const host = await startHost(t, (response) => void response.writeHead(404).end());
  const path = temporaryFolder(t);
  mkdirSync(join(path, 'follow'));
  await addFollow(path, { format: 'raffle-witness-follow/1', service: host.service });
  let nowMs = 0;
  const followed = new FollowedLogs(path, () => nowMs);
  const find = (index: number) => followed.find(`${host.host}/raffles/x${index}`, `c${index}`);
  await Promise.all(Array.from({ length: 8 }, () => find(0)));
  t.is(host.asked.length, 1);
  nowMs = 60_000;
  const kinds: string[] = [];
  for (let index = 0; index < 310; index += 1) kinds.push((await find(index)).kind);
  t.is(kinds.filter((kind) => kind === 'unknown').length, 300);
  t.is((await find(1)).kind, 'later');
  nowMs = 120_000;
  t.is((await find(1)).kind, 'unknown');
});

test('a service that hangs does not keep the raffles of another one from being looked up', async (t) => {
  const hanging = await startHost(t, () => {});
  const host = await startHost(t);
  const path = temporaryFolder(t);
  mkdirSync(join(path, 'follow'));
  for (const { service } of [hanging, host]) {
    await addFollow(path, { format: 'raffle-witness-follow/1', service });
  }
  const followed = new FollowedLogs(path);
  const kinds: string[] = [];
  const lookups = Array.from({ length: 20 }, async (_, index) => {
    kinds.push((await followed.find(`${hanging.host}/raffles/x${index}`, `c${index}`)).kind);
  });
  const log = host.open('spring');
  t.is((await followed.find(log.origin, 'client')).kind, 'found');
  t.true(hanging.asked.length <= 8, `${hanging.asked.length} lookups`);
  await Promise.all(lookups);
  t.true(kinds.every((kind) => kind === 'later'));
});

test('requests that come together share one read of what is followed', async (t) => {
  const path = temporaryFolder(t);
  mkdirSync(join(path, 'follow'));
  const log = new IndependentLog('raffle.example.org/raffles/spring');
  const follow = {
    format: 'raffle-witness-follow/1',
    service: 'http://raffle.example.org',
  } as const;
  await addFollow(path, { ...follow, logKey: log.vkey });
  const followed = new FollowedLogs(path);
  const { readFile } = promises;
  let reads = 0;
  t.teardown(() => {
    promises.readFile = readFile;
    syncBuiltinESMExports();
  });
  promises.readFile = ((...given: Parameters<typeof readFile>) => {
    if (typeof given[0] === 'string' && given[0].startsWith(path)) reads += 1;
    return readFile(...given);
  }) as typeof readFile;
  syncBuiltinESMExports();
  const found = await Promise.all(
    Array.from({ length: 50 }, () => followed.find(log.origin, 'client')),
  );
  t.true(found.every(({ kind }) => kind === 'found'));
  t.true(reads <= 2, `${reads} reads`);
});

test('a change of what is followed is seen by the next request, also while another one reads', async (t) => {
  const path = temporaryFolder(t);
  mkdirSync(join(path, 'follow'));
  const followed = new FollowedLogs(path);
  for (const raffle of ['a', 'b', 'c', 'd']) {
    const log = new IndependentLog(`raffle.example.org/raffles/${raffle}`);
    const reading = followed.find('raffle.example.org/raffles/other', 'client');
    const service = 'http://raffle.example.org';
    await addFollow(path, { format: 'raffle-witness-follow/1', service, logKey: log.vkey });
    t.is((await followed.find(log.origin, 'client')).kind, 'found', raffle);
    t.is((await reading).kind, 'unknown');
  }
});
