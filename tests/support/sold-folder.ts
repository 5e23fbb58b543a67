import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import {
  chainStart,
  encodeBatch,
  journalHead,
} from '../../services/raffle/stores/lowdb/journal-format.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import {
  CheckpointFile,
  type Checkpoint,
} from '../../services/raffle/stores/lowdb/checkpoint-file.ts';
import { JournalThread } from '../../services/raffle/stores/lowdb/journal-thread.ts';
import { JournalError } from '../../services/raffle/stores/lowdb/journal-error.ts';
import { openFolder, type OpenFolderOptions } from './lowdb.ts';
import { temporaryFolder } from './service.ts';
import { buy, openRaffle } from './store-behaviour.ts';

export interface SoldFolder {
  readonly path: string;
  readonly journal: string;
  readonly checkpointPath: string;
  /** The checkpoint after each batch. */
  readonly checkpoints: readonly Buffer[];
}

/** Makes a folder whose raffle has an opening and three tickets, one batch each, and closes it. */
export async function sellThree(t: ExecutionContext, last = 'cem'): Promise<SoldFolder> {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  await openRaffle(store);
  const checkpointPath = join(path, 'raffles', 'spring.checkpoint');
  const checkpoints = [readFileSync(checkpointPath)];
  for (const holder of ['ann', 'ben', last]) {
    await buy(store, holder);
    checkpoints.push(readFileSync(checkpointPath));
  }
  await close();
  return { path, checkpointPath, journal: join(path, 'raffles', 'spring.journal'), checkpoints };
}

/** The checkpoint of the raffle's journal. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const stored = await new CheckpointFile(path).read();
  if (stored.status !== 'readable') throw new Error(`The checkpoint is ${stored.status}.`);
  return stored.checkpoint;
}

/** A journal with correct checksums and hash chain. */
export function writeJournal(path: string, batches: readonly (readonly string[])[]): void {
  let chain = chainStart;
  const parts: Buffer[] = [journalHead];
  for (const texts of batches) {
    const batch = encodeBatch(texts, chain);
    parts.push(batch.bytes);
    ({ chain } = batch);
  }
  writeFileSync(path, Buffer.concat(parts));
}

export function batchesOf(path: string): string[][] {
  const { texts, batchEnds } = decodeJournal(readFileSync(path));
  return batchEnds.map((end, index) => texts.slice(batchEnds[index - 1] ?? 0, end));
}

/** Requires that the folder is refused as damaged and not changed, also with a thread that reads it. */
export async function isRefused(
  t: ExecutionContext,
  { path, journal, checkpointPath }: SoldFolder,
  options: OpenFolderOptions = {},
): Promise<string> {
  const see = () =>
    [journal, checkpointPath].map((file) => existsSync(file) && readFileSync(file, 'utf8'));
  const before = see();
  const error = await t.throwsAsync(openFolder(t, path, options), { instanceOf: JournalError });
  const thread = JournalThread.begin(path, { bytesMin: 0, coreCount: 2 });
  const again = await t.throwsAsync(openFolder(t, path, { ...options, thread }));
  t.deepEqual([again.message, thread?.failure], [error.message, undefined]);
  t.is(error.code, 'damaged');
  t.false(error.message.includes('.. '), error.message);
  t.false(error.message.toLowerCase().includes('restore'), error.message);
  t.deepEqual(see(), before);
  return error.message;
}
