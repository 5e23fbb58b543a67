/**
 * What has happened in a raffle, in order: its log. Times are ISO 8601 in UTC.
 * `account`, `key` and `order` are private; everything else is public for good.
 */
export type Entry = RaffleOpened | TicketSold | RaffleClosed | WinnerDrawn;

/** How the winning number comes about. */
export type Randomness = 'local';

/** An operator's signature under the order that made an entry. `null`: the service's own demo. */
export type Order = {
  readonly keyid: string;
  readonly base: string;
  readonly signature: string;
  readonly body: string;
  readonly idempotencyKey?: string;
} | null;

/** Whether two orders are one intent of one operator, as their Idempotency-Keys say. */
export function isSameKey(earlier: Order, now: Order): boolean {
  return (
    earlier?.idempotencyKey !== undefined &&
    earlier.idempotencyKey === now?.idempotencyKey &&
    earlier.keyid === now.keyid
  );
}

export interface RaffleOpened {
  readonly type: 'raffle-opened';
  readonly raffle: string;
  readonly title: string;
  readonly capacity: number;
  readonly perPersonLimit: number;
  readonly randomness: Randomness;
  /** The public half of the key that signs this log, as a C2SP verifier key. */
  readonly logKey: string;
  readonly at: string;
  readonly order: Order;
}

export interface TicketSold {
  readonly type: 'ticket-sold';
  /** 1 to the capacity, in the order of sale. */
  readonly number: number;
  /** Pseudonym of the person in this raffle; what the cap counts. */
  readonly holder: string;
  /** Who sees the ticket. */
  readonly account: string;
  /** Digest of the purchase's idempotency key; the tickets of one purchase share it. */
  readonly key: string;
  readonly at: string;
}

export interface RaffleClosed {
  readonly type: 'raffle-closed';
  readonly ticketCount: number;
  readonly at: string;
  readonly order: Order;
}

export interface WinnerDrawn {
  readonly type: 'winner-drawn';
  readonly ticketCount: number;
  /** Position in the pool, from 0. */
  readonly index: number;
  readonly ticketNumber: number;
  readonly holder: string;
  readonly at: string;
  readonly order: Order;
}

/** The part of an entry that everybody may see: no account, no key, no signature. */
export function publicPart(entry: Entry): Record<string, string | number> {
  if (entry.type === 'ticket-sold') {
    const { account: _, key: __, ...facts } = entry;
    return facts;
  }
  const { order: _, ...facts } = entry;
  return facts;
}
