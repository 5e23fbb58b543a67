import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Decision } from '../../domain/decision.ts';
import type { Raffle } from '../../domain/raffle.ts';
import { refuse } from '../due-closings.ts';
import { StoreUnavailable, type Decide } from '../raffle-store.ts';
import type { DecidedChange } from './decide-batch.ts';
import type { RaffleCopy } from './raffle-copy.ts';
import type { DurableRaffle, StoredRaffle } from './stored-raffle.ts';

/** The decision about a change, and the raffle right after it. */
export interface CommittedChange<D extends Decision> {
  readonly decision: D;
  readonly state: Raffle;
  readonly copy: RaffleCopy;
}

interface Waiting<Value> {
  resolve(value: Value): void;
  reject(cause: unknown): void;
}

/** Declared with methods, so that changes with different answers wait in one list. */
interface WaitingChange extends Waiting<CommittedChange<Decision>> {
  decide(raffle: Raffle, root: () => string, at: string): Decision;
}

export interface RaffleQueueOptions {
  /** Number of changes that may wait. Default: 10,000. */
  readonly waitingMax?: number;
  /**
   * Milliseconds that a read may take after a change or a read has failed. Default: 200, so that it
   * and the wait that has failed before are less than two seconds.
   */
  readonly readAfterFailureMsMax?: number;
  /**
   * Runs after each turn, when those who waited are answered and before they continue.
   *
   * @param isWritten Whether this turn has changed the raffle.
   */
  readonly onDurable: (raffle: DurableRaffle, isWritten: boolean) => void;
}

/** A transaction of this many sales takes some ten milliseconds, far from the time limit of the database. */
const changesPerTransaction = 500;

/** Changes that are answered in one turn of the event loop: about a millisecond. */
const changesPerTurn = 8;

/** With fewer changes, the time that is saved is not worth a second connection. */
const changesToBeginAhead = 8;

/**
 * The changes and reads of one raffle in this process, in turns. Everything that waits goes into the next
 * turn: changes into one transaction, and reads see its result. If only reads wait, the database is
 * asked whether there is anything new.
 */
export class RaffleQueue {
  readonly stored: StoredRaffle;
  readonly #options: RaffleQueueOptions;
  readonly #changes: WaitingChange[] = [];
  readonly #reads: Waiting<DurableRaffle>[] = [];
  readonly #deletions: Waiting<void>[] = [];
  #isRunning = false;
  #answering: Promise<void> | undefined;

  constructor(stored: StoredRaffle, options: RaffleQueueOptions) {
    this.stored = stored;
    this.#options = options;
  }

  get isIdle(): boolean {
    return !this.#isRunning;
  }

  /** As `RaffleStore.change`. */
  change<D extends Decision>(decide: Decide<D>): Promise<CommittedChange<D>> {
    return new Promise((settle, reject) => {
      if (this.#changes.length >= (this.#options.waitingMax ?? 10_000)) {
        throw new StoreUnavailable(
          'overloaded',
          'Too many requests wait. Nothing was changed; try again.',
        );
      }
      const resolve = (committed: CommittedChange<D>) => settle(committed);
      this.#changes.push({ decide, resolve, reject });
      this.#beginAhead();
      this.#start();
    });
  }

  /** The raffle with everything that any process had confirmed before the call. */
  read(): Promise<DurableRaffle> {
    return new Promise((resolve, reject) => {
      this.#reads.push({ resolve, reject });
      this.#start();
    });
  }

