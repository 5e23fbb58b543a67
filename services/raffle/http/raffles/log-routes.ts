import { Router, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { limits } from '../../config/limits.ts';
import type { PublicLog, RaffleStore } from '../../stores/raffle-store.ts';
import type { CosignedLogs } from '../../witness/cosigned-logs.ts';
import { readQueryCount, readRaffleId } from '../requests/read-request.ts';
import { ConnectionLimiter } from '../limits/connection-limiter.ts';
import { HttpProblem } from '../requests/http-problem.ts';
import { entriesPerChunk, sendInChunks } from '../requests/send-in-chunks.ts';
import { requireRaffle } from './raffle-routes.ts';

/** The largest number that a query can have. */
const sizeMax = 10 ** 15;

export interface LogRoutesDependencies {
  readonly raffles: RaffleStore;
  readonly cosignedLogs: CosignedLogs;
  readonly readers?: ConnectionLimiter;
}

/** Public routes of the log: entries, checkpoint and proofs. */
export function logRoutes({
  raffles,
  cosignedLogs,
  readers = countLogReaders(),
}: LogRoutesDependencies): Router {
  const router = Router();

  router.get(endpoints.showLog.path, async (request, response) => {
    const log = await requireLog(raffles, request);
    const { from, to } = readRange(request, log);
    const leave = enter(readers, request);
    try {
      response.set('cache-control', 'no-cache');
      response.type(`${endpoints.showLog.mediaType}; charset=utf-8`);
      await sendInChunks(response, writeLines(log, from, to));
    } finally {
      leave();
    }
  });

  router.get(endpoints.showCheckpoint.path, async (request, response) => {
    const log = await requireLog(raffles, request);
    const size = readQueryCount(request, 'size', { otherwise: log.size, max: sizeMax });
    const checkpoint = size === log.size ? log.checkpoint : await log.checkpointOf(size);
    if (checkpoint === undefined) {
      throw new HttpProblem('not-found', `No batch of this log ends after ${size} entries.`);
    }
    const cosigned = await cosignedLogs.cosign(readRaffleId(request), size, checkpoint);
    response.set('cache-control', 'no-cache').type('text/plain').send(cosigned);
  });

  router.get(endpoints.showWitnesses.path, async (request, response) => {
    const raffle = await requireRaffle(raffles, request);
    response.set('cache-control', 'no-cache').json(await cosignedLogs.view(raffle));
  });

  router.get(endpoints.showConsistency.path, async (request, response) => {
    const log = await requireLog(raffles, request);
    const { from, to } = readRange(request, log);
    response.set('cache-control', 'no-cache');
    response.json({ from, to, consistency: await log.consistency(from, to) });
  });

  router.get(endpoints.showInclusion.path, async (request, response) => {
    const log = await requireLog(raffles, request);
    const size = readQueryCount(request, 'size', { otherwise: log.size, min: 1, max: log.size });
    const index = readQueryCount(request, 'index', { otherwise: 0, max: size - 1 });
    response.set('cache-control', 'no-cache');
    response.json({ index, size, inclusion: await log.inclusion(index, size) });
  });

  return router;
}

function countLogReaders(): ConnectionLimiter {
  const { logReadersMax: max, logReadersPerNetworkMax: perNetworkMax } = limits;
  return new ConnectionLimiter({ max, perNetworkMax });
}

/** @throws {HttpProblem} `rate-limited` if too many clients are reading logs. */
function enter(readers: ConnectionLimiter, request: Request): () => void {
  const leave = readers.enter(request.ip ?? '');
  if (leave !== undefined) return leave;
  throw new HttpProblem(
    'rate-limited',
    'Too many clients are reading logs at the same time. Nothing is wrong with this log. Try again in 5 seconds.',
    { headers: { 'retry-after': '5' } },
  );
}

function readRange(request: Request, { size }: PublicLog): { from: number; to: number } {
  const to = readQueryCount(request, 'to', { otherwise: size, max: size });
  return { from: readQueryCount(request, 'from', { otherwise: 0, max: to }), to };
}

async function* writeLines(log: PublicLog, from: number, to: number): AsyncGenerator<string> {
  for (let start = from; start < to; start += entriesPerChunk) {
    const leaves = await log.leaves(start, Math.min(start + entriesPerChunk, to));
    yield leaves.map((leaf) => `${leaf}\n`).join('');
  }
}

/** @throws {HttpProblem} `raffle-not-found`. */
export async function requireLog(raffles: RaffleStore, request: Request): Promise<PublicLog> {
  const log = await raffles.findLog(readRaffleId(request));
  if (log !== undefined) return log;
  throw new HttpProblem('raffle-not-found', 'There is no raffle with this id.');
}
