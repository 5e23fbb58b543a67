import { once } from 'node:events';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { toHex } from '#proof/bytes.ts';
import { networkOf } from '../../services/raffle/http/limits/networks.ts';
import { listen } from '../../services/raffle/http/server/listen.ts';
import { LogStates } from '../../services/witness/log-states.ts';
import { FollowedLogs } from '../../services/witness/followed-logs.ts';
import { WitnessMetrics } from '../../services/witness/metrics.ts';
import { createWitnessApp } from '../../services/witness/witness-app.ts';
import { readSigner } from '../../services/witness/witness-folder.ts';
import { Witness } from '../../services/witness/witness.ts';
import { cosignedAt, IndependentLog, submit } from '../support/independent-witness.ts';
import { startWitness } from '../support/running-witness.ts';
import { waitFor } from '../support/wait-limit.ts';

const log = new IndependentLog('raffle.example.org/raffles/spring').grow(3);

test('a body of 10 MB is refused, and the next request is answered', async (t) => {
  const { url } = await startWitness(t, [log]);
  const reply = await submit(url, 'x'.repeat(10_000_000)).catch(() => ({ status: 413 }));
  t.is(reply.status, 413);
  t.is((await submit(url, log.request(0))).status, 200);
});

test('a compressed body is refused, so a small one cannot become a large one', async (t) => {
  const { url } = await startWitness(t, [log]);
  const headers = { 'content-encoding': 'gzip' };
  const reply = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: 'x', headers });
  t.is(reply.status, 415);
});

test('connections that send a byte now and then hold up no other client, and are limited', async (t) => {
  const { url } = await startWitness(t, [log]);
  const { hostname, port } = new URL(url);
  const open = (text: string) => {
    const socket = connect(Number(port), hostname);
    t.teardown(() => socket.destroy());
    socket.on('error', () => {}).write(text);
    return socket;
  };
  const slow = 'POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\no';
  const held = Array.from({ length: 64 }, () => open(slow));
  await Promise.all(held.map((socket) => once(socket, 'connect')));
  const ends = Array.from({ length: 6 }, async () => {
    const socket = open('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n');
    const isReset = () => 'closed';
    return Promise.race([
      once(socket, 'data').then(() => 'answered', isReset),
      once(socket, 'close').then(isReset, isReset),
    ]);
  });
  t.deepEqual([...new Set(await Promise.all(ends))], ['closed']);
  held[0]!.destroy();
  const status = await waitFor('room for a connection', () =>
    submit(url, log.request(0)).then(
      (reply) => reply.status,
      () => undefined,
    ),
  );
  t.is(status, 200);
});

test('other paths and methods are not found, and metrics count replies by status', async (t) => {
  const { url } = await startWitness(t, [log]);
  await submit(url, log.request(0));
  await submit(url, log.request(0));
  for (const [method, path] of [
    ['GET', '/add-checkpoint'],
    ['POST', '/sign-subtree'],
    ['GET', '/..%2fkey.json/checkpoint'],
    ['GET', '/'],
  ] as const) {
    t.is((await fetch(url + path, { method })).status, 404, path);
  }
  const text = await (await fetch(`${url}/metrics`)).text();
  t.regex(text, /^raffle_witness_requests_total\{status="200"\} 1$/m);
  t.regex(text, /^raffle_witness_requests_total\{status="409"\} 1$/m);
  t.regex(text, /^raffle_witness_logs 1$/m);
  t.regex(text, /^raffle_witness_forks_total 0$/m);
});

test('a client that sends too much is refused for a while', async (t) => {
  let nowMs = 0;
  const { url } = await serveApp(t, { now: () => nowMs });
  const get = async () => (await fetch(`${url}/x/checkpoint`)).status;
  for (let sent = 0; sent < 2_000; sent += 20) {
    const statuses = await Promise.all(Array.from({ length: 20 }, get));
    t.deepEqual([...new Set(statuses)], [404]);
  }
  t.is(await get(), 429);
  nowMs = 30;
  t.is(await get(), 404);
  t.is(await get(), 429);
});