  /** As `RaffleStore.delete`. Changes that wait are decided first. */
  delete(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#deletions.push({ resolve, reject });
      this.#start();
    });
  }

  #start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  readonly #beginAhead = (): void => {
    if (this.#changes.length >= changesToBeginAhead) this.stored.beginNext(this.#beginAhead);
  };

  async #run(): Promise<void> {
    while (this.#changes.length + this.#reads.length + this.#deletions.length > 0) {
      // So that requests already received join this turn.
      if (!this.stored.isBegun) await yieldToEventLoop();
      await this.#turn();
    }
    this.#isRunning = false;
  }

  async #turn(): Promise<void> {
    const reads = this.#reads.splice(0);
    const deletions = this.#deletions.splice(0);
    const changes: WaitingChange[] = [];
    try {
      const { copy } = this.stored;
      const isRead = copy === undefined || this.#changes.length === 0;
      let durable = isRead ? await this.#refresh() : { copy, state: copy.state };
      // Before a deletion, everything that waits is decided.
      const last = deletions.length > 0 ? this.#changes.at(-1) : this.#changes[0];
      const isLastWaiting = () => last !== undefined && this.#changes.includes(last);
      while (isLastWaiting()) durable = await this.#commit(durable, changes);
      if (deletions.length > 0) durable = await this.#delete(durable, deletions);
      for (const waiting of reads) waiting.resolve(durable);
    } catch (cause) {
      for (const waiting of [...changes, ...deletions]) waiting.reject(cause);
      await this.#answerReads(reads);
      this.#refuseChanges(cause);
    }
  }

  /** A change can fail where reads do not: another program holds the raffle's lock, or a standby is gone. */
  async #answerReads(reads: readonly Waiting<DurableRaffle>[]): Promise<void> {
    const waiting = [...reads, ...this.#reads.splice(0)];
    if (waiting.length === 0) return;
    const { readAfterFailureMsMax = 200 } = this.#options;
    try {
      const durable = await this.stored.refresh(readAfterFailureMsMax);
      this.#options.onDurable(durable, false);
      for (const read of waiting) read.resolve(durable);
    } catch (cause) {
      for (const read of [...waiting, ...this.#reads.splice(0)]) read.reject(cause);
    }
  }

  async #refresh(): Promise<DurableRaffle> {
    const durable = await this.stored.refresh();
    this.#options.onDurable(durable, false);
    return durable;
  }

  /** @param taken Gets the changes that are decided. */
  async #commit(before: DurableRaffle, taken: WaitingChange[]): Promise<DurableRaffle> {
    if (before.copy === undefined) {
      for (const change of this.#changes.splice(0)) refuseChange(change, before.state);
      return before;
    }
    const { durable, decided, isWritten } = await this.stored.commit(() => {
      taken.push(...this.#changes.splice(0, changesPerTransaction - taken.length));
      return taken.map((change) => (raffle, root, at) => change.decide(raffle, root, at));
    }, this.#beginAhead);
    this.#changes.unshift(...taken.splice(decided.length));
    if (durable.copy === undefined) return this.#commit(durable, taken);
    this.#options.onDurable(durable, isWritten);
    // The receipts of two batches are at hand, so only one waits for its answers while another is written.
    await this.#answering;
    this.#answering = settleInTurns(taken.splice(0), decided, durable.copy);
    return durable;
  }

  async #delete(before: DurableRaffle, deletions: Waiting<void>[]): Promise<DurableRaffle> {
    try {
      const durable = await this.stored.delete(before.state);
      for (const waiting of deletions.splice(0)) waiting.resolve();
      this.#options.onDurable(durable, true);
      return durable;
    } catch (cause) {
      if (cause instanceof StoreUnavailable) throw cause;
      for (const waiting of deletions.splice(0)) waiting.reject(cause);
      return before;
    }
  }

  /** Answers those who came meanwhile too: their own turn would let them wait once more as long. */
  #refuseChanges(cause: unknown): void {
    const isUnavailable = cause instanceof StoreUnavailable;
    const refusal = isUnavailable ? new StoreUnavailable('overloaded', noAnswer, { cause }) : cause;
    for (const list of [this.#changes, this.#deletions]) {
      for (const waiting of list.splice(0)) waiting.reject(refusal);
    }
  }
}

const noAnswer = 'The database does not answer. Nothing was changed; try again.';

/** Lets the next transaction go on between two groups of answers. */
async function settleInTurns(
  changes: readonly WaitingChange[],
  decided: readonly DecidedChange[],
  copy: RaffleCopy,
): Promise<void> {
  for (const [place, change] of changes.entries()) {
    if (place % changesPerTurn === 0) await yieldToEventLoop();
    settle(change, decided[place], copy);
  }
}

function settle(change: WaitingChange, decided: DecidedChange | undefined, copy: RaffleCopy): void {
  try {
    if (decided === undefined) throw new TypeError('A change was not decided.');
    change.resolve({ decision: decided.answer(), state: decided.state, copy });
  } catch (refusal) {
    change.reject(refusal);
  }
}

/** Refuses a change of a raffle that was never opened or is deleted. */
function refuseChange(
  change: WaitingChange,
  raffle: Extract<DurableRaffle, { readonly copy: undefined }>['state'],
): void {
  try {
    const at = new Date().toISOString();
    refuse((state, root) => change.decide(state, root, at), raffle, at);
  } catch (refusal) {
    change.reject(refusal);
  }
}
