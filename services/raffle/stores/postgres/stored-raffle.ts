import type { Decision } from '../../domain/decision.ts';
import { deleted, type Raffle, type unopened } from '../../domain/raffle.ts';
import { requireDeletable } from '../../domain/rehearsal.ts';
import type { ClosingOptions } from '../due-closings.ts';
import type { LogSigner } from '../merkle-log.ts';
import type { Decide } from '../raffle-store.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { decideBatch, type DecidedBatch, type DecidedChange } from './decide-batch.ts';
import { RaffleCopy } from './raffle-copy.ts';
import {
  lockStatement,
  lockStatements,
  readLocked,
  readNewer,
  removeRaffle,
  type Reader,
} from './raffle-rows.ts';
import { RaffleTransaction } from './raffle-transaction.ts';
import type { Transaction } from './transaction.ts';
import { freeTickets, insertBatch, isBatchWritten } from './written-batch.ts';

export interface StoredRaffleOptions extends ClosingOptions {
  readonly database: Database;
  readonly signer: LogSigner;
  /** Takes the id of a raffle of which the database has lost entries that this process has read. */
  readonly onSetBack?: (raffleId: string) => void;
}

/** A rehearsal with 300,000 tickets has 900,000 rows. Only requests about it wait for its deletion. */
const deletionMsMax = 20_000;

/** A transaction that began longer ago, because a commit took so long, has too little left of its time limit. */
const aheadMsMax = 300;

/** A raffle as the database has it. */
export type DurableRaffle =
  | { readonly state: Raffle; readonly copy: RaffleCopy }
  | { readonly state: typeof unopened | typeof deleted; readonly copy: undefined };

/** Returns the changes that wait. Called under the lock, at each attempt. */
type TakeChanges = () => readonly Decide<Decision>[];

/** What became of the changes of one transaction. */
export interface CommittedChanges {
  readonly durable: DurableRaffle;
  /** Of the first changes that waited. The others must wait for the next transaction. */
  readonly decided: readonly DecidedChange[];
  /** Whether there is a new entry. */
  readonly isWritten: boolean;
}

/** One raffle of the database, with a copy in memory. Its methods run one at a time. */
export class StoredRaffle {
  readonly raffleId: string;
  readonly #options: StoredRaffleOptions;
  /** Undefined before the first use, after an idle time, and after a failure. */
  #copy: RaffleCopy | undefined;
  /** What the database will have when the running commit has ended. */
  #committing: RaffleCopy | undefined;
  /** Begun during the running commit. */
  #next: RaffleTransaction<DecidedBatch | undefined> | undefined;

  constructor(raffleId: string, options: StoredRaffleOptions) {
    this.raffleId = raffleId;
    this.#options = options;
  }

  /** The copy, unless there is none yet. It can be behind the database. */
  get copy(): RaffleCopy | undefined {
    return this.#copy;
  }

  /**
   * Reads what other processes have written.
   *
   * @param onceMsMax As of `Database.query`, for each statement.
   */
  async refresh(onceMsMax?: number): Promise<DurableRaffle> {
    const isKept = this.#copy !== undefined;
    try {
      return await this.#read(onceMsMax);
    } catch (cause) {
      if (!isKept || !(cause instanceof DatabaseError)) throw cause;
      return this.#readAgain();
    }
  }

