import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseClient, PipelinedClient } from './database-client.ts';
import { Interrupted, leavesConnection, outcomeUnknown, overloaded } from './database-error.ts';
import { StandbyWatch } from './standby-watch.ts';
import {
  toQuery,
  runStatement,
  runTransaction,
  type Transaction,
  type TransactionOptions,
} from './transaction.ts';

export interface DatabaseOptions {
  /** Connections of this process, besides those that listen. Default: 10. */
  readonly connectionsMax?: number;
  /**
   * Milliseconds until a caller is refused if the database does not answer; a quarter more if a commit
   * was interrupted. Default: 1,500.
   */
  readonly waitMsMax?: number;
  /** Takes the reason why a connection was lost. */
  readonly onConnectionLost?: (cause: unknown) => void;
}

const attemptsMax = 12;

/**
 * What every connection sets, whatever the role or the database has set. A commit is answered only
 * when it is flushed here and, if there is one, on the synchronous standby; no timeout ends that wait
 * in the server.
 */
const sessionSettings = `
  SET search_path TO raffle;
  SET statement_timeout TO 0;
  SET lock_timeout TO '1s';
  SET idle_in_transaction_session_timeout TO '2s';
  SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') <> 'remote_apply';`;

/** The connections of this process to its database. */
export class Database {
  readonly #pool: pg.Pool;
  readonly #url: string;
  readonly #waitMsMax: number;
  readonly #onConnectionLost: (cause: unknown) => void;
  readonly #standby = new StandbyWatch();

  private constructor(url: string, options: DatabaseOptions) {
    const { connectionsMax = 10, waitMsMax = 1_500, onConnectionLost } = options;
    this.#url = url;
    this.#waitMsMax = waitMsMax;
    this.#onConnectionLost = onConnectionLost ?? (() => undefined);
    // Without a limit, a connection that gets no answer would keep its place in the pool.
    const preparation = { text: sessionSettings, query_timeout: this.#waitMsMax };
    // The pool waits for it, which its types do not say.
    const prepare = (client: pg.ClientBase): unknown => {
      // The pool takes its own listener off while a connection is used, and an error event without a
      // listener ends the process.
      client.on('error', this.#onConnectionLost);
      return client.query(preparation);
    };
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connectionsMax,
      connectionTimeoutMillis: this.#waitMsMax,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: 'raffle',
      Client: PipelinedClient,
      // Not `verify`: if the wait for the connection ends meanwhile, the pool never gets it back.
      onConnect: prepare,
    });
    this.#pool.on('error', () => undefined);
  }

  /** @param url `postgres://…`. No connection is made before the first statement. */
  static open(url: string, options: DatabaseOptions = {}): Database {
    return new Database(url, options);
  }

