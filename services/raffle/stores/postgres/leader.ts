import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

export interface LeaderOptions {
  readonly database: Database;
  /**
   * Begins the work. A later term is a later number, in every process.
   *
   * @param resign Ends the term, because the work has failed.
   */
  readonly begin: (term: number, resign: () => void) => Promise<void>;
  /** Ends the work: another process may do it now. */
  readonly end: () => Promise<void>;
  /** Takes the reason why a term ended, or why the database could not be asked. */
  readonly onFailure: (cause: unknown) => void;
  /** Milliseconds between two questions to the database. Default: 500. */
  readonly pollMs?: number;
  /** Milliseconds without a question after which the server ends the connection. Default: 5,000. */
  readonly idleMsMax?: number;
}

/** An answer takes at most so long, or the connection counts as lost. */
const answerMsMax = 2_000;

/**
 * The lock ends with the connection. The server notices within seconds that a machine is gone, and that a
 * process asks nothing any more because it is paused (before PostgreSQL 14 not the latter).
 */
const prepare = (idleMsMax: number) => `
  SELECT set_config('idle_session_timeout', '${idleMsMax}', false)
    WHERE current_setting('idle_session_timeout', true) IS NOT NULL;
  SET tcp_keepalives_idle TO 2;
  SET tcp_keepalives_interval TO 1;
  SET tcp_keepalives_count TO 3;
  SET tcp_user_timeout TO '5s';`;
const tryLock = `SELECT pg_try_advisory_lock(hashtext('raffle leader')) AS leads`;
const beginTerm = 'UPDATE raffle.leadership SET term = term + 1 RETURNING term::text';

/**
 * Lets one process at a time do the scheduled work: the one whose connection holds a lock of its
 * session. When that process ends in any way, another one gets the lock within a second.
 *
 * A process that is cut off from the database may still work while the next one has begun. What must not
 * happen twice is therefore checked with the number of the term, in the transaction that does it.
 */
export class Leader {
  readonly #options: LeaderOptions;
  readonly #stopped = new AbortController();
  readonly #run: Promise<void>;
  #term: number | undefined;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.#run = this.#work();
  }

  /** Whether this process does the scheduled work, as far as it knows. */
  get isLeading(): boolean {
    return this.#term !== undefined;
  }

  /** Ends the work in this process, for another one to begin. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#run;
  }

  async #work(): Promise<void> {
    const { database, idleMsMax = 5_000, onFailure } = this.#options;
    while (!this.#stopped.signal.aborted) {
      let client: pg.Client | undefined;
      try {
        client = await database.connect();
        await ask(client, prepare(idleMsMax));
        await this.#lead(client);
      } catch (cause) {
        if (!this.#stopped.signal.aborted) onFailure(cause);
      } finally {
        // A lost connection may not end, and nothing depends on its end.
        client?.end().catch(() => undefined);
      }
      await this.#pause();
    }
  }

  /** Returns when the term has ended; throws when the connection is lost. */
  async #lead(client: pg.Client): Promise<void> {
    while (!(await isTrue(client, tryLock))) {
      await this.#pause();
      if (this.#stopped.signal.aborted) return;
    }
    const [row] = await ask<{ term: string }>(client, beginTerm);
    const failed = new AbortController();
    client.once('end', () => failed.abort());
    try {
      this.#term = Number(row?.term);
      await this.#begin(client, this.#term, failed);
      while (!this.#stopped.signal.aborted && !failed.signal.aborted) {
        await this.#pause(failed.signal);
        await ask(client, 'SELECT 1');
      }
    } finally {
      this.#term = undefined;
      await this.#options.end();
    }
  }

  /** Asks meanwhile, because the work can begin with reading much. */
  async #begin(client: pg.Client, term: number, failed: AbortController): Promise<void> {
    const { begin, pollMs = 500 } = this.#options;
    const asking = setInterval(
      () => void ask(client, 'SELECT 1').catch(() => failed.abort()),
      pollMs,
    );
    try {
      await begin(term, () => failed.abort());
    } finally {
      clearInterval(asking);
    }
  }

  async #pause(failed?: AbortSignal): Promise<void> {
    const { pollMs = 500 } = this.#options;
    const signals = [this.#stopped.signal, ...(failed === undefined ? [] : [failed])];
    const signal = AbortSignal.any(signals);
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

async function isTrue(client: pg.Client, sql: string): Promise<boolean> {
  const [row] = await ask<{ leads: boolean }>(client, sql);
  return row?.leads === true;
}

async function ask<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('The database did not answer in time.')),
      answerMsMax,
    );
  });
  try {
    return (await Promise.race([client.query<Row>(sql), late])).rows;
  } finally {
    clearTimeout(timer);
  }
}
