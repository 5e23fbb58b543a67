import { Router, type Request } from 'express';
import { endpoints } from '#contract/endpoints.ts';
import { limits } from '../../config.ts';
import type { PublicLog, RaffleStore } from '../../stores/raffle-store.ts';
import { networkOf } from '../networks.ts';
import { readQueryCount, readRaffleId } from '../read-request.ts';
import { ReaderCount } from '../reader-count.ts';
import { Refused } from '../refused.ts';
import { entriesPerPiece, sendInPieces } from '../send-in-pieces.ts';

export interface LogRoutesParts {
  readonly raffles: RaffleStore;
  readonly readers?: ReaderCount;
}

/** What anybody can check: the log itself, its signed root, and that it only grows. */
export function logRoutes({ raffles, readers = countLogReaders() }: LogRoutesParts): Router {
  const router = Router();

  router.get(endpoints.showLog.path, async (request, response) => {
    const log = await requireLog(raffles, request);
    const { from, to } = readRange(request, log);
    const leave = enter(readers, request);
    try {
      response.set('cache-control', 'no-cache');
      response.type(`${endpoints.showLog.mediaType}; charset=utf-8`);
      await sendInPieces(response, writeLines(log, from, to));
    } finally {
      leave();
    }
  });

  router.get(endpoints.showCheckpoint.path, async (request, response) => {
    const { checkpoint } = await requireLog(raffles, request);
    response.set('cache-control', 'no-cache').type('text/plain').send(checkpoint);
  });

  router.get(endpoints.showConsistency.path, async (request, response) => {
    const log = await requireLog(raffles, request);
    const { from, to } = readRange(request, log);
    response.set('cache-control', 'no-cache');
    response.json({ from, to, consistency: await log.consistency(from, to) });
  });

  return router;
}

function countLogReaders(): ReaderCount {
  const { logReadersMax: max, logReadersPerNetworkMax: perNetworkMax } = limits;
  return new ReaderCount({ max, perNetworkMax });
}

/** @throws {Refused} `rate-limited` where enough read already. */
function enter(readers: ReaderCount, request: Request): () => void {
  const leave = readers.enter(networkOf(request.ip ?? ''));
  if (leave !== undefined) return leave;
  throw new Refused(
    'rate-limited',
    'Too many are reading logs at the same time. Nothing is wrong with this one. Ask again in 5 seconds.',
    { headers: { 'retry-after': '5' } },
  );
}

function readRange(request: Request, { size }: PublicLog): { from: number; to: number } {
  const to = readQueryCount(request, 'to', { otherwise: size, max: size });
  return { from: readQueryCount(request, 'from', { otherwise: 0, max: to }), to };
}

async function* writeLines(log: PublicLog, from: number, to: number): AsyncGenerator<string> {
  for (let start = from; start < to; start += entriesPerPiece) {
    const leaves = await log.leaves(start, Math.min(start + entriesPerPiece, to));
    yield leaves.map((leaf) => `${leaf}\n`).join('');
  }
}

/** @throws {Refused} `raffle-not-found`. */
export async function requireLog(raffles: RaffleStore, request: Request): Promise<PublicLog> {
  const log = await raffles.log(readRaffleId(request));
  if (log !== undefined) return log;
  throw new Refused('raffle-not-found', 'There is no raffle with this id.');
}
