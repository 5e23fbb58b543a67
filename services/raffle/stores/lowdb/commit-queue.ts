import type { Low } from 'lowdb';
import { StoreUnavailable } from '../store-unavailable.ts';
import type { Guard } from './data-folder.ts';
import type { Log } from './journal-file.ts';

/** What one change comes to: the entries to add, and what to tell whoever asked. */
export interface Verdict<Entry, Answer> {
  readonly entries: readonly Entry[];
  readonly answer: Answer;
}

export interface CommitQueueOptions<State, Entry> extends Guard {
  readonly db: Low<Log<Entry>>;
  readonly initial: State;
  readonly evolve: (state: State, entry: Entry) => State;
  /** Runs once a batch is durable, before anybody sees it. What it throws is a failed write. */
  readonly onDurable?: (state: State) => void;
  /** Runs once a batch is durable and published, before its callers are answered. */
  readonly onCommit?: (state: State) => void;
}

interface Waiting<State, Entry> {
  readonly decide: (state: State) => Verdict<Entry, unknown>;
  // oxlint-disable-next-line typescript/no-explicit-any -- each change has an answer type of its own
  readonly resolve: (answer: any) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Changes one log, one batch at a time. Under the lock everything that waits is decided in order
 * on the state its forerunners leave, written with one flush, published, and only then answered:
 * refusals too, because a refusal may rest on an entry that is not yet on disk.
 */
export class CommitQueue<State, Entry> {
  readonly #options: CommitQueueOptions<State, Entry>;
  #state: State;
  #waiting: Waiting<State, Entry>[] = [];
  #isDrainDue = false;
  #failure: StoreUnavailable | undefined;

  constructor(options: CommitQueueOptions<State, Entry>) {
    this.#options = options;
    this.#state = options.db.data.entries.reduce(options.evolve, options.initial);
  }

  /** What the log adds up to, on disk. */
  get state(): State {
    return this.#state;
  }

  /**
   * @param decide Pure and synchronous; what it throws is the caller's answer.
   * @throws {StoreUnavailable} `overloaded`: nothing was decided; `outcome-unknown`: the disk failed.
   */
  change<Answer>(decide: (state: State) => Verdict<Entry, Answer>): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#waiting.length >= (this.#options.waitingMax ?? 10_000)) {
      return Promise.reject(
        new StoreUnavailable(
          'overloaded',
          'Too many requests wait. Nothing was changed; try again.',
        ),
      );
    }
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ decide, resolve, reject });
    });
    this.#drainSoon();
    return answer;
  }

  /**
   * Ends the log. What was asked before is decided first; then `act` runs alone, and every later
   * change is decided on the state that it gives. If it throws, nothing has ended.
   */
  async end(act: (state: State) => Promise<State>): Promise<void> {
    const { lock, lockKey } = this.#options;
    await lock.acquire(lockKey, async () => {
      if (this.#failure !== undefined) throw this.#failure;
      this.#state = await act(this.#state);
    });
  }

  /** At most one drain waits for the lock; it takes whatever has come by the time it gets it. */
  #drainSoon(): void {
    if (this.#isDrainDue) return;
    this.#isDrainDue = true;
    const { lock, lockKey } = this.#options;
    void lock.acquire(lockKey, () => this.#drain());
  }

  async #drain(): Promise<void> {
    await this.#options.gather?.();
    this.#isDrainDue = false;
    const batch = this.#waiting;
    this.#waiting = [];
    const { next, entries, settle } = this.#decideAll(batch);
    try {
      if (entries.length > 0) await this.#persist(entries);
      if (entries.length > 0) this.#options.onDurable?.(next);
    } catch (cause) {
      this.#fail(cause, batch);
      return;
    }
    this.#state = next;
    if (entries.length > 0) this.#options.onCommit?.(next);
    for (const answer of settle) answer();
  }

  #decideAll(batch: readonly Waiting<State, Entry>[]) {
    let next = this.#state;
    const entries: Entry[] = [];
    const settle: (() => void)[] = [];
    for (const { decide, resolve, reject } of batch) {
      try {
        const verdict = decide(next);
        next = verdict.entries.reduce(this.#options.evolve, next);
        for (const entry of verdict.entries) entries.push(entry);
        settle.push(() => resolve(verdict.answer));
      } catch (refusal) {
        settle.push(() => reject(refusal));
      }
    }
    return { next, entries, settle };
  }

  async #persist(entries: readonly Entry[]): Promise<void> {
    const { db } = this.#options;
    for (const entry of entries) db.data.entries.push(entry);
    await db.write();
  }

  #fail(cause: unknown, batch: readonly Waiting<State, Entry>[]): void {
    this.#failure = new StoreUnavailable(
      'outcome-unknown',
      'The change could not be confirmed on disk. Ask again with the same Idempotency-Key.',
      { cause },
    );
    for (const { reject } of [...batch, ...this.#waiting]) reject(this.#failure);
    this.#waiting = [];
    this.#options.onFailure?.(cause);
  }
}
