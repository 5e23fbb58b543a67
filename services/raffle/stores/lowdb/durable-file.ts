import type { BigIntStats } from 'node:fs';
import { link, open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotOpen, codeOf, JournalError } from './journal-error.ts';

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

/** In as few pieces as possible: `readFile` reads many small ones and joins them. */
async function readAll(handle: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let done = 0;
  while (done < size) {
    const { bytesRead } = await handle.read(bytes, done, size - done, done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
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

/**
 * Reads a whole file, and the status it had before.
 *
 * @throws {JournalError} `damaged`: the file is missing; `unwritable`: it cannot be read.
 */
export async function readWithStatus(path: string): Promise<{ bytes: Buffer; status: FileStatus }> {
  try {
    const handle = await open(path, 'r');
    try {
      const status = statusOf(await handle.stat({ bigint: true }));
      return { bytes: await readAll(handle, Number(status.size)), status };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cannotOpen(path, cause);
    throw new JournalError('damaged', `${path} is missing. Nothing was changed.`, { cause });
  }
}
