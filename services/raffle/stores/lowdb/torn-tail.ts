import { unlink, type FileHandle } from 'node:fs/promises';
import { writeAside } from './durable-file.ts';
import { codeOf, isFullDisk, JournalError, spaceNeeded } from './journal-error.ts';

/** Path for damaged bytes of a file; its name holds the time at which they were found. */
export function tornPath(path: string): string {
  return `${path}.torn-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`;
}

/** The bytes `tail` after the offset `end` of a journal, left by a crash. */
export interface TornTail {
  readonly path: string;
  readonly handle: FileHandle;
  readonly end: number;
  readonly tail: Uint8Array;
}

/**
 * Cuts a damaged tail off, after copying it to another file if there is space for it.
 *
 * @returns Sentences for the operator: what was found, and where it is now.
 * @throws {JournalError} `unwritable`.
 */
export async function dropTail({ path, handle, end, tail }: TornTail): Promise<string> {
  try {
    const copy = await copyTail(path, tail);
    await handle.truncate(end);
    await handle.sync();
    const found = `${path} ended in ${tail.length} bytes of a write that was never confirmed`;
    return `${found}, as a crash or power cut leaves them. ${copy}`;
  } catch (cause) {
    throw new JournalError(
      'unwritable',
      `${path} ends in an unfinished write, which cannot be cut off: ${codeOf(cause)}. Nothing confirmed was changed.`,
      { cause },
    );
  }
}

async function copyTail(journal: string, tail: Uint8Array): Promise<string> {
  const path = tornPath(journal);
  try {
    await writeAside(path, tail);
    return `They are in ${path} now.`;
  } catch (cause) {
    if (!isFullDisk(cause)) throw cause;
    await unlink(path).catch(() => undefined);
    return `The disk is full, so they were cut off without a copy. ${spaceNeeded}`;
  }
}
