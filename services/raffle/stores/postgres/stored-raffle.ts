import type { Decision } from '../../domain/decision.ts';
import type { Entry } from '../../domain/entries.ts';
import { deleted, isOpened, type Raffle, type unopened } from '../../domain/raffle.ts';
import { requireDeletable } from '../../domain/rehearsal.ts';
import { decideAfterClosing, type ClosingOptions } from '../due-closings.ts';
import type { LogSigner } from '../merkle-log.ts';
import type { Decide } from '../raffle-store.ts';
import type { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { RaffleCopy } from './raffle-copy.ts';
import {
  lockStatement,
  lockStatements,
  readLocked,
  readNewer,
  removeRaffle,
  type Reader,
} from './raffle-rows.ts';
import type { Transaction } from './transaction.ts';
import { isBatchWritten, writeBatch, type Batch } from './written-batch.ts';

export interface StoredRaffleOptions extends ClosingOptions {
  readonly database: Database;
  readonly signer: LogSigner;
  /** Takes the id of a raffle of which the database has lost entries that this process has read. */
  readonly onSetBack?: (raffleId: string) => void;
}

/** A rehearsal with 300,000 tickets has 900,000 rows. Only requests about it wait for its deletion. */
const deletionMsMax = 20_000;

/** A raffle as the database has it. */
export type DurableRaffle =
  | { readonly state: Raffle; readonly copy: RaffleCopy }
  | { readonly state: typeof unopened | typeof deleted; readonly copy: undefined };

/** The answer to a change, to be called when its batch is durable. */
export interface DecidedChange {
  /** @throws The reason why the change was refused. */
  readonly answer: () => Decision;
  /** The raffle right after it. */
  readonly state: Raffle;
}

/** What became of the changes of one transaction. */
export interface CommittedChanges {
  readonly durable: DurableRaffle;
  /** Of the first changes that waited. The others must wait for the next transaction. */
  readonly decided: readonly DecidedChange[];
  /** Whether there is a new entry. */
  readonly isWritten: boolean;
}

interface DecidedBatch {
  readonly copy: RaffleCopy;
  readonly decided: readonly DecidedChange[];
  readonly batch: Batch | undefined;
}

/** One raffle of the database, with a copy in memory. Its methods run one at a time. */
export class StoredRaffle {
  readonly raffleId: string;
  readonly #options: StoredRaffleOptions;
  /** Undefined before the first use, after an idle time, and after a failure. */
  #copy: RaffleCopy | undefined;

  constructor(raffleId: string, options: StoredRaffleOptions) {
    this.raffleId = raffleId;
    this.#options = options;
  }

  /** The copy, unless there is none yet. It can be behind the database. */
  get copy(): RaffleCopy | undefined {
    return this.#copy;
  }

  /** Gives the memory back; the next use reads the raffle again. */
  dropCopy(): void {
    this.#copy = undefined;
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
   * Decides changes on the newest state and writes their entries, in one transaction.
   *
   * @param take Returns the changes that wait. Called under the lock, at each attempt.
   * @throws {StoreUnavailable} `overloaded`: nothing has changed; `outcome-unknown`: it may have.
   */
  async commit(take: () => readonly Decide<Decision>[]): Promise<CommittedChanges> {
    const isKept = this.#copy !== undefined;
    try {
      return await this.#commit(take);
    } catch (cause) {
      if (!isKept || !(cause instanceof DatabaseError)) throw cause;
      const durable = await this.#readAgain();
      if (durable.copy === undefined) return { durable, decided: [], isWritten: false };
      return this.#commit(take);
    }
  }

  async #commit(take: () => readonly Decide<Decision>[]): Promise<CommittedChanges> {
    const { database } = this.#options;
    const done = await database.transaction<DecidedBatch | undefined>(
      async (transaction) => {
        // Until the commit, the copy is ahead of the database.
        const copy = this.#takeCopy();
        const now = await this.#lock(transaction, copy);
        if (now === undefined) return undefined;
        const decided = this.#decide(copy, take(), now);
        if (decided.batch !== undefined) await writeBatch(transaction, decided.batch);
        return decided;
      },
      {
        first: () =>
          this.#copy === undefined ? '' : lockStatements(this.raffleId, this.#copy.state.version),
        whileCommitting: (decided) => void decided?.batch?.log.prepareBatch(),
        isCommitted: async (transaction, decided) => {
          await transaction.queryAll(lockStatement(this.raffleId));
          return decided?.batch === undefined || isBatchWritten(transaction, decided.batch);
        },
      },
    );
    if (done === undefined) {
      return { durable: { state: deleted, copy: undefined }, decided: [], isWritten: false };
    }
    const { copy, decided, batch } = done;
    this.#copy = copy;
    return { durable: { state: copy.state, copy }, decided, isWritten: batch !== undefined };
  }

  /**
   * Deletes the raffle and its log. Its id stays.
   *
   * @throws {RuleBroken} As `RaffleStore.delete`.
   */
  async delete(raffle: Raffle): Promise<DurableRaffle> {
    requireDeletable(raffle);
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

  #decide(copy: RaffleCopy, changes: readonly Decide<Decision>[], now: number): DecidedBatch {
    const { clock = () => now, sealer } = this.#options;
    const options = { clock, root: () => copy.log.root(), ...(sealer && { sealer }) };
    const start = copy.state.version;
    const decisions: (readonly Entry[])[] = [];
    const decided: DecidedChange[] = [];
    for (const decide of changes) {
      const change = attempt(() => decideAfterClosing(copy.state, decide, options));
      for (const entry of change.entries) copy.append(entry);
      decisions.push(change.entries);
      decided.push({ answer: change.answer, state: copy.state });
      // The root in a seal covers every entry before the closing, and no later one is with them.
      if (change.entries.some(isSealed)) break;
    }
    const raffle = copy.state;
    if (copy.state.version === start || !isOpened(raffle))
      return { copy, decided, batch: undefined };
    const { raffleId } = this;
    return { copy, decided, batch: { raffleId, start, decisions, raffle, log: copy.log } };
  }

  #takeCopy(): RaffleCopy {
    const copy = this.#copy ?? new RaffleCopy(this.raffleId, this.#options.signer);
    this.#copy = undefined;
    return copy;
  }
}

/** A refusal is the answer to the change, and no failure of the others. */
function attempt(
  decide: () => ReturnType<typeof decideAfterClosing<Decision>>,
): ReturnType<typeof decideAfterClosing<Decision>> {
  try {
    return decide();
  } catch (refusal) {
    return {
      entries: [],
      answer() {
        throw refusal;
      },
    };
  }
}

function isSealed(entry: Entry): boolean {
  return entry.type === 'raffle-closed' && entry.seal !== undefined;
}