test('a clock that goes back by seconds gives the last time again, and by minutes no cosignature', async (t) => {
  const { path, stop } = await startWitness(t, [log]);
  await stop();
  const [signer, logs] = [await readSigner(path), await LogStates.open(path)];
  let now = 1_800_000_000;
  const witness = new Witness({ signer, logs, followed: new FollowedLogs(path), now: () => now });
  const { name, keyId, publicKey } = signer.key;
  const key = { name, id: toHex(keyId), publicKey: Buffer.from(publicKey) };
  const add = async (old: number) => {
    const reply = await witness.addCheckpoint(log.request(old), 'client');
    return reply.status === 200 ? cosignedAt(log.note() + reply.body, key) : [reply.status];
  };
  t.deepEqual(await add(0), [now]);
  now -= 59;
  t.deepEqual(await add(4), [now + 59]);
  now -= 10;
  t.deepEqual(await add(4), [503]);
  now += 300;
  t.deepEqual(await add(4), [now]);
});

test('a witness whose clock is behind what it signed before its start signs nothing, unless told to', async (t) => {
  const { path, stop } = await startWitness(t, [log]);
  await stop();
  const signer = await readSigner(path);
  const open = async (now: number, isClockTrusted = false) => {
    const logs = await LogStates.open(path);
    const followed = new FollowedLogs(path);
    return new Witness({ signer, logs, followed, now: () => now, isClockTrusted });
  };
  const add = async (witness: Witness, old: number) =>
    (await witness.addCheckpoint(log.request(old), 'client')).status;
  const time = 1_800_000_000;
  t.is(await add(await open(time), 0), 200);
  const late = await open(time - 61);
  t.is(late.secondsBehind, 61);
  t.is(await add(late, 4), 503);
  t.is(await add(await open(time - 60), 4), 200);
  t.is(await add(await open(time - 61, true), 4), 200);
});

test('a witness that starts with a clock behind its last cosignature says so', async (t) => {
  const { path, stop, start, printed } = await startWitness(t, [log]);
  await stop();
  const [signer, logs] = [await readSigner(path), await LogStates.open(path)];
  const now = () => Math.floor(Date.now() / 1000) + 7_200;
  const ahead = new Witness({ signer, logs, followed: new FollowedLogs(path), now });
  t.is((await ahead.addCheckpoint(log.request(0), 'client')).status, 200);
  const running = await start();
  t.teardown(() => running.stop());
  t.regex(printed.join('\n'), /The clock is \d+ s behind the last cosignature/);
});

/** Runs the app of a witness that follows no log. */
async function serveApp(
  t: ExecutionContext,
  { proxyHops = 0, ...options }: { proxyHops?: number; now?: () => number } = {},
) {
  /** The network that each request counted for. */
  const clients: string[] = [];
  const witness = {
    addCheckpoint: async (_body: string, client: string) => {
      clients.push(client);
      return { status: 404, reason: 'unknown' } as const;
    },
    checkpoint: () => undefined,
  };
  const listener = await listen('127.0.0.1', 0, {
    connections: () => ({ max: 999, perNetworkMax: 999 }),
  });
  t.teardown(() => listener.close());
  const metrics = new WitnessMetrics(() => 0);
  const onError = (error: unknown) => t.fail(String(error));
  listener.serve(createWitnessApp({ witness, metrics, proxyHops, onError, ...options }));
  return { url: `http://127.0.0.1:${listener.port}`, clients };
}

/** The network of a request that came through two proxies, or claims to. */
async function clientOf(t: ExecutionContext, proxyHops: number): Promise<string> {
  const { url, clients } = await serveApp(t, { proxyHops });
  const headers = { 'x-forwarded-for': '203.0.113.1, 198.51.100.7' };
  await fetch(`${url}/add-checkpoint`, { method: 'POST', body: 'x', headers });
  return clients.join(' ');
}

test('behind a proxy limits apply to the address that the proxy added', async (t) => {
  t.is(await clientOf(t, 1), networkOf('198.51.100.7'));
  t.is(await clientOf(t, 2), networkOf('203.0.113.1'));
});

test('without a proxy an address that a client invents changes nothing', async (t) => {
  t.is(await clientOf(t, 0), networkOf('127.0.0.1'));
});
