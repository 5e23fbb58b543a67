import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LogSigner } from '../../merkle-log.ts';
import { DataFolder } from '../data-folder.ts';
import { syncFolder, writeAside } from '../durable-file.ts';
import { catalogueName, ownJournalNames, picturesFolder, rafflesFolder } from '../folder-layout.ts';
import { codeOf, JournalError } from '../journal-error.ts';
import { LowdbRaffleStore } from '../raffle-store.ts';
import { readBackup, type BackupFile } from './backup-file.ts';
import { checkBackup, type BackedUpRaffle, type BackupReport } from './check-backup.ts';

/** What a new folder may have: the root of a file system, and what `DataFolder.open` makes. */
const emptyNames = new Set(['lost+found', 'lock']);

/**
 * Restores a backup to a new or empty folder, after the whole file was checked. The catalogue is
 * written last, so that no service starts on a folder that is not complete.
 *
 * @throws {BackupError} `backup-invalid`: nothing was written.
 * @throws {JournalError} `in-use`: the folder is not empty, or a service uses it; `unwritable`.
 */
export async function restoreBackup(path: string, folder: string): Promise<BackupReport> {
  const report = await checkBackup(path);
  await writeFolder(folder, readBackup(path));
  return report;
}

/**
 * Writes the files of a data folder to a new or empty one.
 *
 * @throws {JournalError} `in-use`: the folder is not empty, or a service uses it; `unwritable`.
 */
export async function writeFolder(folder: string, files: AsyncIterable<BackupFile>): Promise<void> {
  requireEmpty(folder);
  const lock = DataFolder.open(folder);
  try {
    requireEmpty(folder);
    await writeFiles(files, folder);
  } finally {
    await lock.close();
  }
}

/**
 * Opens every journal of a restored folder as the service does at its start.
 *
 * @param signer Has the key of each raffle's log, which the opening names.
 * @returns The raffles whose log is not the one in the backup.
 * @throws {JournalError} The service would not start.
 */
export async function findDifferences(
  folder: string,
  raffles: readonly Pick<BackedUpRaffle, 'id' | 'entries' | 'root'>[],
  signer: LogSigner,
): Promise<string[]> {
  const data = DataFolder.open(folder);
  try {
    const others = ownJournalNames.filter((name) => name !== catalogueName);
    for (const name of others) await data.openOwnJournal(name);
    const store = await LowdbRaffleStore.load(data, signer);
    const differing: string[] = [];
    for (const { id, entries, root } of raffles) {
      const log = await store.findLog(id);
      const [, size, base64 = ''] = (log?.checkpoint ?? '').split('\n');
      const isSame =
        Number(size) === entries && Buffer.from(base64, 'base64').toString('hex') === root;
      if (!isSame) differing.push(id);
    }
    return differing;
  } finally {
    await data.close();
  }
}

function requireEmpty(folder: string): void {
  const names = list(folder).filter((name) => !emptyNames.has(name));
  const found = names.filter(
    (name) => name !== rafflesFolder || list(join(folder, name)).length > 0,
  );
  if (found.length === 0) return;
  throw new JournalError(
    'in-use',
    `${folder} is not empty: it holds ${found[0]}. Nothing was changed. Restore to a new folder.`,
  );
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    throw new JournalError('unwritable', `${folder} cannot be read: ${codeOf(cause)}.`, { cause });
  }
}

async function writeFiles(files: AsyncIterable<BackupFile>, folder: string): Promise<void> {
  const written: string[] = [];
  let catalogue: Buffer | undefined;
  const write = async (name: string, bytes: Buffer) => {
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    written.push(target);
    await writeAside(target, bytes);
  };
  try {
    for await (const { name, bytes } of files) {
      if (name === catalogueName) catalogue = bytes;
      else await write(name, bytes);
    }
    if (catalogue !== undefined) await write(catalogueName, catalogue);
    await syncFolder(folder);
  } catch (error) {
    for (const target of written) rmSync(target, { force: true });
    rmSync(join(folder, picturesFolder), { recursive: true, force: true });
    throw error;
  }
}
