import { stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { StoredCheckpoint } from './checkpoint-file.ts';
import { readWithStatus, statusOf, type FileStatus } from './durable-file.ts';
import { checkJournal } from './journal-check.ts';
import { JournalError } from './journal-error.ts';
import type { Scanned } from './journal-format.ts';

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
 * @param onText Takes the text of each entry of each complete batch, and may throw. None may be used
 *   if this throws.
 * @throws {JournalError} `damaged`: the file is missing, damaged, or lacks entries that its
 *   checkpoint covers; `unwritable`: it could not be read.
 */
export async function readJournal(
  path: string,
  found: StoredCheckpoint,
  onText: (text: string) => void,
): Promise<JournalReading> {
  const { bytes, status } = await readWithStatus(path);
  const { fault, failure, validBytes, chain, batchEnds } = checkJournal(bytes, found, onText);
  if (fault !== undefined) {
    throw new JournalError('damaged', `${path} ${fault}. Nothing was changed.`);
  }
  if (failure !== undefined) throw failure.cause;
  const tail = Uint8Array.from(bytes.subarray(validBytes));
  return { found, status, validBytes, chain, batchEnds, tail };
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
