import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { idleShareSince, readServerCore } from './cores.ts';
import type { TicketsOnDisk } from './data-folder.ts';
import type { Load, LoadResult } from './generator.ts';
import { encodeRequests, type RequestText } from './http-messages.ts';
import type { ServerProcess } from './server-process.ts';

export const connections = 64;

/** What a server did for one load. */
export interface Run {
  /** Replies per second, from the first byte sent to the last reply. */
  readonly perSecond: number;
  /** The server's CPU time for one request, all its threads, in microseconds. */
  readonly cpuUs: number;
  /** The server's CPU time as a share of the time that passed, 0 to 1 for a server on one core. */
  readonly ownShare: number;
  /** Share of the time in which the server's core had nothing to do. */
  readonly idleShare: number;
  /** Number of flushes to disk (`fdatasync`). */
  readonly flushes: number;
}

let generator: Worker | undefined;

/**
 * Sends requests over 64 connections. They are encoded, and the connections open, before the clock starts.
 *
 * @param status The status that every reply must have.
 * @throws {Error} if a reply has another one: a wrong answer is not worth timing.
 */
export async function sendAll(
  server: ServerProcess,
  requests: readonly RequestText[],
  status: number,
): Promise<Run> {
  const send = await prepareLoad([server], requests, status);
  return measureLoad(server, async () => ({ count: requests.length, seconds: await send() }));
}

/**
 * Encodes requests and opens the connections of 64 clients, spread over the servers.
 *
 * @param placeOf The place of the server for a request, as a proxy chooses it. Default: a client sends all
 *   its requests to one server.
 * @returns Sends them, and returns the seconds from the first byte sent to the last reply.
 * @throws {Error} As `sendAll`, from the returned function.
 */
export async function prepareLoad(
  servers: readonly ServerProcess[],
  requests: readonly RequestText[],
  status: number,
  placeOf?: (request: RequestText) => number,
): Promise<() => Promise<number>> {
  const { bytes, ends } = encodeRequests(servers[0]!.url, requests);
  const ports = servers.map(({ url }) => Number(new URL(url).port));
  const places = placeOf && Uint8Array.from(requests, placeOf);
  const load: Load = { ports, connections, bytes, ends, ...(places && { places }) };
  generator ??= new Worker(new URL('generator.ts', import.meta.url));
  generator.postMessage(load, [bytes.buffer, ends.buffer]);
  await once(generator, 'message');
  return async () => {
    generator!.postMessage('send');
    const [result] = (await once(generator!, 'message')) as [LoadResult];
    generator!.unref();
    requireStatus(result, status, requests.length);
    return result.seconds;
  };
}

/** What a server does while it answers so many requests in so many seconds. */
export async function measureLoad(
  server: ServerProcess,
  load: () => Promise<{ readonly count: number; readonly seconds: number }>,
): Promise<Run> {
  const [core, before] = [readServerCore(), await server.usage()];
  const { count, seconds } = await load();
  const after = await server.usage();
  const cpuMs = after.cpuMs - before.cpuMs;
  return {
    perSecond: count / seconds,
    cpuUs: (cpuMs * 1_000) / count,
    ownShare: cpuMs / (after.atMs - before.atMs),
    idleShare: idleShareSince(core),
    flushes: after.flushes - before.flushes,
  };
}

function requireStatus({ statuses }: LoadResult, status: number, count: number): void {
  if (statuses[status] === count) return;
  throw new Error(`Of ${count} replies not all were ${status}: ${JSON.stringify(statuses)}.`);
}

/**
 * One flush confirms at most one purchase of each connection.
 *
 * @throws {Error} if a service confirmed more purchases than it can have flushed.
 */
export function requireFlushes({ flushes }: Pick<Run, 'flushes'>, purchases: number): void {
  if (flushes >= purchases / connections) return;
  throw new Error(`${purchases} purchases were confirmed with ${flushes} flushes to disk.`);
}

export interface Purchases {
  readonly raffle: string;
  readonly count: number;
  /** The cookie of the next person. */
  readonly nextCookie: () => string;
}

/** Purchases of a service with a data folder. */
export interface StoredPurchases extends Purchases {
  readonly onDisk: TicketsOnDisk;
}

/**
 * Buys one ticket per request, each for the next person with its own key.
 *
 * @throws {Error} As `sendAll`, and if the journal has not exactly the confirmed tickets, or for too few flushes.
 */
export async function buy(server: ServerProcess, purchases: StoredPurchases): Promise<Run> {
  const run = await sendAll(server, purchaseRequests(purchases), 201);
  purchases.onDisk.require(purchases.count);
  requireFlushes(run, purchases.count);
  return run;
}

/** Requests for one ticket each. */
export function purchaseRequests({ raffle, count, nextCookie }: Purchases): RequestText[] {
  const body = JSON.stringify({ quantity: 1 });
  return Array.from({ length: count }, () => ({
    method: 'POST',
    path: `/api/raffles/${raffle}/tickets`,
    headers: {
      'content-type': 'application/json',
      cookie: nextCookie(),
      'idempotency-key': randomUUID(),
    },
    body,
  }));
}

/** Counts from 0 and starts again after the last. */
export function inTurn<Item>(items: readonly Item[]): () => Item {
  let next = 0;
  return () => items[next++ % items.length]!;
}
