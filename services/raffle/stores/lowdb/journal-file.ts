import { constants, statSync, writeSync } from 'node:fs';
import { link, open, readFile, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Adapter } from 'lowdb';
import {
  chainStart,
  DamagedBytes,
  decodeJournal,
  encodeBatch,
  journalHead,
} from './journal-format.ts';
import { JournalUnusable } from './journal-unusable.ts';

/** What a journal remembers: everything, in order. */
export interface Log<Entry> {
  entries: Entry[];
}

/** Turns an entry into one line of JSON, and a whole log's lines back. */
export interface Codec<Entry> {
  readonly encode: (entry: Entry) => string;
  readonly decode: (texts: readonly string[]) => Entry[];
}

/** For entries that are plain JSON. */
export function jsonCodec<Entry>(): Codec<Entry> {
  return {
    encode: (entry) => JSON.stringify(entry),
    decode: (texts) => texts.map((text) => JSON.parse(text) as Entry),
  };
}

/**
 * A lowdb adapter that appends. `write(data)` adds the entries that are not in the file yet as one
 * batch and resolves when the disk has them; `read()` gives back every complete batch. A journal
 * that is written before it is read is a new one.
 *
 * A write that fails is never tried again: after a failed fsync the page cache lies. The journal
 * is dead from then on, and only a restart, which reads the disk, can tell what was kept.
 */
export class JournalFile<Entry> implements Adapter<Log<Entry>> {
  readonly path: string;
  /** Where each batch on disk ends: how many entries there are up to then. */
  batchEnds: number[] = [];
  /**
   * Runs while the disk flushes a batch, to use the wait. What it makes must not leave the memory
   * before the write has resolved.
   */
  onFlushing: (() => void) | undefined;
  readonly #codec: Codec<Entry>;
  #handle: FileHandle | undefined;
  #size = 0;
  #inode = 0;
  #chain = chainStart;
  #written = 0;
  #failure: unknown;

  constructor(path: string, codec: Codec<Entry>) {
    this.path = path;
    this.#codec = codec;
  }

  /** @throws {JournalUnusable} the file is missing, damaged or cannot be opened; it is untouched. */
  async read(): Promise<Log<Entry>> {
    const bytes = await this.#readBytes();
    const { texts, validBytes, chain, batchEnds } = this.#decode(bytes);
    const entries = this.#codec.decode(texts);
    if (validBytes < bytes.length) await this.#dropTail(bytes.subarray(0, validBytes));
    this.#chain = chain;
    this.#written = entries.length;
    this.batchEnds = batchEnds;
    await this.#open();
    return { entries };
  }

  async write({ entries }: Log<Entry>): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const fresh = entries.slice(this.#written);
    const batch = encodeBatch(fresh.map(this.#codec.encode), this.#chain);
    try {
      if (this.#handle === undefined) await this.#begin(batch.bytes);
      else if (fresh.length > 0) await this.#append(this.#handle, batch.bytes);
    } catch (cause) {
      this.#failure = cause;
      throw cause;
    }
    this.#chain = batch.chain;
    this.#written = entries.length;
    if (fresh.length > 0) this.batchEnds.push(entries.length);
  }

  async close(): Promise<void> {
    this.#failure ??= new JournalUnusable('unwritable', `${this.path} is closed.`);
    await this.#handle?.close();
  }

  /** The file appears with its first batch, complete and in nobody's place, or not at all. */
  async #begin(batch: Buffer): Promise<void> {
    await putInPlace(this.path, Buffer.concat([journalHead, batch]), { isNew: true });
    await this.#open();
  }

  async #append(handle: FileHandle, bytes: Buffer): Promise<void> {
    this.#fence();
    let done = 0;
    while (done < bytes.length) {
      const rest = bytes.length - done;
      done += writeSync(handle.fd, bytes, done, rest, this.#size + done);
    }
    const flushed = handle.datasync();
    try {
      this.onFlushing?.();
    } finally {
      await flushed;
    }
    this.#size += bytes.length;
  }

  /** Nobody else may have written: the file at the path is ours, and as long as we left it. */
  #fence(): void {
    const now = statSync(this.path);
    if (now.ino !== this.#inode || now.size !== this.#size) {
      throw new JournalUnusable('in-use', `Somebody else changed ${this.path}.`);
    }
  }

  async #open(): Promise<void> {
    try {
      this.#handle = await open(this.path, constants.O_RDWR);
      ({ size: this.#size, ino: this.#inode } = await this.#handle.stat());
    } catch (cause) {
      throw new JournalUnusable('unwritable', `${this.path} cannot be written: ${reason(cause)}.`, {
        cause,
      });
    }
  }

  async #readBytes(): Promise<Buffer> {
    try {
      return await readFile(this.path);
    } catch (cause) {
      const why = reason(cause);
      const what =
        why === 'ENOENT'
          ? 'is missing. Nothing was changed. Restore the file from a backup.'
          : `cannot be read: ${why}. Nothing was changed. Let the service read the file, or restore it from a backup.`;
      throw new JournalUnusable('damaged', `${this.path} ${what}`, { cause });
    }
  }

  #decode(bytes: Buffer) {
    try {
      return decodeJournal(bytes);
    } catch (cause) {
      if (!(cause instanceof DamagedBytes)) throw cause;
      throw new JournalUnusable(
        'damaged',
        `${this.path} is damaged: ${cause.message}. Nothing was changed. Restore the file from a backup.`,
        { cause },
      );
    }
  }

  /** A torn tail goes by copying what is whole to a fresh file, so a crash here costs nothing. */
  async #dropTail(whole: Buffer): Promise<void> {
    try {
      await putInPlace(this.path, whole, { isNew: false });
    } catch (cause) {
      throw new JournalUnusable(
        'unwritable',
        `${this.path} ends in an unfinished write, and a clean copy cannot be made: ${reason(cause)}. Nothing was changed.`,
        { cause },
      );
    }
  }
}

/** Writes a whole file beside its place, then moves it there: all of it is on disk, or none. */
async function putInPlace(
  path: string,
  bytes: Buffer,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const draft = `${path}.draft`;
  try {
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (isNew) await link(draft, path);
    else await rename(draft, path);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  await syncFolder(dirname(path));
}

/** After this a file that was made or deleted in the folder stays so. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error
    ? ((cause as NodeJS.ErrnoException).code ?? cause.message)
    : String(cause);
}
