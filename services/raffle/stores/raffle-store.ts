import { CodedError } from '#errors';
import type { OpenRaffle } from '../domain/commands.ts';
import type { Decision } from '../domain/decision.ts';
import type { Entry, RaffleOpened } from '../domain/entries.ts';
import type { ListedRaffle, OpenedRaffle, Raffle } from '../domain/raffle.ts';

/**
 * The store cannot do what was asked. `overloaded`: nothing was changed. `outcome-unknown`: the disk
 * failed, and the change may have been made.
 */
export class StoreUnavailable extends CodedError<'overloaded' | 'outcome-unknown'> {
  override name = 'StoreUnavailable';
}

/**
 * Applies the rules to the raffle in the state that all earlier decisions leave.
 *
 * @param root Computes the log's Merkle root in that state, 64 hexadecimal digits.
 * @param at Now, ISO 8601, by the clock that all processes of the store share.
 * @throws {RuleBroken}
 */
export type Decide<D extends Decision> = (raffle: Raffle, root: () => string, at: string) => D;

/** The decision about a command, once it is durable. */
export type Outcome<D extends Decision = Decision> = D & {
  /** The raffle right after the change. */
  readonly raffle: OpenedRaffle;
  /** As `PublicLog.receipts`, of the log after the change, each as JSON in ASCII. */
  readonly writtenReceipts: PublicLog['receipts'];
};

/** What a new raffle must not collide with. */
export interface ReservedIds {
  /** The openings of all raffles. */
  readonly openings: readonly RaffleOpened[];
  /** Every id that a raffle has or ever had, those of deleted raffles too. */
  readonly ids: readonly string[];
}

/** The public log of a raffle as it is on disk. */
export interface PublicLog {
  /** Number of entries. */
  readonly size: number;
  /** C2SP checkpoint over all of them. */
  readonly checkpoint: string;
  /**
   * The checkpoint over the first `size` entries, the same bytes as when they were all.
   *
   * @returns undefined unless a batch ends there.
   */
  checkpointOf(size: number): Promise<string | undefined>;
  /** The leaves `[from, to)`: canonical JSON of the public entries. */
  leaves(from: number, to: number): Promise<readonly string[]>;
  /**
   * RFC 9162 consistency proof, hashes in base64.
   *
   * @throws {RangeError} unless 0 ≤ `from` ≤ `to` ≤ `size`, integers.
   */
  consistency(from: number, to: number): Promise<readonly string[]>;
  /**
   * RFC 9162 inclusion proof of the entry `index` in the log of `size` entries, hashes in base64.
   *
   * @throws {RangeError} unless 0 ≤ `index` < `size` ≤ the log's size, integers.
   */
  inclusion(index: number, size: number): Promise<readonly string[]>;
  /**
   * Receipts (`.tlog-proof` text) of entries, each against the checkpoint of its batch: the same
   * bytes on every call.
   *
   * @param indexes Of entries, `[0, size)`.
   * @throws {RangeError} for an index outside the log.
   */
  receipts(indexes: readonly number[]): Promise<readonly string[]>;
}

/** Stores raffles. Readers see durable state only. */
export interface RaffleStore {
  /**
   * Opens a new raffle. Openings run one at a time, so that each sees the ids of all earlier ones.
   *
   * @param choose Returns the command, given the ids that are taken and the time, as `Decide`.
   * @throws {RuleBroken} `raffle-exists`, also for an id that differs from another one in upper and
   *   lower case only; everything that `decide` throws. Nothing has changed.
   * @throws {StoreUnavailable} as `change`.
   */
  create(choose: (taken: ReservedIds, at: string) => OpenRaffle): Promise<Outcome>;

  /**
   * Decides one command about an existing raffle and makes its entries durable. Commands of one
   * raffle are decided one after the other. If the raffle's announced end has come, its closing is
   * appended first, whatever is decided then.
   *
   * @throws {RuleBroken} thrown by `decide`. Nothing has changed, but for a closing that was due.
   * @throws {StoreUnavailable} `overloaded`: nothing has changed; `outcome-unknown`: it may have.
   */
  change<D extends Decision>(id: string, decide: Decide<D>): Promise<Outcome<D>>;

  /**
   * Appends the closing of a raffle whose announced end has come; changes nothing before. Errors: as
   * `change`.
   */
  closeIfDue(id: string): Promise<void>;

  /**
   * Deletes a rehearsal and its log for good. No raffle gets its id again. Deleting a deleted one is
   * no error. Durable when it resolves.
   *
   * @throws {RuleBroken} `raffle-not-found`; `not-a-rehearsal`. Nothing has changed.
   * @throws {StoreUnavailable} `outcome-unknown`: it may be deleted.
   */
  delete(id: string): Promise<void>;

  find(id: string): Promise<OpenedRaffle | undefined>;

  /** Every raffle, oldest first. */
  list(): Promise<readonly ListedRaffle[]>;

  /**
   * The entries of the raffle's log, in order; none if there is no such raffle.
   *
   * @param from Log index of the first one. Default: 0.
   * @param to Log index after the last one. Default: after all.
   */
  readEntries(id: string, from?: number, to?: number): Promise<readonly Entry[]>;

  findLog(id: string): Promise<PublicLog | undefined>;

  /**
   * Calls the listener with each raffle that has changed, after the change is durable.
   *
   * @returns Ends the subscription.
   */
  subscribe(listener: (raffle: OpenedRaffle) => void): () => void;

  /**
   * Calls the listener with the id of each raffle that was deleted, after the deletion is durable.
   *
   * @returns Ends the subscription.
   */
  subscribeToDeletions(listener: (id: string) => void): () => void;
}
