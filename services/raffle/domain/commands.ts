import type { Order, Randomness } from './entries.ts';
import type { RandomInt } from './select-winner.ts';

/** What can be asked of a raffle. `at` is when, ISO 8601 in UTC. */
export type Command = OpenRaffle | BuyTickets | CloseRaffle | DrawWinner;

export interface OpenRaffle {
  readonly type: 'OpenRaffle';
  readonly raffle: string;
  readonly title: string;
  readonly capacity: number;
  readonly perPersonLimit: number;
  readonly randomness: Randomness;
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

export interface CloseRaffle {
  readonly type: 'CloseRaffle';
  readonly at: string;
  readonly order: Order;
}

export interface DrawWinner {
  readonly type: 'DrawWinner';
  readonly randomInt: RandomInt;
  readonly at: string;
  readonly order: Order;
}
