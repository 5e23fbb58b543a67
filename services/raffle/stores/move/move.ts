import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LogSigner } from '../merkle-log.ts';
import type { BackupFile } from '../lowdb/backup/backup-file.ts';
import { copyFolder } from '../lowdb/backup/copy-folder.ts';
import { findDifferences, writeFolder } from '../lowdb/backup/restore-backup.ts';
import { decodeCheckpoint } from '../lowdb/checkpoint-file.ts';
import { DataFolder } from '../lowdb/data-folder.ts';
import { isUnused } from '../lowdb/folder-layout.ts';
import { JournalError } from '../lowdb/journal-error.ts';
import { DatabaseError } from '../postgres/database-error.ts';
import { Database } from '../postgres/database.ts';
import { migrate } from '../postgres/migrate.ts';
import { copyDatabase } from './copy-database.ts';
import { countServices, withSession } from './database-session.ts';
import { importFiles } from './import-files.ts';
import type { MovedRaffle } from './import-raffle.ts';

const turnsMax = 10;
const turnMs = 100;

/**
 * Copies a data folder to an empty database. The folder is locked meanwhile and not changed.
 *
 * @throws {JournalError} The folder is in use, unused or damaged.
 * @throws {DatabaseError} The database cannot be used, is in use, or is not empty.
 */
export async function moveToDatabase(
  folder: string,
  url: string,
  signer: LogSigner,
): Promise<MovedRaffle[]> {
  if (isUnused(folder)) {
    throw new JournalError('damaged', `${folder} is no data folder that holds raffles.`);
  }
  const lock = DataFolder.open(folder);
  try {
    return await writeDatabase(url, copyFolder(folder), signer);
  } finally {
    await lock.close();
  }
}

/** As `importFiles`, into a database that no service uses. */
export async function writeDatabase(
  url: string,
  files: AsyncIterable<BackupFile>,
  signer: LogSigner,
): Promise<MovedRaffle[]> {
  const database = Database.open(url, { waitMsMax: 10_000 });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  const session = await withSession(url);
  try {
    await requireNoServices(session);
    return await importFiles(session, files, signer);
  } finally {
    await session.end();
  }
}

/**
 * Copies a database that no service uses to a new or empty data folder, and opens the folder as a
 * service does. The database is not changed.
 *
 * @throws {JournalError} The folder is in use or not empty, or has not the logs of the database.
 * @throws {DatabaseError} The database cannot be used, or is in use.
 */
export async function moveToFolder(
  url: string,
  folder: string,
  signer: LogSigner,
): Promise<MovedRaffle[]> {
  const session = await withSession(url);
  try {
    await requireNoServices(session);
  } finally {
    await session.end();
  }
  const raffles: MovedRaffle[] = [];
  await writeFolder(folder, noteRaffles(copyDatabase(url), raffles));
  const differing = await findDifferences(folder, raffles, signer);
  if (differing.length === 0) return raffles;
  throw new JournalError(
    'damaged',
    `${folder} has other logs than the database: ${differing.join(', ')}. Do not use it.`,
  );
}

async function* noteRaffles(
  files: AsyncIterable<BackupFile>,
  raffles: MovedRaffle[],
): AsyncGenerator<BackupFile> {
  for await (const file of files) {
    const { name, bytes } = file;
    const stored = /^raffles\/.*\.checkpoint$/.test(name) ? decodeCheckpoint(bytes) : undefined;
    if (stored?.status === 'readable') {
      const { entries, root = '' } = stored.checkpoint;
      raffles.push({ id: basename(name, '.checkpoint'), entries, root });
    }
    yield file;
  }
}

async function requireNoServices(session: Awaited<ReturnType<typeof withSession>>): Promise<void> {
  let count = await countServices(session);
  // A connection that was just closed is listed for a moment longer.
  for (let turn = 0; count > 0 && turn < turnsMax; turn += 1) {
    await delay(turnMs);
    count = await countServices(session);
  }
  if (count === 0) return;
  throw new DatabaseError(
    'unreachable',
    `Services are using the database (${count} connections). Stop them, then run this command again. Nothing was changed.`,
  );
}
