import { statSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { CheckpointFile, type Checkpoint, type StoredCheckpoint } from './checkpoint-file.ts';
import type { Codec } from '../codecs.ts';
import type { MerkleLog } from '../merkle-log.ts';
import { writeFileAtomically } from './durable-file.ts';
import { checkpointPath } from './folder-layout.ts';
import { cannotOpen, changedByOthers, explainWriteFailure, JournalError } from './journal-error.ts';
import { chainStart, encodeBatch, journalHead } from './journal-format.ts';
import { isCurrent, readJournal, type JournalReading } from './journal-reading.ts';
import { decodeText, type OnRecord } from './journal-scan.ts';
import { dropTail } from './torn-tail.ts';

/** The contents of a journal: its entries, in order. */
export interface JournalData<Entry> {
  entries: Entry[];
  /** Number of earlier entries, which are on disk and stored elsewhere in memory. Default: none. */
  from?: number;
}

/**
 * A lowdb adapter that appends. `write(data)` adds the entries that are not in the file yet as one
 * batch, and resolves when they are flushed and the checkpoint file covers them. `read()` returns the
 * entries of every complete batch. A journal that is written before it is read is a new one.
 *
 * Reading changes nothing: the journal is compared with its checkpoint file first. A tail that a
 * crash left is moved aside by `prepare()`, at the latest before the first write.
 *
 * A failed write is never retried: after a failed fsync, the page cache may hold data that the disk
 * does not. All later writes fail; only a restart, which reads the disk, can tell what was written.
 */
export class JournalFile<Entry> implements Adapter<JournalData<Entry>> {
  readonly path: string;
  /** For each batch on disk, the number of entries up to its end. */
  batchEnds: number[] = [];
  /**
   * Over the entries of a raffle's journal. `prepareBatch` runs during the flush of a batch; nothing of
   * it may be published before the write resolves.
   */
  log: Pick<MerkleLog, 'prepareBatch' | 'root'> | undefined;
  /** No more writes are expected, so the files stay closed until there is one. */
  isFinished = false;
  /** The checkpoint file as it was when the journal was read. */
  found: StoredCheckpoint = { status: 'missing' };
  readonly #codec: Codec<Entry>;
  readonly #warn: (message: string) => void;
  readonly #checkpointFile: CheckpointFile;
  #handle: FileHandle | undefined;
  /** End of the last complete batch; undefined until the file exists. */
  #size: number | undefined;
  #inode = 0;
  /** Bytes after the last complete batch, left by a crash. */
  #tail: Uint8Array = new Uint8Array();
  #chain = chainStart;
  #written = 0;
  #isWriting = false;
  #failure: unknown;

  /** @param warn Takes a sentence for the operator, about a tail that was moved aside. */
  constructor(path: string, codec: Codec<Entry>, warn: (message: string) => void = () => {}) {
    this.path = path;
    this.#codec = codec;
    this.#warn = warn;
    this.#checkpointFile = new CheckpointFile(checkpointPath(path));
  }

  /** @throws {JournalError} as `readJournal`. Nothing was changed. */
  async read(): Promise<JournalData<Entry>> {
    const entries: Entry[] = [];
    const decode = this.#codec.createDecoder();
    await this.readRecords((...text) => entries.push(decode(decodeText(...text))));
    return { entries, from: 0 };
  }

  /** As `read()`. `onRecord`: see `readJournal`. @returns The number of records. */
  async readRecords(onRecord: OnRecord): Promise<number> {
    this.found = await this.#checkpointFile.read();
    this.#begin(await readJournal(this.path, this.found, onRecord));
    return this.#written;
  }

  /** Instead of `read()`: takes what was read before, unless the files have changed since. */
  async adopt(reading: JournalReading): Promise<boolean> {
    this.found = await this.#checkpointFile.read();
    if (!(await isCurrent(reading, this.path, this.found))) return false;
    this.#begin(reading);
    return true;
  }

  #begin({ tail, validBytes, status, chain, batchEnds }: JournalReading): void {
    this.#tail = tail;
    this.#size = validBytes;
    this.#inode = Number(status.inode);
    this.#chain = chain;
    this.#written = batchEnds.at(-1) ?? 0;
    this.batchEnds = batchEnds;
  }

  /** Whether `prepare()` would change neither the journal nor its checkpoint file. */
  get isUpToDate(): boolean {
    if (this.found.status !== 'readable' || this.#tail.length > 0) return false;
    const { entries, root, or } = this.found.checkpoint;
    return entries === this.#written && root === this.#durableRoot && or === undefined;
  }

  /**
   * Prepares the journal for its next write: moves a damaged tail aside, opens the files, and brings
   * the checkpoint file up to date.
   *
   * @throws {JournalError} `unwritable`.
   */
  async prepare(): Promise<void> {
    if (this.#size === undefined || this.#handle !== undefined) return;
    const handle = await this.#open(this.#size);
    if (this.#tail.length > 0) {
      this.#warn(await dropTail({ path: this.path, handle, end: this.#size, tail: this.#tail }));
      this.#tail = new Uint8Array();
    }
    if (this.found.status === 'readable' && this.found.isWhole) {
      await this.#checkpointFile.open();
      if (!this.isUpToDate) this.#checkpointFile.write(this.#checkpoint(this.#durableRoot));
    } else {
      await this.#checkpointFile.create(this.#checkpoint(this.#durableRoot));
      this.found = await this.#checkpointFile.read();
    }
  }

  /** Closes the files until the next write. While one runs they stay open. */
  async release(): Promise<void> {
    if (!this.#isWriting) await this.#closeFiles();
  }

  async #closeFiles(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    // Both at once: a write that comes meanwhile opens both files again, and they must stay open.
    await Promise.all([handle?.close(), this.#checkpointFile.close()]);
  }

  /** @throws {JournalError} `unwritable`, `in-use`; what the disk answered. */
  async write({ entries, from = 0 }: JournalData<Entry>): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const isNew = this.#size === undefined;
    const added = entries.slice(this.#written - from);
    if (added.length === 0 && !isNew) return;
    const texts = added.map((entry, offset) => this.#codec.encode(entry, this.#written + offset));
    const batch = encodeBatch(texts, this.#chain);
    this.#isWriting = true;
    try {
      if (isNew) await this.#put(Buffer.concat([journalHead, batch.bytes]), { isNew });
      const root = isNew ? this.log?.prepareBatch() : await this.#append(batch.bytes);
      this.#chain = batch.chain;
      this.#written += added.length;
      if (isNew) await this.#checkpointFile.create(this.#checkpoint(root));
      else this.#checkpointFile.write(this.#checkpoint(root));
    } catch (cause) {
      this.#failure = explainWriteFailure(this.path, batch.bytes.length, cause);
      throw this.#failure;
    } finally {
      this.#isWriting = false;
    }
    if (added.length > 0) this.batchEnds.push(this.#written);
  }

  /**
   * Replaces the journal by one of these entries, completely or not at all. No write may be running.
   * Until the new file is in its place for good, the checkpoint allows either file.
   */
  async replace(entries: readonly Entry[]): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const batch = encodeBatch(entries.map(this.#codec.encode), chainStart);
    try {
      await this.prepare();
      const next = { entries: entries.length, chain: batch.chain };
      this.#checkpointFile.write({ ...next, or: this.#checkpoint(undefined) });
      await this.#checkpointFile.flush();
      await this.#handle?.close();
      await this.#put(Buffer.concat([journalHead, batch.bytes]), { isNew: false });
      this.#checkpointFile.write(next);
    } catch (cause) {
      this.#failure = explainWriteFailure(this.path, batch.bytes.length, cause);
      throw this.#failure;
    }
    this.#chain = batch.chain;
    this.#written = entries.length;
    this.batchEnds = entries.length > 0 ? [entries.length] : [];
  }

  /** Closes the files for good. Later writes fail. */
  async close(): Promise<void> {
    this.#failure ??= new JournalError('unwritable', `${this.path} is closed.`);
    await this.#closeFiles();
  }

  /** The file appears complete with its first batch, or not at all. */
  async #put(bytes: Buffer, { isNew }: { isNew: boolean }): Promise<void> {
    await writeFileAtomically(this.path, bytes, { isNew });
    this.#handle = await open(this.path, 'r+');
    this.#size = bytes.length;
    this.#inode = (await this.#handle.stat()).ino;
  }

  async #append(bytes: Buffer): Promise<string | undefined> {
    if (this.#handle === undefined) await this.prepare();
    const [handle, end] = [this.#handle, this.#size];
    if (handle === undefined || end === undefined) throw new TypeError(`${this.path} is not open.`);
    // Fencing: the inode at the path and its size must match our last write.
    const now = statSync(this.path);
    if (now.ino !== this.#inode || now.size !== end) throw changedByOthers(this.path);
    let done = 0;
    while (done < bytes.length) {
      done += writeSync(handle.fd, bytes, done, bytes.length - done, end + done);
    }
    const flushed = handle.datasync();
    let root: string | undefined;
    try {
      root = this.log?.prepareBatch();
    } finally {
      await flushed;
    }
    this.#size = end + bytes.length;
    return root;
  }

  /** Opens the file as it was when it was read or written last. */
  async #open(expectedSize: number): Promise<FileHandle> {
    const handle = await open(this.path, 'r+').catch((cause) => {
      throw cannotOpen(this.path, cause);
    });
    this.#handle = handle;
    const { ino, size } = await handle.stat();
    if (ino !== this.#inode || size !== expectedSize + this.#tail.length) {
      throw changedByOthers(this.path);
    }
    return handle;
  }

  /** The Merkle root over the entries on disk, without those of a batch that is to be written. */
  get #durableRoot(): string | undefined {
    return this.log?.root(this.#written);
  }

  #checkpoint(root: string | undefined): Checkpoint {
    const state = { entries: this.#written, chain: this.#chain };
    return root === undefined ? state : { ...state, root };
  }
}
