import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { extract, pack, type Pack } from 'tar-stream';
import { CodedError } from '#errors';
import { noLinkCodes, syncFolder } from '../durable-file.ts';
import { codeOf } from '../journal-error.ts';

/** A file of a data folder, as a backup holds it. */
export interface BackupFile {
  /** Path inside the data folder, with slashes. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** The last file of a backup, in the form that `sha256sum --check` reads. */
const sumsName = 'SHA256SUMS';

/**
 * `backup-exists`: there is a file of that name. `backup-invalid`: the file is no backup, or not
 * complete, or not what was written.
 */
export class BackupError extends CodedError<'backup-exists' | 'backup-invalid'> {
  override name = 'BackupError';
}

/**
 * Writes a backup beside its path: a tar of these files and their SHA-256 sums, readable only by its
 * owner, and flushed.
 *
 * @returns The path of the draft, to be checked and then named with `publishBackup`.
 */
export async function writeBackup(path: string, files: AsyncIterable<BackupFile>): Promise<string> {
  const draft = draftOf(path);
  // A backup that was interrupted may have left a draft. `wx` never follows a symbolic link.
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    const archive = pack();
    const filling = fill(archive, files).catch((cause: unknown) => {
      archive.destroy(cause instanceof Error ? cause : new Error(String(cause)));
      throw cause;
    });
    // The error of a file is the reason why the archive ends early, so it is the one to report.
    const copying = copyTo(archive, handle).catch((cause: unknown) =>
      filling.then(() => rethrow(cause)),
    );
    await Promise.all([filling, copying]);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

/** @throws {BackupError} `backup-exists`. */
export async function publishBackup(path: string): Promise<void> {
  const draft = draftOf(path);
  try {
    await link(draft, path);
    await rm(draft);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'EEXIST') throw new BackupError('backup-exists', `${path} exists already.`);
    if (!noLinkCodes.has(code)) throw cause;
    await rename(draft, path);
  }
  await syncFolder(dirname(path));
}

export async function discardDraft(path: string): Promise<void> {
  await rm(draftOf(path), { force: true });
}

/**
 * Reads the files of a backup in their order, and compares each with its sum at the end. Nothing may
 * be relied on before the last file was read.
 *
 * @throws {BackupError} `backup-invalid`.
 */
export async function* readBackup(path: string): AsyncGenerator<BackupFile> {
  const sums: string[] = [];
  let stated: string | undefined;
  for await (const file of readArchive(path)) {
    if (stated !== undefined) throw invalid(path, `has a file after ${sumsName}`);
    if (file.name === sumsName) stated = file.bytes.toString();
    else {
      sums.push(sumLine(file));
      yield file;
    }
  }
  if (stated === undefined) throw invalid(path, `is not complete: it has no ${sumsName}`);
  if (stated !== sums.join('')) throw invalid(path, `differs from its ${sumsName}`);
}

/** @param what A predicate. */
export function invalid(path: string, what: string, cause?: unknown): BackupError {
  return new BackupError('backup-invalid', `${path} ${what}.`, { cause });
}

async function* readArchive(path: string): AsyncGenerator<BackupFile> {
  const archive = extract();
  const source = createReadStream(path);
  source.on('error', (cause) => archive.destroy(cause));
  source.on('data', (chunk) => {
    if (!archive.write(chunk)) source.pause();
  });
  archive.on('drain', () => source.resume());
  source.on('end', () => archive.end(null));
  try {
    for await (const entry of archive) {
      const chunks: Buffer[] = [];
      for await (const chunk of entry) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      if (entry.header.type !== 'file') throw invalid(path, `holds ${entry.header.name}, no file`);
      yield { name: entry.header.name, bytes: Buffer.concat(chunks) };
    }
  } catch (cause) {
    const isOfArchive = cause instanceof Error && !('code' in cause);
    throw isOfArchive ? invalid(path, `is no complete tar file: ${cause.message}`, cause) : cause;
  } finally {
    source.destroy();
  }
}

async function fill(archive: Pack, files: AsyncIterable<BackupFile>): Promise<void> {
  const sums: string[] = [];
  for await (const file of files) {
    sums.push(sumLine(file));
    await add(archive, file);
  }
  await add(archive, { name: sumsName, bytes: Buffer.from(sums.join('')) });
  archive.finalize();
}

/** Resolves when the archive has taken the file, so that one file at a time is in memory. */
function add(archive: Pack, { name, bytes }: BackupFile): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mode: 0o600 }, bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function copyTo(archive: Pack, handle: Awaited<ReturnType<typeof open>>): Promise<void> {
  for await (const chunk of archive) if (Buffer.isBuffer(chunk)) await handle.writeFile(chunk);
}

function sumLine({ name, bytes }: BackupFile): string {
  return `${hash('sha256', bytes, 'hex')}  ${name}\n`;
}

function draftOf(path: string): string {
  return `${path}.draft`;
}

function rethrow(cause: unknown): never {
  throw cause;
}
