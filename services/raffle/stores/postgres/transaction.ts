import type pg from 'pg';
import { Interrupted, isPassing, leavesConnection, removeValues } from './database-error.ts';

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
  /** Runs while the database writes, with the result of a transaction that may still fail. */
  readonly whileCommitting?: (result: Result) => void;
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
    removeValues(cause);
    if (!isPassing(cause)) throw cause;
    throw new Interrupted(stage, 'The database was interrupted.', { cause });
  }
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
  { first, whileCommitting }: TransactionOptions<Result>,
  begun: { result?: Result },
): Promise<Result> {
  const query: Transaction['query'] = async (text, values = [], name) =>
    (await runStatement('begun', client.query(nameStatement(text, values, name)))).rows;
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
    const committing = commit(client);
    // The caller hears of its failure below.
    committing.catch(() => undefined);
    whileCommitting?.(result);
    await committing;
    return result;
  } catch (cause) {
    const isOpen = !(cause instanceof Interrupted) || leavesConnection(cause.cause);
    if (isOpen) await runStatement('begun', client.query('ROLLBACK'));
    throw cause;
  }
}

export function nameStatement(
  text: string,
  values: readonly unknown[],
  name?: string,
): pg.QueryConfig {
  const statement = { text, values: [...values] };
  return name === undefined ? statement : { ...statement, name };
}

/**
 * A warning says that the wait for the synchronous standby was cancelled: the commit is flushed here
 * and perhaps not there.
 *
 * @see https://www.postgresql.org/docs/18/warm-standby.html#SYNCHRONOUS-REPLICATION
 */
async function commit(client: pg.ClientBase): Promise<void> {
  const warnings: unknown[] = [];
  const note = (notice: { readonly code?: string | undefined }) => {
    if (notice.code !== '00000') warnings.push(notice);
  };
  client.on('notice', note);
  try {
    const { command } = await runStatement('committing', client.query('COMMIT'));
    if (command !== 'COMMIT') throw new Interrupted('begun', 'The transaction was rolled back.');
  } finally {
    client.off('notice', note);
  }
  const [cause] = warnings;
  if (cause !== undefined) {
    throw new Interrupted('committing', 'The wait for the standby was cancelled.', { cause });
  }
}
