import type {
  Buyer,
  ForfeitReason,
  OperatorSignature,
  RaffleClosed,
  Reveal,
  Seal,
  SealSecret,
  VoidReason,
} from './entries.ts';
import type { RaffleRules, RuleChanges } from './rules.ts';

/**
 * A request to change a raffle. `at` is the time of the decision, ISO 8601 in UTC; if the last entry
 * of the log is later, that entry's time counts.
 */
export type Command =
  | OpenRaffle
  | AmendRaffle
  | BuyTickets
  | RehearsePurchase
  | SellAtDesk
  | VoidTickets
  | CloseRaffle
  | CancelRaffle
  | DrawPrizes
  | ClaimPrize
  | ForfeitPrize;

interface OperatorCommand {
  readonly at: string;
  readonly operatorSignature: OperatorSignature;
}

/** Opens a raffle under an id that no raffle has had before. */
export interface OpenRaffle extends OperatorCommand, RaffleRules {
  readonly type: 'OpenRaffle';
  readonly raffleId: string;
  /** Default: false. */
  readonly rehearsal?: boolean;
  /** C2SP verifier key of the log. */
  readonly logKey: string;
}

/** Changes the rules of a raffle. */
export interface AmendRaffle extends OperatorCommand {
  readonly type: 'AmendRaffle';
  readonly changes: RuleChanges;
}

/** A participant's purchase. */
export interface BuyTickets {
  readonly type: 'BuyTickets';
  /** Pseudonym of the person in this raffle; the limit counts its tickets. */
  readonly holder: string;
  readonly account: string;
  /** Digest of the idempotency key. */
  readonly key: string;
  /** 1 to the raffle's `perPersonLimit`; all or nothing. */
  readonly quantity: number;
  /** Log index of the opening or amendment whose rules the buyer saw. Default: not compared. */
  readonly rules?: number;
  readonly at: string;
}

/** A purchase by a made-up participant of a rehearsal, under the rules for real purchases. */
export interface RehearsePurchase {
  readonly type: 'RehearsePurchase';
  /** New to the raffle, unless this purchase is repeated. */
  readonly holder: string;
  /** Digest of the operator's request. */
  readonly key: string;
  /** 1 to the raffle's `perPersonLimit`; fewer if fewer are left. */
  readonly quantity: number;
  readonly at: string;
}

/** A sale by an operator at a desk. */
export interface SellAtDesk extends OperatorCommand {
  readonly type: 'SellAtDesk';
  /** Of the person with the buyer's e-mail address; without one a new random pseudonym. */
  readonly holder: string;
  /** Id of the account with the buyer's e-mail address. */
  readonly account?: string;
  readonly buyer?: Buyer;
  /** The operator takes the money with the sale. */
  readonly paid?: true;
  /** Digest of the operator's key id and idempotency key. */
  readonly key: string;
  /** 1 to the raffle's `perPersonLimit`; all or nothing. */
  readonly quantity: number;
}

/** Takes sold tickets back; all or nothing. */
export interface VoidTickets extends OperatorCommand {
  readonly type: 'VoidTickets';
  /** At least one ticket number. */
  readonly numbers: readonly number[];
  readonly reason: VoidReason;
  /** Each ticket must have been sold before this log index. Default: not compared. */
  readonly soldBefore?: number;
}

/** Ends the sales. */
export interface CloseRaffle extends OperatorCommand {
  readonly type: 'CloseRaffle';
  /** Required if the randomness is `drand`. */
  readonly makeSeal?: MakeSeal;
}

/** Ends the sales of a raffle that will never be drawn. */
export interface CancelRaffle extends OperatorCommand {
  readonly type: 'CancelRaffle';
  readonly reason: string;
}

/** Draws the tickets for prizes and reserves; ends the sales first if they are open. */
export interface DrawPrizes extends OperatorCommand {
  readonly type: 'DrawPrizes';
  /** Draws if the randomness is `local`. */
  readonly randomInt: RandomInt;
  /** Required if the randomness is `drand`. */
  readonly makeSeal?: MakeSeal;
  /** Required if the randomness is `drand`, as soon as the beacon is published. */
  readonly openSeal?: OpenSeal;
}

/** Records that the holder of a prize has it. */
export interface ClaimPrize extends OperatorCommand {
  readonly type: 'ClaimPrize';
  /** From 1. */
  readonly prize: number;
  readonly ticketNumber: number;
}

/** Takes a prize from its holder; it goes to the next ticket of the draw order. */
export interface ForfeitPrize extends OperatorCommand {
  readonly type: 'ForfeitPrize';
  /** From 1. */
  readonly prize: number;
  readonly ticketNumber: number;
  readonly reason: ForfeitReason;
}

/** Returns an integer in `[0, exclusiveMax)`, uniformly distributed. */
export type RandomInt = (exclusiveMax: number) => number;

/** What a seal is made for. */
export interface SealedPool {
  /** Number of valid tickets, 1 or more. */
  readonly ticketCount: number;
  /** Number of tickets to draw, 1 to `ticketCount`. */
  readonly drawLength: number;
  /** Hash of the chain that the raffle's rules name, 64 hexadecimal digits. */
  readonly chainHash: string;
  /** When sales end, ISO 8601. The round of the seal follows from it. */
  readonly at: string;
}

/** Seals a pool to a round of a beacon chain. */
export type MakeSeal = (pool: SealedPool) => {
  readonly seal: Seal;
  readonly secret: SealSecret;
};

/** A log that a seal is made for. */
export interface SealedLog {
  readonly raffleId: string;
  /** Computes the log's Merkle root before the closing, 64 hexadecimal digits. */
  readonly root: () => string;
}

/** Returns what seals the raffle of a log. */
export type MakeSealer = (log: SealedLog) => MakeSeal;

/**
 * Computes the draw order of a sealed pool from the secret and the beacon.
 *
 * @returns `indexes`: positions in the pool in number order, from 0, in the order drawn.
 */
export type OpenSeal = (
  closed: RaffleClosed & { readonly seal: Seal; readonly secret: SealSecret },
) => { readonly indexes: readonly number[]; readonly reveal: Reveal };
