import { resolve } from 'node:path';
import type { Settings } from '../config.ts';
import { readSecret } from '../identity/secret.ts';
import { secretPath } from '../config.ts';
import { describeFileFault } from '../config/env-reader.ts';
import { countUsableAdmins } from '../stores/lowdb/admin-store.ts';
import { copyFolder } from '../stores/lowdb/backup/copy-folder.ts';
import { isUnused, keysName } from '../stores/lowdb/folder-layout.ts';
import { decodeJournal } from '../stores/lowdb/journal-scan.ts';
import { JournalError } from '../stores/lowdb/journal-error.ts';
import { readKeysOfDatabase } from './check-database.ts';
import { fault, ok, warning, type Check } from './finding.ts';
import { newFolderTexts, noOperatorText } from './start-texts.ts';

/** Reads the whole data folder as a backup does, so the service may be running. */
export const checkFolder: Check = {
  name: 'data folder',
  run: async ({ dataDir, databaseUrl, newFolder }) => {
    if (databaseUrl !== undefined) return [];
    const path = resolve(dataDir);
    if (isUnused(path)) {
      if (newFolder === 'refused') return [fault(newFolderTexts.refused(path))];
      return [ok(`${path} is new: the first start makes its files.`)];
    }
    let raffles = 0;
    try {
      for await (const { name } of copyFolder(path)) {
        if (/^raffles\/.*\.journal$/.test(name)) raffles += 1;
      }
    } catch (cause) {
      return [fault(explainFolderFault(cause))];
    }
    const readable = ok(`${path}: every journal is complete; raffles: ${raffles}.`);
    if (newFolder !== 'expected') return [readable];
    return [readable, warning(newFolderTexts.stillExpected(path))];
  },
};

export const checkSecret: Check = {
  name: 'secret',
  run: async (settings) => {
    const path = secretPath(settings);
    const { dataDir, databaseUrl, secretFile } = settings;
    if (databaseUrl === undefined && secretFile === undefined && isUnused(dataDir)) {
      return [ok(`The first start makes ${path}. Back it up with the folder.`)];
    }
    try {
      readSecret(path);
      return [ok(`${path} has the right form. Keep a copy on another machine.`)];
    } catch (cause) {
      return [fault(`${describeFileFault(cause, path)} Restore it from a backup.`)];
    }
  },
};

export const checkKeys: Check = {
  name: 'operator keys',
  run: async (settings) => {
    const count = await countAdmins(settings).catch(() => undefined);
    if (count === undefined) return [fault('The keys cannot be read: see the lines above.')];
    if (count > 0) return [ok(`Admins that can sign: ${count}.`)];
    if (settings.isDevelopment) {
      return [ok('The first start in development makes an operator key.')];
    }
    return [fault(noOperatorText)];
  },
};

/** Keys of the keys file and those that were enrolled by invitation, without revoked ones. */
async function countAdmins(settings: Settings): Promise<number> {
  const { dataDir, databaseUrl, adminKeys, isDevelopment } = settings;
  const admins = adminKeys.filter(({ role }) => role === 'admin');
  const listed = admins.map(({ publicKey }) => publicKey);
  const texts = await (databaseUrl === undefined
    ? readKeysOfFolder(resolve(dataDir))
    : readKeysOfDatabase(databaseUrl));
  return countUsableAdmins(texts, { listed, isDevelopment });
}

async function readKeysOfFolder(folder: string): Promise<readonly string[]> {
  if (isUnused(folder)) return [];
  for await (const { name, bytes } of copyFolder(folder)) {
    if (name === keysName) return decodeJournal(bytes).texts;
  }
  return [];
}

function explainFolderFault(cause: unknown): string {
  if (cause instanceof JournalError) return cause.message;
  return cause instanceof Error ? cause.message : String(cause);
}
