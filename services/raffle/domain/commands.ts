import type { Order, RaffleClosed, Randomness, Reveal, Seal, SealSecret } from './entries.ts';
import type { RandomInt } from './select-winner.ts';

/** What can be asked of a raffle. `at` is when, ISO 8601 in UTC. */
export type Command = OpenRaffle | BuyTickets | RehearsePurchase | CloseRaffle | DrawWinner;

export interface OpenRaffle {
  readonly type: 'OpenRaffle';
  readonly raffle: string;
  readonly title: string;
  readonly capacity: number;
  readonly perPersonLimit: number;
  readonly randomness: Randomness;
  /** Default: false. */
  readonly rehearsal?: boolean;
  readonly logKey: string;
  readonly at: string;
  readonly order: Order;
}

export interface BuyTickets {
  readonly type: 'BuyTickets';
  readonly holder: string;
  readonly account: string;
  /** Digest of the idempotency key. */
  readonly key: string;
  /** 1 to the raffle's `perPersonLimit`; all or nothing. */
  readonly quantity: number;
  readonly at: string;
}

/** A purchase by somebody who is made up. The rehearsal takes it by the rules that hold for all. */
export interface RehearsePurchase {
  readonly type: 'RehearsePurchase';
  /** New to the raffle, unless the same purchase was made before. */
  readonly holder: string;
  /** Digest of the operator's order. */
  readonly key: string;
  /** 1 to the raffle's `perPersonLimit`; one fewer is taken where no more are left. */
  readonly quantity: number;
  readonly at: string;
}

/** Seals a pool of this many tickets, one or more, against everybody who could choose the winner. */
export type MakeSeal = (ticketCount: number) => {
  readonly seal: Seal;
  readonly secret: SealSecret;
};

/** Finds the winner of a sealed pool: what only a beacon makes possible. */
export type OpenSeal = (
  closed: RaffleClosed & { readonly seal: Seal; readonly secret: SealSecret },
) => { readonly index: number; readonly reveal: Reveal };

export interface CloseRaffle {
  readonly type: 'CloseRaffle';
  /** Needed where the randomness is `drand`. */
  readonly makeSeal?: MakeSeal;
  readonly at: string;
  readonly order: Order;
}

export interface DrawWinner {
  readonly type: 'DrawWinner';
  /** Draws where the randomness is `local`. */
  readonly randomInt: RandomInt;
  /** Both needed where the randomness is `drand`; the second once the beacon is there. */
  readonly makeSeal?: MakeSeal;
  readonly openSeal?: OpenSeal;
  readonly at: string;
  readonly order: Order;
}
