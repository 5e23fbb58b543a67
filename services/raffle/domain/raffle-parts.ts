import { OperatorRequests, type OperatorRequestsParts } from './operator-requests.ts';
import { Pool } from './pool.ts';
import type { OpenedRaffle } from './raffle.ts';
import type { SalesHistoryParts } from './sales-history.ts';

interface HistoryParts {
  readonly pool: SalesHistoryParts;
  readonly requests: OperatorRequestsParts;
}

type WithParts<R> = R extends OpenedRaffle ? Omit<R, keyof HistoryParts> & HistoryParts : never;

/** The newest state of a raffle as plain data, which another thread can take over. */
export type RaffleParts = WithParts<OpenedRaffle>;

/** @param raffle The newest state of its history. Must not be used afterwards. */
export function toParts(raffle: OpenedRaffle): RaffleParts {
  return { ...raffle, pool: raffle.pool.parts, requests: raffle.requests.parts };
}

export function fromParts(parts: RaffleParts): OpenedRaffle {
  const pool = Pool.from(parts.pool);
  return { ...parts, pool, requests: OperatorRequests.from(parts.requests) };
}
