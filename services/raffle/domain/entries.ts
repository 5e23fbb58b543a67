import type { RaffleRules, RuleChanges } from './rules.ts';

/**
 * An entry of a raffle's log. Times are ISO 8601 in UTC.
 *
 * `account`, `key`, `slot`, `buyer`, `paid`, `operatorSignature` and `secret` are private; everything else
 * is public for good. The signature of one request can cover several entries.
 */
export type Entry =
  | RaffleOpened
  | RaffleAmended
  | TicketSold
  | TicketVoided
  | RaffleClosed
  | RaffleDrawn
  | PrizeClaimed
  | PrizeForfeited
  | RaffleCancelled;

/** Version of the entries' shapes. A log with another version is refused. */
export const logSchema = 2;

/**
 * An operator's signature (RFC 9421) over the request that led to an entry, with what it covers:
 * the signature base and the body. The journal and the audit bundle call it `order`. `null`: the
 * service made the entry itself: the opening of its demo raffle, or a scheduled closing.
 */
export type OperatorSignature = {
  readonly keyid: string;
  readonly base: string;
  readonly signature: string;
  readonly body: string;
  readonly idempotencyKey?: string;
} | null;

/** Whether two requests come from one operator key and have the same `Idempotency-Key`. */
export function isSameKey(earlier: OperatorSignature, now: OperatorSignature): boolean {
  return (
    earlier?.idempotencyKey !== undefined &&
    earlier.idempotencyKey === now?.idempotencyKey &&
    earlier.keyid === now.keyid
  );
}

export interface RaffleOpened extends RaffleRules {
  readonly type: 'raffle-opened';
  readonly schema: typeof logSchema;
  /** The member `raffle` of the log's entry. */
  readonly raffleId: string;
  /** Present if all participants are made up. */
  readonly rehearsal?: true;
  /** C2SP verifier key of this log. */
  readonly logKey: string;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

export interface RaffleAmended {
  readonly type: 'raffle-amended';
  /** At least one. The log's entry has them as its own members. */
  readonly changes: RuleChanges;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

/** A sale to a participant, or by an operator at a desk. */
export type TicketSold = ParticipantSale | DeskSale;

interface Sale {
  readonly type: 'ticket-sold';
  /** 1 to the capacity: the lowest number that is not sold. */
  readonly number: number;
  /** Pseudonym of the person in this raffle; the limit counts its tickets. */
  readonly holder: string;
  /** Digest of the purchase's idempotency key; the tickets of one purchase share it. */
  readonly key: string;
  /**
   * Which of its holder's valid tickets it is: 2 to the limit per person; absent for 1. No two valid
   * tickets of a holder have the same, so that a database can enforce the limit.
   */
  readonly slot?: number;
  readonly at: string;
}

export interface ParticipantSale extends Sale {
  readonly desk?: never;
  /** Id of the account that sees the ticket. */
  readonly account: string;
}

export interface DeskSale extends Sale {
  readonly desk: true;
  /** Id of the account with the buyer's e-mail address, if the buyer gave one. */
  readonly account?: string;
  readonly buyer?: Buyer;
  /** The operator took the money with the sale. */
  readonly paid?: true;
  readonly operatorSignature: OperatorSignature;
}

/** What a buyer at the desk told the operator. Personal data. */
export type Buyer = {
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
};

export type VoidReason = 'refunded' | 'unpaid' | 'mistake' | 'ineligible';

/** Takes a sold ticket back. Its number is free again. */
export interface TicketVoided {
  readonly type: 'ticket-voided';
  readonly number: number;
  readonly reason: VoidReason;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

/** What a closing commits to before the outcome of the draw can be known. */
export type Seal = {
  /** Merkle root over the entries before the closing, 64 hexadecimal digits. */
  readonly root: string;
  /** Commitment to the service's shares of the draw, 64 hexadecimal digits. */
  readonly commitment: string;
  /** Hash of the beacon chain that the rules name. */
  readonly chainHash: string;
  /** The round of the chain that decides. */
  readonly round: number;
  /** When the chain publishes that round. */
  readonly publishedAt: string;
};

/**
 * What the commitment hides: the service's share of each pick and 32 random bytes. Pick `j`, from 0,
 * has a share in `[0, ticketCount - j)`.
 */
export type SealSecret = {
  readonly r: readonly number[];
  readonly nonce: string;
};

/** The secret, published at the draw, and the beacon of the sealed round. */
export type Reveal = SealSecret & {
  readonly beacon: {
    readonly round: number;
    readonly randomness: string;
    readonly signature: string;
  };
};

/** `order`: an operator closed it. `schedule`: `closesAt` had come. `draw`: to be drawn. */
export type ClosingCause = 'order' | 'schedule' | 'draw';

export interface RaffleClosed {
  readonly type: 'raffle-closed';
  /** Number of valid tickets. */
  readonly ticketCount: number;
  readonly cause: ClosingCause;
  /** Present if the randomness is `drand` and there is a valid ticket. */
  readonly seal?: Seal;
  readonly secret?: SealSecret;
  readonly at: string;
  /** `null` if the cause is `schedule`. */
  readonly operatorSignature: OperatorSignature;
}

/** A ticket of the draw order. */
export type DrawnTicket = {
  /** Position in the pool in number order, from 0. */
  readonly index: number;
  readonly ticketNumber: number;
  readonly holder: string;
  /** Log index of its sale. A receipt of an earlier sale of the number wins nothing. */
  readonly sale: number;
};

export interface RaffleDrawn {
  readonly type: 'raffle-drawn';
  readonly ticketCount: number;
  /** Distinct tickets, as many as there are prizes and reserves, or all of a smaller pool. */
  readonly order: readonly DrawnTicket[];
  /** Present if the raffle was sealed. */
  readonly reveal?: Reveal;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

/** The holder of a prize has it. It cannot be forfeited any more. */
export interface PrizeClaimed {
  readonly type: 'prize-claimed';
  /** From 1. */
  readonly prize: number;
  readonly ticketNumber: number;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

export type ForfeitReason = 'unclaimed' | 'declined' | 'ineligible';

/** The holder of a prize loses it to the next ticket of the draw order. */
export interface PrizeForfeited {
  readonly type: 'prize-forfeited';
  /** From 1. */
  readonly prize: number;
  readonly ticketNumber: number;
  readonly reason: ForfeitReason;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

/** Ends the sales of a raffle that is never drawn. */
export interface RaffleCancelled {
  readonly type: 'raffle-cancelled';
  readonly reason: string;
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}
