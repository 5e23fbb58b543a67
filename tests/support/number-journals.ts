import fs, { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import type { ExecutionContext } from 'ava';
import { Low } from 'lowdb';
import { jsonCodec } from '../../services/raffle/stores/codecs.ts';
import { JournalFile, type JournalData } from '../../services/raffle/stores/lowdb/journal-file.ts';

export type Numbers = Low<JournalData<number>> & { readonly adapter: JournalFile<number> };

/** A journal of numbers, closed after the test. */
export function openJournal(t: ExecutionContext, path: string): Numbers {
  const file = new JournalFile(path, jsonCodec<number>());
  t.teardown(() => file.close());
  return new Low<JournalData<number>>(file, { entries: [] }) as Numbers;
}

/** Writes a journal with these batches. */
export async function writeJournal(
  t: ExecutionContext,
  path: string,
  ...batches: number[][]
): Promise<Numbers> {
  const db = openJournal(t, path);
  for (const batch of batches) {
    db.data.entries = [...db.data.entries, ...batch];
    await db.write();
  }
  return db;
}

export async function readJournal(t: ExecutionContext, path: string): Promise<number[]> {
  const db = openJournal(t, path);
  await db.read();
  return db.data.entries;
}

/** The prototype of all file handles, so that a test can watch or replace its methods. */
export async function handlePrototype(path: string): Promise<FileHandle> {
  const handle = await open(path);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** Replaces `fs.writeSync`. @returns Restores it. */
export function standInForWrites(
  act: (bytes: Buffer, write: (bytes: Buffer) => number) => number,
): () => void {
  const { writeSync } = fs;
  const replace = (by: unknown) => {
    Object.assign(fs, { writeSync: by });
    syncBuiltinESMExports();
  };
  replace((fd: number, bytes: Buffer, offset: number, length: number, place: number) =>
    act(bytes.subarray(offset, offset + length), (part) =>
      writeSync(fd, part, 0, part.length, place),
    ),
  );
  return () => replace(writeSync);
}

export async function recordSteps(
  path: string,
  act: (note: (step: string) => void) => Promise<void>,
): Promise<string[]> {
  const handles = await handlePrototype(path);
  const { datasync } = handles;
  const steps: string[] = [];
  const restore = standInForWrites((bytes, write) => {
    steps.push('write');
    const written = write(bytes);
    steps.push('written');
    return written;
  });
  handles.datasync = async function (this: FileHandle) {
    steps.push('flush');
    await datasync.call(this);
    steps.push('flushed');
  };
  try {
    await act((step) => steps.push(step));
  } finally {
    restore();
    Object.assign(handles, { datasync });
  }
  return steps;
}

/** The bytes of a journal with one batch and part of a second, whose checkpoint covers the first. */
export async function writeTorn(t: ExecutionContext, path: string): Promise<Buffer> {
  const db = await writeJournal(t, path, [1]);
  const checkpoint = readFileSync(`${path}.checkpoint`);
  db.data.entries.push(2, 3);
  await db.write();
  await db.adapter.close();
  writeFileSync(`${path}.checkpoint`, checkpoint);
  truncateSync(path, statSync(path).size - 5);
  return readFileSync(path);
}

export const tornCopies = (path: string) =>
  readdirSync(dirname(path)).filter((name) => name.includes('.torn-'));
