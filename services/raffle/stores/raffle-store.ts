import type { Decision } from '../domain/decide.ts';
import type { OpenRaffle } from '../domain/commands.ts';
import type { Entry, RaffleOpened } from '../domain/entries.ts';
import type { OpenedRaffle, Raffle } from '../domain/raffle.ts';

/**
 * The rules, applied to a raffle as it is once everything before has been decided.
 *
 * @param root The log's root at that very moment, 64 hexadecimal digits: what a seal binds.
 */
export type Decide<E extends Entry> = (raffle: Raffle, root: () => string) => Decision<E>;

/** What a change came to, once it is durable. */
export interface Outcome<E extends Entry> extends Decision<E> {
  /** The raffle as everybody sees it after this change. */
  readonly raffle: OpenedRaffle;
}

/** What is taken when a raffle is to be opened. */
export interface Taken {
  /** The openings of all raffles there are. */
  readonly openings: readonly RaffleOpened[];
  /** Every id there is or ever was: a deleted raffle's is in no list. */
  readonly ids: readonly string[];
}

/** A raffle's log as anybody can check it, as it is on disk now. */
export interface PublicLog {
  /** How many entries there are. */
  readonly size: number;
  /** C2SP checkpoint over all of them. */
  readonly checkpoint: string;
  /** The leaves `[from, to)`: each a public entry in its canonical form. */
  leaves(from: number, to: number): Promise<readonly string[]>;
  /**
   * RFC 9162 consistency proof, hashes in base64.
   *
   * @throws {RangeError} unless 0 ≤ `from` ≤ `to` ≤ `size`, whole numbers.
   */
  consistency(from: number, to: number): Promise<readonly string[]>;
  /**
   * The receipts of entries, each against the checkpoint of the batch it came in: the same bytes
   * whenever they are asked for.
   */
  receipts(indexes: readonly number[]): Promise<readonly string[]>;
}

/** Remembers raffles. What it shows is durable, always. */
export interface RaffleStore {
  /**
   * Opens a raffle. One at a time, so that whoever chooses its id sees every opening before it.
   *
   * @throws {RuleBroken} `raffle-exists`, also for an id that differs from one that is taken in
   *   capitals alone; whatever else `decide` throws. Nothing has changed.
   * @throws {StoreUnavailable} as `change`.
   */
  open(choose: (taken: Taken) => OpenRaffle): Promise<Outcome<Entry>>;

  /**
   * Decides one command about a raffle that is there, and makes its entries durable, alone and in
   * order for its raffle.
   *
   * @throws {RuleBroken} what `decide` threw; nothing has changed.
   * @throws {StoreUnavailable} `overloaded`: nothing has changed; `outcome-unknown`: perhaps it has.
   */
  change<E extends Entry>(id: string, decide: Decide<E>): Promise<Outcome<E>>;

  /**
   * Forgets a rehearsal for good: its log goes, and no raffle ever has its id again. Who forgets it
   * a second time is told the same. Durable when it resolves.
   *
   * @throws {RuleBroken} `raffle-not-found`; `not-a-rehearsal`: nothing has changed.
   * @throws {StoreUnavailable} `outcome-unknown`: perhaps it is gone.
   */
  delete(id: string): Promise<void>;

  /** The raffle as it is on disk, or undefined where there is none. */
  read(id: string): Promise<OpenedRaffle | undefined>;

  /** Every raffle, oldest first. */
  list(): Promise<readonly OpenedRaffle[]>;

  /** The raffle's log, in order. */
  entries(id: string): Promise<readonly Entry[]>;

  /** What anybody can check of a raffle, or undefined where there is none. */
  log(id: string): Promise<PublicLog | undefined>;

  /** Calls back with each raffle that has changed, after the change is durable. */
  watch(listener: (raffle: OpenedRaffle) => void): () => void;

  /** Calls back with the id of each raffle that was deleted, after that is durable. */
  watchDeletions(listener: (id: string) => void): () => void;
}
