import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { StoredCheckpoint } from './checkpoint-file.ts';
import { readInParts, statusOf, type FileStatus } from './durable-file.ts';
import { CheckedScan } from './journal-check.ts';
import { JournalError } from './journal-error.ts';
import type { OnRecord, Scanned } from './journal-scan.ts';

/** What was read of a journal that may be used. Another thread can take it over. */
export interface JournalReading extends Pick<Scanned, 'validBytes' | 'chain' | 'batchEnds'> {
  /** The checkpoint file that it was compared with. */
  readonly found: StoredCheckpoint;
  /** Of the file, before it was read. */
  readonly status: FileStatus;
  /** The bytes after the last complete batch, left by a crash. */
  readonly tail: Uint8Array;
}

/**
 * Reads a journal and compares it with its checkpoint file. Changes nothing.
 *
 * @param onRecord Takes each entry of each complete batch, and may throw. None may be used if this
 *   throws.
 * @throws {JournalError} `damaged`: the file is missing, damaged, or lacks entries that its
 *   checkpoint covers; `unwritable`: it could not be read.
 */
export async function readJournal(
  path: string,
  found: StoredCheckpoint,
  onRecord: OnRecord,
): Promise<JournalReading> {
  const scan = new CheckedScan(found, onRecord);
  const { rest, status } = await readInParts(path, (bytes) => scan.read(bytes));
  const { fault, failure, validBytes, chain, batchEnds } = scan.end(rest);
  if (fault !== undefined) {
    throw new JournalError('damaged', `${path} ${fault}. Nothing was changed.`);
  }
  if (failure !== undefined) throw failure.cause;
  return { found, status, validBytes, chain, batchEnds, tail: Uint8Array.from(rest) };
}

/** Whether the journal and its checkpoint file are as they were when they were read. */
export async function isCurrent(
  { found, status }: JournalReading,
  path: string,
  foundNow: StoredCheckpoint,
): Promise<boolean> {
  // Without a file the next reading says what is wrong.
  const now = await stat(path, { bigint: true }).catch(() => undefined);
  return now !== undefined && isDeepStrictEqual([statusOf(now), foundNow], [status, found]);
}
