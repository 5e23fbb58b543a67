import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { exitCodes } from '../../../cli/exit-codes.ts';
import {
  readBackup,
  type BackupFile,
} from '../../../services/raffle/stores/lowdb/backup/backup-file.ts';
import {
  catalogueName,
  ownJournalNames,
} from '../../../services/raffle/stores/lowdb/folder-layout.ts';
import { openFolder } from '../../support/lowdb.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { buy, openRaffle } from '../../support/store-behaviour.ts';
import { runCli } from './run-cli.ts';

/** A data folder with a raffle of three tickets, and a backup of it. */
export async function backUpThree(t: ExecutionContext) {
  const cwd = temporaryFolder(t);
  const path = join(cwd, 'data');
  const { store, folder, close } = await openFolder(t, path);
  for (const name of ownJournalNames) {
    if (name !== catalogueName) await folder.openOwnJournal(name);
  }
  await openRaffle(store);
  const early = readFileSync(join(path, 'raffles', 'spring.checkpoint'));
  for (const holder of ['ann', 'ben', 'cem']) await buy(store, holder);
  await close();
  writeFileSync(join(path, 'secret'), Buffer.alloc(32, 7));
  const raffle = (...args: string[]) => runCli(args, { cwd });
  const made = await raffle('backup', 'data', 'a.tar', '--json');
  t.is(made.exitCode, exitCodes.done, made.stderr);
  return { cwd, path, file: join(cwd, 'a.tar'), early, raffle };
}

export async function filesOf(path: string): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for await (const file of readBackup(path)) files.push(file);
  return files;
}