  async #read(onceMsMax?: number): Promise<DurableRaffle> {
    const { database } = this.#options;
    const copy = this.#takeCopy();
    const query: Reader['query'] = (text, values, name) =>
      database.query(text, values, name, onceMsMax);
    const state = await readNewer({ query }, this.raffleId, copy);
    if (state !== undefined) return { state, copy: undefined };
    this.#copy = copy;
    return { state: copy.state, copy };
  }

  /**
   * Reads the raffle from its beginning, because the copy of this process and the database disagree: a
   * restored backup or a standby that took over can lack entries that this process had read.
   */
  async #readAgain(): Promise<DurableRaffle> {
    this.#copy = undefined;
    const durable = await this.#read();
    this.#options.onSetBack?.(this.raffleId);
    return durable;
  }

  /**
   * Begins the next transaction while one commits, so that it has the lock as soon as that one has ended.
   * Between two commits, `isBegun` says whether there is one.
   */
  beginNext(onCommitting: () => void): void {
    if (this.#committing !== undefined) this.#next ??= this.#begin(onCommitting, this.#committing);
  }

  get isBegun(): boolean {
    return this.#next !== undefined;
  }

  /**
   * Decides changes on the newest state and writes their entries, in one transaction.
   *
   * @param onCommitting Called while the database writes them.
   * @throws {StoreUnavailable} `overloaded`: nothing has changed; `outcome-unknown`: it may have.
   */
  async commit(take: TakeChanges, onCommitting: () => void): Promise<CommittedChanges> {
    const isKept = this.#copy !== undefined;
    try {
      return await this.#commit(take, onCommitting);
    } catch (cause) {
      this.#cancelNext();
      if (!isKept || !(cause instanceof DatabaseError)) throw cause;
      const durable = await this.#readAgain();
      if (durable.copy === undefined) return { durable, decided: [], isWritten: false };
      return this.#commit(take, onCommitting);
    } finally {
      this.#committing = undefined;
    }
  }

  async #commit(take: TakeChanges, onCommitting: () => void): Promise<CommittedChanges> {
    if (this.#next !== undefined && this.#next.ageMs > aheadMsMax) this.#cancelNext();
    const begun = this.#next ?? this.#begin(onCommitting);
    this.#next = undefined;
    const done = await begun.run(async (transaction) => {
      // Until the commit, the copy is ahead of the database.
      const copy = this.#takeCopy();
      const now = await this.#lock(transaction, copy);
      if (now === undefined) return undefined;
      const decided = decideBatch(copy, take(), now, this.#options);
      if (decided.batch !== undefined) await freeTickets(transaction, decided.batch);
      return decided;
    });
    if (done === undefined) {
      return { durable: { state: deleted, copy: undefined }, decided: [], isWritten: false };
    }
    const { copy, decided, batch } = done;
    this.#copy = copy;
    return { durable: { state: copy.state, copy }, decided, isWritten: batch !== undefined };
  }

  /** @param ahead The copy that the transaction will find, if another one still commits it. */
  #begin(
    onCommitting: () => void,
    ahead?: RaffleCopy,
  ): RaffleTransaction<DecidedBatch | undefined> {
    let known = ahead;
    return new RaffleTransaction<DecidedBatch | undefined>(this.#options.database, {
      first: () => {
        const copy = known ?? this.#copy;
        known = undefined;
        return copy === undefined ? '' : lockStatements(this.raffleId, copy.state.version);
      },
      last: (decided) => decided?.batch && insertBatch(decided.batch),
      whileCommitting: (decided) => {
        this.#committing = decided?.copy;
        onCommitting();
        decided?.batch?.log.prepareBatch();
        // The next transaction would keep the lock from another attempt, and from the look-up.
        return () => this.#cancelNext();
      },
      isCommitted: async (transaction, decided) => {
        await transaction.queryAll(lockStatement(this.raffleId));
        // Without a write, nothing shows that the lock lasted until the decisions. They are made again.
        return decided?.batch !== undefined && isBatchWritten(transaction, decided.batch);
      },
    });
  }

  #cancelNext(): void {
    this.#committing = undefined;
    this.#next?.cancel();
    this.#next = undefined;
  }

  /**
   * Deletes the raffle and its log. Its id stays.
   *
   * @throws {RuleBroken} As `RaffleStore.delete`.
   */
  async delete(raffle: Raffle): Promise<DurableRaffle> {
    requireDeletable(raffle);
    this.#cancelNext();
    // A repetition changes nothing more.
    const options = { isCommitted: async () => false, waitMsMax: deletionMsMax };
    await this.#options.database.transaction(
      (transaction) => removeRaffle(transaction, this.raffleId),
      options,
    );
    this.#copy = undefined;
    return { state: deleted, copy: undefined };
  }

  /**
   * Locks the raffle and completes the copy.
   *
   * @returns Unix time in milliseconds by the database's clock; undefined if there is no such raffle.
   */
  async #lock(transaction: Transaction, copy: RaffleCopy): Promise<number | undefined> {
    const isCold = transaction.first.length === 0;
    if (isCold) await readNewer(transaction, this.raffleId, copy);
    const { version } = copy.state;
    const results = isCold
      ? await transaction.queryAll(lockStatements(this.raffleId, version))
      : transaction.first;
    const { row, now, entries, checkpoint } = readLocked(results);
    if (row === undefined || row.is_deleted) return undefined;
    copy.restore(entries);
    copy.requireCovered(checkpoint);
    if (entries.length > 0) copy.requireSigner();
    return now;
  }

  #takeCopy(): RaffleCopy {
    const copy = this.#copy ?? new RaffleCopy(this.raffleId, this.#options.signer);
    this.#copy = undefined;
    return copy;
  }
}
