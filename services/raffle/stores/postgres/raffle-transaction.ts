import type { Database } from './database.ts';
import type { Transaction, TransactionOptions } from './transaction.ts';

type Work<Result> = (transaction: Transaction) => Promise<Result>;

/**
 * A transaction that begins with the lock of a raffle and gets its work later. So it can begin while the
 * one before it commits: the database answers its lock as soon as that one has ended.
 */
export class RaffleTransaction<Result> {
  readonly #done: Promise<Result>;
  #start!: (work: Work<Result>) => void;
  #refuse!: (cause: unknown) => void;
  #isCancelled = false;
  readonly #begunAt = performance.now();

  constructor(
    database: Database,
    { first, ...options }: TransactionOptions<Result> & { readonly first: () => string },
  ) {
    const waiting = new Promise<Work<Result>>((resolve, reject) => {
      this.#start = resolve;
      this.#refuse = reject;
    });
    waiting.catch(() => undefined);
    this.#done = database.transaction(async (transaction) => (await waiting)(transaction), {
      ...options,
      first: () => {
        const statements = first();
        if (this.#isCancelled) throw new Error('The transaction was cancelled.');
        return statements;
      },
    });
    this.#done.catch(() => undefined);
  }

  get ageMs(): number {
    return performance.now() - this.#begunAt;
  }

  /** As `Database.transaction`. Called once. */
  run(work: Work<Result>): Promise<Result> {
    this.#start(work);
    return this.#done;
  }

  /** Releases the lock. */
  cancel(): void {
    this.#isCancelled = true;
    this.#refuse(new Error('The transaction was cancelled.'));
  }
}
