import type { Low } from 'lowdb';
import { StoreUnavailable } from '../raffle-store.ts';
import type { QueueSettings } from './data-folder.ts';
import type { JournalData } from './journal-file.ts';

/** The result of deciding one change: the entries to add, and the caller's answer. */
export interface CommandResult<Entry, Answer> {
  readonly entries: readonly Entry[];
  readonly answer: Answer;
}

export interface CommitQueueOptions<State, Entry> extends QueueSettings {
  readonly db: Low<JournalData<Entry>>;
  /** The fold over the entries on disk. */
  readonly state: State;
  readonly evolve: (state: State, entry: Entry) => State;
  /**
   * Runs when a batch is durable, before any reader sees it. An error counts as a failed write. A
   * store whose `evolve` changes its state in place keeps the copy for its readers here.
   */
  readonly onDurable?: (state: State, entries: readonly Entry[]) => void;
  /**
   * Runs when a batch is durable and its promises are settled, before their callers continue. An
   * error goes to `onListenerError` and does not affect the batch.
   */
  readonly onCommit?: (state: State) => void;
  readonly compaction?: Compaction<State, Entry>;
  /**
   * Whether no change may be decided in the same batch after one that added these entries, given the
   * number of entries of the batch with them. Default: never.
   */
  readonly endsBatch?: (added: readonly Entry[], count: number) => boolean;
}

/** Replaces a journal that has grown long by a shorter one with the same state. */
export interface Compaction<State, Entry> {
  /** @returns The entries of the shorter journal; undefined if it would not save enough. */
  readonly shorten: (state: State, entryCount: number) => Entry[] | undefined;
  /** Durable when it resolves. */
  readonly replace: (entries: Entry[]) => Promise<Low<JournalData<Entry>>>;
}

/** The answer to a change whose entries are durable, and the state right after them. */
export interface Committed<State, Answer> {
  readonly answer: Answer;
  readonly state: State;
}

/** Declared with methods, so that changes with different answers wait in one list. */
interface WaitingChange<State, Entry> {
  decide(state: State): CommandResult<Entry, unknown>;
  resolve(answer: unknown, state: State): void;
  reject(cause: unknown): void;
}

/**
 * Group commit: changes one journal, one batch at a time. Under the lock, all waiting changes, up to one
 * that ends the batch, are decided in order, each on the state that the earlier ones leave, and written
 * with one flush. Then they are answered and published; refusals too, because they may rest on entries of
 * this batch.
 */
export class CommitQueue<State, Entry> {
  readonly #options: CommitQueueOptions<State, Entry>;
  #db: Low<JournalData<Entry>>;
  #state: State;
  #waiting: WaitingChange<State, Entry>[] = [];
  #isDrainScheduled = false;
  #failure: StoreUnavailable | undefined;

  constructor(options: CommitQueueOptions<State, Entry>) {
    this.#options = options;
    this.#db = options.db;
    this.#state = options.state;
  }

  /** The durable state: the fold over the entries on disk. */
  get state(): State {
    return this.#state;
  }

  /** As `commit`, for the answer alone. */
  async change<Answer>(decide: (state: State) => CommandResult<Entry, Answer>): Promise<Answer> {
    return (await this.commit(decide)).answer;
  }

  /**
   * @param decide Pure and synchronous; an error it throws rejects the promise.
   * @returns Resolves once the entries are durable.
   * @throws {StoreUnavailable} `overloaded`: nothing was decided; `outcome-unknown`: the disk failed.
   */
  commit<Answer>(
    decide: (state: State) => CommandResult<Entry, Answer>,
  ): Promise<Committed<State, Answer>> {
    return new Promise((settle, reject) => {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#waiting.length >= (this.#options.waitingMax ?? 10_000)) {
        throw new StoreUnavailable(
          'overloaded',
          'Too many requests wait. Nothing was changed; try again.',
        );
      }
      const resolve = (answer: Answer, state: State) => settle({ answer, state });
      this.#waiting.push({ decide, resolve, reject });
      this.#scheduleDrain();
    });
  }

  /** Lets a drain wait for the lock: it takes the changes that wait when it gets it. */
  #scheduleDrain(): void {
    if (this.#isDrainScheduled) return;
    this.#isDrainScheduled = true;
    const { lock, lockKey } = this.#options;
    void lock.acquire(lockKey, () => this.#drain());
  }

  /**
   * Ends the journal. Changes that wait are decided first; then `act` runs alone, and every later
   * change is decided on the state that it returns. If it throws, nothing has ended.
   */
  async end(act: (state: State) => Promise<State>): Promise<void> {
    const { lock, lockKey } = this.#options;
    await lock.acquire(lockKey, async () => {
      const last = this.#waiting.at(-1);
      const isLastWaiting = () => last !== undefined && this.#waiting.includes(last);
      while (isLastWaiting()) await this.#drain();
      if (this.#failure !== undefined) throw this.#failure;
      this.#state = await act(this.#state);
    });
  }

  async #drain(): Promise<void> {
    await this.#options.yieldBeforeBatch?.();
    this.#isDrainScheduled = false;
    const batch = this.#waiting;
    const { next, entries, settle } = this.#decideAll(batch);
    this.#waiting = batch.slice(settle.length);
    if (this.#waiting.length > 0) this.#scheduleDrain();
    if (entries.length > 0) {
      try {
        const { compaction } = this.#options;
        const { data } = this.#db;
        for (const entry of entries) data.entries.push(entry);
        const count = (data.from ?? 0) + data.entries.length;
        const shorter = compaction?.shorten(next, count);
        if (compaction === undefined || shorter === undefined) await this.#db.write();
        else this.#db = await compaction.replace(shorter);
        // The state has what they say.
        this.#db.data = { entries: [], from: shorter?.length ?? count };
        this.#options.onDurable?.(next, entries);
      } catch (cause) {
        this.#fail(cause, batch);
        return;
      }
    }
    this.#state = next;
    for (const answer of settle) answer();
    if (entries.length === 0) return;
    try {
      this.#options.onCommit?.(next);
    } catch (cause) {
      this.#options.onListenerError?.(cause);
    }
  }

  /** Decides the changes in order, up to one that ends the batch. */
  #decideAll(batch: readonly WaitingChange<State, Entry>[]) {
    let next = this.#state;
    const entries: Entry[] = [];
    const settle: (() => void)[] = [];
    for (const change of batch) {
      try {
        const { entries: added, answer } = change.decide(next);
        const state = added.reduce(this.#options.evolve, next);
        next = state;
        for (const entry of added) entries.push(entry);
        settle.push(() => change.resolve(answer, state));
        if (this.#options.endsBatch?.(added, entries.length) === true) break;
      } catch (refusal) {
        settle.push(() => change.reject(refusal));
      }
    }
    return { next, entries, settle };
  }

  #fail(cause: unknown, batch: readonly WaitingChange<State, Entry>[]): void {
    this.#failure = new StoreUnavailable(
      'outcome-unknown',
      'The change could not be confirmed on disk. Ask again with the same Idempotency-Key.',
      { cause },
    );
    for (const change of [...batch, ...this.#waiting]) change.reject(this.#failure);
    this.#waiting = [];
    this.#options.onFailure?.(cause);
  }
}
