import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import pg from 'pg';
import { deleted, unopened } from '../../domain/raffle.ts';
import type { Database } from './database.ts';
import type { CheckpointRow, EntryRow, RaffleCopy } from './raffle-copy.ts';
import type { Transaction } from './transaction.ts';

export interface RaffleRow {
  readonly size: number;
  readonly is_deleted: boolean;
}

/** What the database has of one raffle, from one log index on. */
export interface ReadRaffle {
  /** Undefined if there is no such raffle. */
  readonly row: RaffleRow | undefined;
  /** Unix time in milliseconds, by the database's clock, after the raffle was locked. */
  readonly now: number;
  readonly entries: readonly EntryRow[];
  /** The newest one. */
  readonly checkpoint: CheckpointRow | undefined;
}

/** Rows of entries that are read at once, about 2 MB. */
const pageSize = 5_000;

/**
 * Locks a raffle until the transaction ends. A commit after it is also flushed, and confirmed by the
 * standby, together with everything that earlier transactions wrote about the raffle.
 */
export function lockStatement(raffleId: string): string {
  return `SELECT size, is_deleted FROM raffles WHERE id = ${pg.escapeLiteral(raffleId)} FOR UPDATE;`;
}

/**
 * Statements that lock a raffle and then read what is new in it. The lock must be a statement of its
 * own: in one statement with the reads, these would see the state from before the wait for the lock.
 *
 * @param from Log index of the first entry to read.
 */
export function lockStatements(raffleId: string, from: number): string {
  const id = pg.escapeLiteral(raffleId);
  return `${lockStatement(raffleId)}
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now;
    SELECT public, private FROM entries WHERE raffle = ${id} AND index >= ${from} ORDER BY index;
    SELECT size, root FROM checkpoints WHERE raffle = ${id} ORDER BY size DESC LIMIT 1;`;
}

/** What the `lockStatements` read. */
export function readLocked(results: Transaction['first']): ReadRaffle {
  const [raffles, clocks, entries, checkpoints]: pg.QueryResult[] = [...results];
  return {
    row: raffles?.rows[0],
    now: Math.floor(clocks?.rows[0].now),
    entries: entries?.rows ?? [],
    checkpoint: checkpoints?.rows[0],
  };
}

/** A connection of the pool, or one transaction. */
export type Reader = Pick<Transaction, 'query'>;

/**
 * Adds what a raffle has beyond a copy of it, without a lock.
 *
 * @returns The state of a raffle that has no log; undefined if the copy is up to date.
 * @throws {DatabaseError} `damaged`.
 */
export async function readNewer(
  reader: Reader,
  raffleId: string,
  copy: RaffleCopy,
): Promise<typeof unopened | typeof deleted | undefined> {
  if (!isText(raffleId)) return unopened;
  const [row] = await reader.query<RaffleRow & { readonly root: string | null }>(
    `SELECT size, is_deleted, (
       SELECT root FROM checkpoints WHERE raffle = id AND checkpoints.size = raffles.size
     ) AS root FROM raffles WHERE id = $1`,
    [raffleId],
    'read-raffle',
  );
  if (row === undefined) return unopened;
  if (row.is_deleted) return deleted;
  const start = copy.state.version;
  while (copy.state.version < row.size) {
    const { version: from } = copy.state;
    const rows = await readEntryRows(reader, raffleId, { from, to: row.size });
    // It was deleted after its row was read.
    if (rows.length === 0) return deleted;
    copy.restore(rows);
    if (rows.length === pageSize) await yieldToEventLoop();
  }
  copy.requireCovered(row.root === null ? undefined : { size: row.size, root: row.root });
  if (copy.state.version > start) copy.requireSigner();
  return undefined;
}

/** Whether PostgreSQL can have this text. A client can ask for any. */
export function isText(text: string): boolean {
  return !text.includes('\0');
}

/** Entries in order, at most 5,000. */
export function readEntryRows(
  reader: Reader,
  raffleId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly EntryRow[]> {
  return reader.query<EntryRow>(
    'SELECT public, private FROM entries WHERE raffle = $1 AND index >= $2 AND index < $3 ORDER BY index',
    [raffleId, from, Math.min(to, from + pageSize)],
    'read-entries',
  );
}

/** Removes everything of a raffle but its id. */
export async function removeRaffle(transaction: Transaction, raffleId: string): Promise<void> {
  const id = [raffleId];
  await transaction.query(
    'UPDATE raffles SET is_deleted = true, size = 0, changed_at = clock_timestamp() WHERE id = $1',
    id,
  );
  await transaction.query('DELETE FROM valid_tickets WHERE raffle = $1', id);
  await transaction.query('DELETE FROM idempotency_keys WHERE raffle = $1', id);
  await transaction.query('DELETE FROM checkpoints WHERE raffle = $1', id);
  await transaction.query('DELETE FROM entries WHERE raffle = $1', id);
}

/** A leaf with its log index, and the end of its batch: a number of entries. */
export interface LeafRow {
  readonly index: number;
  readonly public: string;
  readonly size: number;
}

/** In no order; none for an index outside the log. */
export function readLeaves(
  database: Database,
  raffleId: string,
  indexes: readonly number[],
): Promise<LeafRow[]> {
  return database.query<LeafRow>(
    `SELECT index, public, (
       SELECT min(size) FROM checkpoints WHERE checkpoints.raffle = $1 AND size > index
     ) AS size FROM entries WHERE raffle = $1 AND index = ANY ($2)`,
    [raffleId, indexes],
    'read-leaves',
  );
}

/**
 * The last log index up to `from` at which an entry can be decoded without the one before: its signature is
 * not "the one above".
 */
export async function findDecodable(
  reader: Reader,
  raffleId: string,
  from: number,
): Promise<number> {
  const [row] = await reader.query<{ readonly index: number | null }>(
    `SELECT max(index) AS index FROM entries
     WHERE raffle = $1 AND index <= $2 AND private NOT LIKE '%"order":"above"}'`,
    [raffleId, from],
    'find-decodable',
  );
  return row?.index ?? from;
}
