import type { Guard } from '../support/guards/guard.ts';

const folder = 'services/raffle/stores/lowdb/backup';
const test = 'tests/cli/backup.test.ts';
const restore = 'tests/cli/restore.test.ts';
const copying = { file: `${folder}/copy-folder.ts`, test };
const checking = { file: `${folder}/check-backup.ts`, test: restore };
const restoring = { file: `${folder}/restore-backup.ts`, test: restore };

export const guards: Record<string, Guard> = {
  'the end of the confirmed entries in a backup': {
    ...copying,
    guard: '(state) => state.entries === entries && state.chain === chain',
    without: '() => true',
    match: 'entries that no checkpoint confirms*',
  },
  'the second reading of a journal that is replaced': {
    ...copying,
    guard: 'const attemptsMax = 20;',
    without: 'const attemptsMax = 1;',
    match: 'a journal that is replaced between*',
  },
  'the journals that are copied before the raffles': {
    ...copying,
    guard: 'const before = [paymentsName, outboxName, witnessesName];',
    without: 'const before = [paymentsName, witnessesName];',
    match: 'journals that refer to sales*',
  },
  'the sums of a backup': {
    file: `${folder}/backup-file.ts`,
    test: restore,
    guard: "if (stated !== sums.join('')) throw",
    without: 'if (stated === sums[0]) throw',
    match: 'restore refuses a backup that was changed*',
  },
  'the file that a backup does not replace': {
    file: `${folder}/create-backup.ts`,
    test,
    guard:
      "if (existsSync(path)) throw new BackupError('backup-exists', `${path} exists already.`);",
    without: "if (existsSync(path)) (await import('node:fs')).rmSync(path);",
    match: 'a backup is not written over a file*',
  },
  'the names of the files that are restored': {
    ...checking,
    guard: 'if (!isKnown(name)) throw',
    without: "if (isKnown('..')) throw",
    match: 'restore refuses a backup with a file that is not*',
  },
  'the empty folder that a backup is restored to': {
    ...restoring,
    guard: 'if (found.length === 0) return;',
    without: 'if (found.length >= 0) return;',
    match: 'restore refuses a folder that is not empty*',
  },
  'the catalogue that is restored last': {
    ...restoring,
    guard: 'if (name === catalogueName) catalogue = bytes;',
    without: "if (name === '') catalogue = bytes;",
    match: 'restore writes the catalogue last*',
  },
  'the opening of what was restored': {
    ...restoring,
    guard: 'const store = await LowdbRaffleStore.load(data, signer);',
    without: 'const store = await LowdbRaffleStore.load(data, signer).catch(() => undefined!);',
    match: 'restore says that*',
  },
};
