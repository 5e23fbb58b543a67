import type pg from 'pg';
import {
  Interrupted,
  isPassing,
  leavesConnection,
  removeValues,
  sqlStateOf,
} from './database-error.ts';

/** A statement that is prepared on each connection once, under its name. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Statements of one transaction. */
export interface Transaction {
  /** The results of the statements of `TransactionOptions.first`. */
  readonly first: readonly pg.QueryResult[];
  /** @param name Prepares the statement on each connection once, under this name. */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ): Promise<Row[]>;
  /** Runs several statements, each with a snapshot of its own; without parameters. */
  queryAll(text: string): Promise<readonly pg.QueryResult[]>;
}

export interface TransactionOptions<Result> {
  /**
   * Returns statements that are sent together with the BEGIN, each with a snapshot of its own; without
   * parameters. Called at each attempt.
   */
  readonly first?: () => string;
  /**
   * Returns a statement that is sent together with the COMMIT, which saves a round trip. The database must
   * refuse it if it does not do what it should, because its rows are not read.
   */
  readonly last?: (result: Result) => NamedStatement | undefined;
  /**
   * Runs while the database writes, with the result of a transaction that may still fail.
   *
   * @returns Runs first if it fails.
   */
  readonly whileCommitting?: (result: Result) => (() => void) | void;
  /**
   * Finds out, in a transaction of its own, whether an earlier one with this result was committed. It
   * must first wait for that one to end, by a lock that both take, and must write something, so that its
   * own commit confirms the earlier one. Without it, an interrupted commit leaves the outcome unknown.
   */
  readonly isCommitted?: (transaction: Transaction, result: Result) => Promise<boolean>;
  /** As `DatabaseOptions.waitMsMax`. Default: that of the database. */
  readonly waitMsMax?: number;
}

/**
 * Runs a statement.
 *
 * @throws {Interrupted} The reason does not lie in the statement.
 */
export async function runStatement<Answer>(
  stage: Interrupted['code'],
  statement: Promise<Answer>,
): Promise<Answer> {
  try {
    return await statement;
  } catch (cause) {
    throw toFailure(stage, cause);
  }
}

function toFailure(stage: Interrupted['code'], cause: unknown): unknown {
  removeValues(cause);
  if (!isPassing(cause)) return cause;
  return new Interrupted(stage, 'The database was interrupted.', { cause });
}

/**
 * Runs a transaction once.
 *
 * @param begun Gets the result before the commit.
 * @throws {Interrupted} `committing`: it may have been committed.
 */
export async function runTransaction<Result>(
  client: pg.ClientBase,
  run: (transaction: Transaction) => Promise<Result>,
  { first, last, whileCommitting }: TransactionOptions<Result>,
  begun: { result?: Result },
): Promise<Result> {
  const query: Transaction['query'] = async (text, values = [], name) =>
    (await runStatement('begun', client.query(toQuery(text, values, name)))).rows;
  // Several statements in one message have several results.
  const queryAll = async (text: string): Promise<readonly pg.QueryResult[]> => {
    const results: pg.QueryResult | pg.QueryResult[] = await runStatement(
      'begun',
      client.query(text),
    );
    return [results].flat();
  };
  try {
    const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED;';
    const results = await queryAll(`${begin} ${first?.() ?? ''}`);
    const result = await run({ query, queryAll, first: results.slice(1) });
    begun.result = result;
    const committing = commit(client, last?.(result));
    // The caller hears of its failure below.
    committing.catch(() => undefined);
    const undo = whileCommitting?.(result);
    try {
      await committing;
    } catch (cause) {
      undo?.();
      throw cause;
    }
    return result;
  } catch (cause) {
    const isOpen = !(cause instanceof Interrupted) || leavesConnection(cause.cause);
    if (isOpen) await runStatement('begun', client.query('ROLLBACK'));
    throw cause;
  }
}

export function toQuery(text: string, values: readonly unknown[], name?: string): pg.QueryConfig {
  const query = { text, values: [...values] };
  return name === undefined ? query : { ...query, name };
}

/**
 * Commits, after a last statement that is sent in the same message. If the database refuses it, the
 * COMMIT rolls back.
 *
 * A warning says that the wait for the synchronous standby was cancelled: the commit is flushed here
 * and perhaps not there.
 *
 * @see https://www.postgresql.org/docs/18/warm-standby.html#SYNCHRONOUS-REPLICATION
 */
async function commit(client: pg.ClientBase, last?: NamedStatement): Promise<void> {
  const warnings: unknown[] = [];
  const note = (notice: { readonly code?: string | undefined }) => {
    if (notice.code !== '00000') warnings.push(notice);
  };
  client.on('notice', note);
  try {
    const [written, committed] = await Promise.allSettled([
      last && client.query(toQuery(last.text, last.values, last.name)),
      runStatement('committing', client.query('COMMIT')),
    ]);
    if (written.status === 'rejected') throw toWriteFailure(written.reason);
    if (committed.status === 'rejected') throw committed.reason;
    const { command } = committed.value;
    if (command !== 'COMMIT') throw new Interrupted('begun', 'The transaction was rolled back.');
  } finally {
    client.off('notice', note);
  }
  const [cause] = warnings;
  if (cause !== undefined) {
    throw new Interrupted('committing', 'The wait for the standby was cancelled.', { cause });
  }
}

/** If the connection ended before the answer, the write may have been committed by the COMMIT behind it. */
function toWriteFailure(cause: unknown): unknown {
  return toFailure(sqlStateOf(cause) === undefined ? 'committing' : 'begun', cause);
}
