/**
 * What has happened in a raffle, in order: its log. Times are ISO 8601 in UTC.
 * `account`, `key`, `order` and `secret` are private; everything else is public for good.
 */
export type Entry = RaffleOpened | TicketSold | RaffleClosed | WinnerDrawn;

/** How the winning number comes about: by this service alone, or with a public beacon. */
export type Randomness = 'local' | 'drand';

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
  /** There if nothing about this raffle is real. */
  readonly rehearsal?: true;
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

/** What a closing promises about the draw, while nobody can know its outcome. */
export interface Seal {
  /** The log's root just before the closing entry, hexadecimal. */
  readonly root: string;
  /** Binds the service to its share of the draw; hexadecimal. */
  readonly commitment: string;
  /** The beacon chain and the one round of it that decide. */
  readonly chainHash: string;
  readonly round: number;
  /** When the chain publishes that round. */
  readonly publishedAt: string;
}

/** What the seal was made over: the service's share, `[0, ticketCount)`, and 32 random bytes. */
export interface SealSecret {
  readonly r: number;
  readonly nonce: string;
}

/** The secret, told at the draw, and the beacon that was waited for. */
export interface Reveal extends SealSecret {
  readonly beacon: {
    readonly round: number;
    readonly randomness: string;
    readonly signature: string;
  };
}

export interface RaffleClosed {
  readonly type: 'raffle-closed';
  readonly ticketCount: number;
  /** There if the randomness is `drand` and a ticket was sold. */
  readonly seal?: Seal;
  readonly secret?: SealSecret;
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
  /** There if the raffle was sealed. */
  readonly reveal?: Reveal;
  readonly at: string;
  readonly order: Order;
}

/** What a public entry is made of. */
export interface PublicPart {
  readonly [name: string]: string | number | true | PublicPart;
}

/** The part of an entry that everybody may see: no account, no key, no signature, no secret. */
export function publicPart(entry: Entry): PublicPart {
  if (entry.type === 'ticket-sold') {
    const { account: _, key: __, ...facts } = entry;
    return facts;
  }
  const { order: _, ...rest } = entry;
  if (rest.type !== 'raffle-closed') return rest as object as PublicPart;
  const { secret: __, ...facts } = rest;
  return facts as object as PublicPart;
}