  /** Closes the connections of the pool. Transactions in progress end first. */
  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** A connection outside the pool, for LISTEN or a lock of the session. The caller ends it. */
  async connect(): Promise<pg.Client> {
    const client = new DatabaseClient({
      connectionString: this.#url,
      connectionTimeoutMillis: this.#waitMsMax,
      keepAlive: true,
      application_name: 'raffle session',
    });
    client.on('error', (cause) => this.#onConnectionLost(cause));
    await client.connect();
    return client;
  }

  /**
   * Runs one statement that may be run twice: a query, or a change that has the same effect again.
   *
   * @param name Prepares the statement on each connection once, under this name.
   * @param onceMsMax Tries once, for at most so many milliseconds.
   * @throws {StoreUnavailable} `overloaded`: the database did not answer in time.
   */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
    name?: string,
    onceMsMax?: number,
  ): Promise<Row[]> {
    const statement = toQuery(text, values, name);
    const run = async (client: pg.ClientBase) =>
      (await runStatement('begun', client.query<Row>(statement))).rows;
    return this.#retry(
      onceMsMax ?? this.#waitMsMax,
      (deadline) => this.#use(deadline, run),
      onceMsMax === undefined ? attemptsMax : 1,
    );
  }

  /**
   * Runs a transaction, READ COMMITTED. It is tried again as a whole when the database was interrupted
   * or two transactions collided, so `run` must have no effects outside that it cannot repeat.
   *
   * @returns What `run` returned. The transaction is durable.
   * @throws What `run` threw, and errors of its statements. Nothing has changed.
   * @throws {StoreUnavailable} `overloaded`: nothing has changed; `outcome-unknown`: it may have.
   */
  transaction<Result>(
    run: (transaction: Transaction) => Promise<Result>,
    options: TransactionOptions<Result> = {},
  ): Promise<Result> {
    const { isCommitted, waitMsMax = this.#waitMsMax } = options;
    return this.#retry(waitMsMax, async (deadline) => {
      const begun: { result?: Result } = {};
      try {
        return await this.#use(deadline, async (client) => {
          await this.#standby.requireAnswers(client);
          return runTransaction(client, run, options, begun);
        });
      } catch (cause) {
        const isUnknown = cause instanceof Interrupted && cause.code === 'committing';
        if (isUnknown) this.#standby.suspect();
        if (!isUnknown || !hasResult(begun)) throw cause;
        if (isCommitted === undefined) throw outcomeUnknown(cause);
        const ask = (transaction: Transaction) => isCommitted(transaction, begun.result);
        if (await this.#resolve(ask, cause)) return begun.result;
        throw new Interrupted('begun', 'The transaction was rolled back.', { cause });
      }
    });
  }

  /** Whether a transaction was committed whose commit was interrupted. */
  async #resolve(
    ask: (transaction: Transaction) => Promise<boolean>,
    cause: Interrupted,
  ): Promise<boolean> {
    try {
      // Added to the wait of the caller.
      return await this.#retry(this.#waitMsMax / 4, (deadline) =>
        this.#use(deadline, (client) => runTransaction(client, ask, {}, {})),
      );
    } catch {
      throw outcomeUnknown(cause);
    }
  }

  /** Tries again after an interruption, with growing pauses, until the time is over. */
  async #retry<Result>(
    waitMsMax: number,
    attempt: (deadline: number) => Promise<Result>,
    triesMax = attemptsMax,
  ): Promise<Result> {
    const deadline = performance.now() + waitMsMax;
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(deadline);
      } catch (cause) {
        if (!(cause instanceof Interrupted)) throw cause;
        const pauseMs = Math.min(2 ** attempts, 200) * (1 + Math.random());
        if (attempts >= triesMax || performance.now() + pauseMs >= deadline) {
          throw overloaded(cause);
        }
        await delay(pauseMs);
      }
    }
  }

  /** @throws {Interrupted} There was no connection, or it ended, also because the deadline had come. */
  async #use<Result>(
    deadline: number,
    act: (client: pg.ClientBase) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#connectBefore(deadline);
    let isReleased = false;
    const release = (isBroken: boolean) => {
      if (isReleased) return;
      isReleased = true;
      if (isBroken && client instanceof PipelinedClient) client.cut();
      client.release(isBroken);
    };
    // Cutting a connection that waits for an answer fails the statement.
    const timer = setTimeout(() => release(true), Math.max(1, deadline - performance.now()));
    try {
      const result = await act(client);
      release(false);
      return result;
    } catch (cause) {
      release(cause instanceof Interrupted && !leavesConnection(cause.cause));
      throw cause;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The pool bounds the waits for a free connection and for a new one, but not its first statement. */
  #connectBefore(deadline: number): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      let isLate = false;
      const fail = (cause: unknown) =>
        reject(new Interrupted('begun', 'There is no connection.', { cause }));
      const timer = setTimeout(
        () => {
          isLate = true;
          fail(new Error('The database gave no connection in time.'));
        },
        Math.max(1, deadline - performance.now()),
      );
      this.#pool
        .connect()
        .then((client) => (isLate ? client.release() : resolve(client)), fail)
        .finally(() => clearTimeout(timer));
    });
  }
}

function hasResult<Result>(begun: { result?: Result }): begun is { result: Result } {
  return 'result' in begun;
}
