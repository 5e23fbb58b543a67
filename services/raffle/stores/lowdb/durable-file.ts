import type { BigIntStats } from 'node:fs';
import { link, open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotOpen, codeOf, JournalError } from './journal-error.ts';

/** Memory for a part of a file: a batch of purchases takes less. */
const partBytes = 2 ** 20;

/** Error codes of a file system without hard links. */
export const noLinkCodes: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
]);

/**
 * Writes a whole file beside its path, flushes it, and renames it: after a crash or power cut the
 * path has the complete file or its earlier contents.
 *
 * @param isNew Whether the path must not exist yet; otherwise the file there is replaced.
 * @throws {JournalError} `unwritable`: the file system has no hard links.
 */
export async function writeFileAtomically(
  path: string,
  bytes: Buffer,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const draft = `${path}.draft`;
  try {
    // A crash may have left a draft. `wx` never follows a symbolic link out of the folder.
    await rm(draft, { force: true });
    await writeFlushed(draft, bytes);
    if (isNew) await link(draft, path).catch(explainLink);
    else await rename(draft, path);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  await syncFolder(dirname(path));
}

/** Writes a new file and flushes it and its folder. */
export async function writeAside(path: string, bytes: Uint8Array): Promise<void> {
  await writeFlushed(path, bytes);
  await syncFolder(dirname(path));
}

/** Cuts a file off after `size` bytes and flushes it. */
export async function truncateFile(path: string, size: number): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(size);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes a folder, so that files made, renamed or deleted in it stay so after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explainLink(cause: unknown): never {
  if (!noLinkCodes.has(codeOf(cause))) throw cause;
  throw new JournalError(
    'unwritable',
    `The file system of the data folder has no hard links (${codeOf(cause)}), and the journal needs them. Use a folder on another one.`,
    { cause },
  );
}

/** Tells whether a file has changed. In nanoseconds, where the file system has them. */
export interface FileStatus {
  readonly inode: bigint;
  readonly size: bigint;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
}

export function statusOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): FileStatus {
  return { inode: ino, size, modifiedNs: mtimeNs, changedNs: ctimeNs };
}

/** What was not read of a file, and the status that the file had before. */
export interface ReadFile {
  readonly rest: Buffer;
  readonly status: FileStatus;
}

/**
 * Reads a whole file in parts, which take the same memory: the first use of new memory takes longer
 * than reading a cached file.
 *
 * @param read Is given bytes from where it last stopped, more each time if it reads none of them.
 *   Returns how many it has read.
 * @throws {JournalError} `damaged`: the file is missing; `unwritable`: it cannot be read.
 */
export async function readInParts(
  path: string,
  read: (bytes: Buffer) => number,
): Promise<ReadFile> {
  try {
    const handle = await open(path, 'r');
    try {
      const status = statusOf(await handle.stat({ bigint: true }));
      return { rest: await readParts(handle, Number(status.size), read), status };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cannotOpen(path, cause);
    throw new JournalError('damaged', `${path} is missing. Nothing was changed.`, { cause });
  }
}

/** @returns What `read` has not read when the file ends. */
async function readParts(
  handle: FileHandle,
  size: number,
  read: (bytes: Buffer) => number,
): Promise<Buffer> {
  let part = Buffer.allocUnsafeSlow(Math.min(size, partBytes));
  /** Bytes that are in the part, and the place in the file up to which they were read. */
  let [held, place] = [0, 0];
  for (;;) {
    const asked = Math.min(part.length - held, size - place);
    const added = await fill(handle, part.subarray(held, held + asked), place);
    const isEnd = added < asked || place + added === size;
    place += added;
    held += added;
    const done = read(part.subarray(0, held));
    if (isEnd) return part.subarray(done, held);
    held -= done;
    const before = part;
    if (2 * held > part.length) {
      part = Buffer.allocUnsafeSlow(Math.min(2 * part.length, held + size - place));
    }
    before.copy(part, 0, done, done + held);
  }
}

/** @returns How many bytes there were, fewer than asked at the end of the file. */
async function fill(handle: FileHandle, bytes: Buffer, place: number): Promise<number> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, place + done);
    if (bytesRead === 0) return done;
    done += bytesRead;
  }
  return done;
}
