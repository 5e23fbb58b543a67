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

/** An operator's retry: another signature, the same key, Idempotency-Key, address and body. */
export function isSameIntent(earlier: Order, now: Order): boolean {
  return isSameKey(earlier, now) && isSameAddress(earlier, now) && earlier?.body === now?.body;
}

/** Whether two orders were sent to one address, as their signatures cover it. */
export function isSameAddress(earlier: Order, now: Order): boolean {
  return addressOf(earlier) === addressOf(now);
}

/** @see RFC 9421 section 2.5: one component a line, `"name": value`. */
function addressOf(order: Order): string | undefined {
  return /^"@path": .*$/m.exec(order?.base ?? '')?.[0];
}

/** @throws {RuleBroken} `idempotency-key-reused`: the key stands for one of these orders. */
export function requireNewKey(now: Order, ...earlier: Order[]): void {
  if (!earlier.some((order) => isSameKey(order, now))) return;
  throw new RuleBroken(
    'idempotency-key-reused',
    'This Idempotency-Key stands for another order already. Nothing was changed; use a new key for a new order.',
  );
}

/** Entries that are new to the log. */
export function news<E extends Entry>(entries: readonly E[]): Decision<E> {
  return { entries, replayed: false };
}

/** Entries that the log has already, for the same intent. */
export function replay<E extends Entry>(entries: readonly E[]): Decision<E> {
  return { entries, replayed: true };
}
