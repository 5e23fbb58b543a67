import { isSameKey, type Entry, type Order } from './entries.ts';
import { isOpened, type OpenedRaffle, type Raffle } from './raffle.ts';
import { RuleBroken } from './rule-broken.ts';

/**
 * What a command comes to: the entries that answer it, and whether they were in the log already
 * because the same intent was carried out before. Only entries that are not replayed are new.
 */
export interface Decision<E extends Entry = Entry> {
  readonly entries: readonly E[];
  readonly replayed: boolean;
}

/** @throws {RuleBroken} `raffle-not-found`. */
export function requireOpened(raffle: Raffle): OpenedRaffle {
  if (isOpened(raffle)) return raffle;
  throw new RuleBroken(
    'raffle-not-found',
    'There is no raffle with this id. No ticket was taken and nothing was changed. Check the id.',
  );
}

/** An operator's retry: another signature, the same key, Idempotency-Key and body. */
export function isSameIntent(earlier: Order, now: Order): boolean {
  return isSameKey(earlier, now) && earlier?.body === now?.body;
}

/** Entries that are new to the log. */
export function news<E extends Entry>(entries: readonly E[]): Decision<E> {
  return { entries, replayed: false };
}

/** Entries that the log has already, for the same intent. */
export function replay<E extends Entry>(entries: readonly E[]): Decision<E> {
  return { entries, replayed: true };
}
