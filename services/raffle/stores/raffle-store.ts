import type { Decision } from '../domain/decide.ts';
import type { Entry } from '../domain/entries.ts';
import type { OpenedRaffle, Raffle } from '../domain/raffle.ts';

/** The rules, applied to a raffle as it is once everything before has been decided. */
export type Decide<E extends Entry> = (raffle: Raffle) => Decision<E>;

/** What a change came to, once it is durable. */
export interface Outcome<E extends Entry> extends Decision<E> {
  /** The raffle as everybody sees it after this change. */
  readonly raffle: OpenedRaffle;
}

/** Remembers raffles. What it shows is durable, always. */
export interface RaffleStore {
  /**
   * Decides one command and makes its entries durable, alone and in order for its raffle.
   *
   * @throws {RuleBroken} what `decide` threw; nothing has changed.
   * @throws {StoreUnavailable} `overloaded`: nothing has changed; `outcome-unknown`: perhaps it has.
   */
  change<E extends Entry>(id: string, decide: Decide<E>): Promise<Outcome<E>>;

  /** The raffle as it is on disk, or undefined where there is none. */
  read(id: string): Promise<OpenedRaffle | undefined>;

  /** Every raffle, oldest first. */
  list(): Promise<readonly OpenedRaffle[]>;

  /** The raffle's log, in order. */
  entries(id: string): Promise<readonly Entry[]>;

  /** Calls back with each raffle that has changed, after the change is durable. */
  watch(listener: (raffle: OpenedRaffle) => void): () => void;
}
