import { existsSync } from 'node:fs';
import {
  BackupError,
  discardDraft,
  publishBackup,
  writeBackup,
  type BackupFile,
} from './backup-file.ts';
import { checkBackup, type BackupReport } from './check-backup.ts';

/** A raffle that is opened and deleted while the folder is copied makes one copy inconsistent. */
const attemptsMax = 3;

type Copy = () => AsyncIterable<BackupFile>;

/**
 * Makes a backup of one file. Every sale that was confirmed before the call is in it. The file is read
 * and checked before it gets its name.
 *
 * @param copy Copies what is to be backed up, as `copyFolder`. It may be called again.
 * @throws {BackupError} `backup-exists`: there is a file of that name; nothing was written.
 *   `backup-invalid`: what was written could not be read back.
 * @throws {JournalError} The folder is damaged, or a file of it cannot be read.
 */
export async function createBackup(copy: Copy, path: string): Promise<BackupReport> {
  if (existsSync(path)) throw new BackupError('backup-exists', `${path} exists already.`);
  try {
    const report = await writeChecked(copy, path);
    await publishBackup(path);
    return report;
  } finally {
    await discardDraft(path);
  }
}

async function writeChecked(copy: Copy, path: string): Promise<BackupReport> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await checkBackup(await writeBackup(path, copy()));
    } catch (error) {
      if (!(error instanceof BackupError) || attempt === attemptsMax) throw error;
    }
  }
}
