import type pg from 'pg';
import type { BackupFile } from '../lowdb/backup/backup-file.ts';
import { decodeCheckpoint, type StoredCheckpoint } from '../lowdb/checkpoint-file.ts';
import { checkpointPath, picturesFolder, rafflesFolder } from '../lowdb/folder-layout.ts';
import { JournalError } from '../lowdb/journal-error.ts';
import { decodeJournal } from '../lowdb/journal-scan.ts';
import type { LogSigner } from '../merkle-log.ts';
import { DatabaseError } from '../postgres/database-error.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { importOwn, importPicture } from './import-own.ts';
import { importRaffle, type MovedRaffle } from './import-raffle.ts';

/**
 * Writes the files of a data folder to an empty database that has this program's schema, in one
 * transaction: all or nothing. Every raffle is read back and compared before the commit.
 *
 * @param session As `withSession`.
 * @throws {DatabaseError} `damaged`: the database is not empty, or has not what was written.
 * @throws {JournalError} `damaged`: what a file holds cannot be stored in a database.
 */
export async function importFiles(
  session: pg.Client,
  files: AsyncIterable<BackupFile>,
  signer: LogSigner,
): Promise<MovedRaffle[]> {
  const transaction = toTransaction(session);
  const moved: MovedRaffle[] = [];
  /** What each journal's checkpoint confirms; it comes before the journal. */
  const checkpoints = new Map<string, StoredCheckpoint>();
  await session.query('BEGIN');
  try {
    await requireEmpty(session);
    for await (const { name, bytes } of files) {
      if (name.startsWith(`${picturesFolder}/`)) await importPicture(session, name, bytes);
      if (name.endsWith('.checkpoint')) checkpoints.set(name, decodeCheckpoint(bytes));
      if (!name.endsWith('.journal')) continue;
      const { texts, batchEnds } = decodeJournal(bytes);
      if (name.startsWith(`${rafflesFolder}/`)) {
        const raffle = await importRaffle(transaction, { name, texts, batchEnds, signer });
        requireRoot(raffle, checkpoints.get(checkpointPath(name)));
        moved.push(raffle);
      } else await importOwn(session, name, texts);
    }
    await session.query('COMMIT');
  } catch (error) {
    await session.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return moved;
}

function requireRoot({ id, root }: MovedRaffle, stored: StoredCheckpoint | undefined): void {
  // A journal that was just begun has no root yet.
  const before = stored?.status === 'readable' ? (stored.checkpoint.root ?? root) : undefined;
  if (before === root) return;
  throw new JournalError(
    'damaged',
    `The raffle ${id} has another Merkle root than its checkpoint. Nothing was changed.`,
  );
}

async function requireEmpty(session: pg.Client): Promise<void> {
  await session.query('LOCK TABLE raffles, accounts, key_entries IN ACCESS EXCLUSIVE MODE');
  const { rows } = await session.query(
    'SELECT FROM raffles UNION ALL SELECT FROM accounts UNION ALL SELECT FROM key_entries LIMIT 1',
  );
  if (rows.length === 0) return;
  throw new DatabaseError(
    'damaged',
    'The database holds raffles, accounts or keys already. Nothing was changed. Use a new one.',
  );
}

/** The statements of one session, which is in a transaction. */
function toTransaction(session: pg.Client): Transaction {
  return {
    first: [],
    query: async (text, values = []) => (await session.query(text, [...values])).rows,
    queryAll: async (text) => [await session.query(text)].flat(),
  };
}
