import { closeSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import AsyncLock from 'async-lock';
import { Low } from 'lowdb';
import { jsonCodec, type Codec } from '../codecs.ts';
import { syncFolder } from './durable-file.ts';
import {
  checkpointPath,
  findRaffleIds,
  isFromBefore,
  isUnused,
  readRepairs,
} from './folder-layout.ts';
import { lockFolder } from './folder-lock.ts';
import { JournalFile, type JournalData } from './journal-file.ts';
import { decodeText } from './journal-scan.ts';

/** Settings that all journals of a data folder share. */
export interface DataFolderOptions {
  /** Number of changes of one journal that may wait before more are refused as `overloaded`. */
  readonly waitingMax?: number;
  /** Runs when a journal has failed; the process must end. */
  readonly onFailure?: (cause: unknown) => void;
  /** Runs when a listener of a store throws. The change it was called for is durable and answered. */
  readonly onListenerError?: (cause: unknown) => void;
  /** Takes warnings for the operator, such as a damaged tail that was moved aside. */
  readonly logger?: { warn(message: string): void };
}

/** What a commit queue needs beside its rules. */
export interface QueueSettings extends DataFolderOptions {
  readonly lock: AsyncLock;
  readonly lockKey: string;
  /** Runs before a batch is taken, so that requests already received join it. */
  readonly yieldBeforeBatch?: () => Promise<unknown>;
}

/** A lowdb database whose adapter is a journal file. */
export class Journal<Entry> extends Low<JournalData<Entry>> {
  readonly file: JournalFile<Entry>;

  constructor(file: JournalFile<Entry>, entries: Entry[] = []) {
    super(file, { entries });
    this.file = file;
  }

  /**
   * Replaces the journal by one of these entries, completely or not at all, also in a power cut. No
   * write may be running.
   */
  async replace(entries: Entry[]): Promise<Journal<Entry>> {
    await this.file.replace(entries);
    return new Journal(this.file, entries);
  }
}

/** Instead of `db.read()`: passes the entries, plain JSON, on and does not keep them. */
async function readEach<Entry>(db: Journal<Entry>, onEntry: (entry: Entry) => void): Promise<void> {
  const decode = jsonCodec<Entry>().createDecoder();
  const from = await db.file.readRecords((...text) => onEntry(decode(decodeText(...text))));
  db.data = { entries: [], from };
}

type OpenJournal = Pick<
  JournalFile<unknown>,
  'prepare' | 'release' | 'close' | 'isFinished' | 'isUpToDate'
>;

/** A data folder, locked for this process. The lock ends with the process, however that ends. */
export class DataFolder {
  readonly path: string;
  /** Whether the folder never held a raffle. */
  readonly isFresh: boolean;
  readonly #lockFd: number;
  readonly #settings: Omit<QueueSettings, 'lockKey'>;
  readonly #files = new Map<string, OpenJournal>();
  /** Writes the journals that the version before did not have. */
  readonly #additions: (() => Promise<void>)[] = [];
  #isClosed = false;

  private constructor(path: string, lockFd: number, options: DataFolderOptions) {
    this.path = path;
    this.isFresh = isUnused(path);
    this.#lockFd = lockFd;
    this.#settings = {
      ...options,
      lock: new AsyncLock({ maxPending: Infinity }),
      yieldBeforeBatch: yieldToEventLoop,
    };
  }

  /** @throws {JournalError} `in-use`, `unwritable`. */
  static open(path: string, options: DataFolderOptions = {}): DataFolder {
    const lockFd = lockFolder(path);
    try {
      return new DataFolder(path, lockFd, options);
    } catch (error) {
      closeSync(lockFd);
      throw error;
    }
  }

  /** The ids of the raffles that have a journal here. Errors: as `findRaffleIds`. */
  raffleIds(): string[] {
    return findRaffleIds(this.path);
  }

  /**
   * Opens a journal that every data folder has. Makes it in a new folder, and by `prepare()` in one of
   * an earlier version that did not have it.
   *
   * @param onEntry Takes the entries, which the journal then does not keep. Default: it keeps them.
   */
  async openOwnJournal<Entry>(
    name: string,
    onEntry?: (entry: Entry) => void,
  ): Promise<Journal<Entry>> {
    const isThere = existsSync(join(this.path, name));
    const isFirst = !this.isFresh && isFromBefore(name, this.path);
    const db = this.newJournal(name, jsonCodec<Entry>());
    if (isThere || !(this.isFresh || isFirst))
      await (onEntry === undefined ? db.read() : readEach(db, onEntry));
    else if (isFirst) this.#additions.push(() => this.#add(name, db));
    else await db.write();
    return db;
  }

  async #add(name: string, db: { write(): Promise<void> }): Promise<void> {
    await db.write();
    this.warn(
      `${this.path} had no ${name}, as folders of earlier versions, so an empty one was made.`,
    );
  }

  /** A journal that is to be read, or whose file is made by its first write. */
  newJournal<Entry>(name: string, codec: Codec<Entry>): Journal<Entry> {
    const path = join(this.path, name);
    const warn = (message: string) => this.#settings.logger?.warn(message);
    const file = new JournalFile(path, codec, warn);
    this.#files.set(path, file);
    return new Journal(file);
  }

  /**
   * Prepares every journal that was opened for its next write, and completes the checkpoint files.
   * To be called when all journals were read, so that a folder that is refused is not changed, and
   * before requests are accepted, so that no purchase lacks a file descriptor.
   */
  async prepare(): Promise<void> {
    for (const repair of readRepairs(this.path)) {
      this.#settings.logger?.warn(`This data folder was repaired: ${repair}`);
    }
    for (const add of this.#additions.splice(0)) await add();
    for (const file of this.#files.values()) {
      if (!file.isFinished || !file.isUpToDate) await file.prepare();
      if (file.isFinished) await file.release();
    }
  }

  /** Deletes a journal and its other files for good. Missing files are no error. */
  async discardJournal(name: string): Promise<void> {
    const path = join(this.path, name);
    await this.#files.get(path)?.close();
    this.#files.delete(path);
    const folder = dirname(path);
    const checkpoint = checkpointPath(path);
    const torn = readdirSync(folder)
      .map((file) => join(folder, file))
      .filter((file) => [path, checkpoint].some((whose) => file.startsWith(`${whose}.torn-`)));
    const files = [path, `${path}.draft`, checkpoint, `${checkpoint}.draft`, ...torn];
    for (const file of files) rmSync(file, { force: true });
    await syncFolder(folder);
  }

  /** The settings of the queue of one journal. Queues with the same name share a lock. */
  queueSettings(name: string): QueueSettings {
    return { ...this.#settings, lockKey: name };
  }

  /** Warns the operator. */
  warn(message: string): void {
    this.#settings.logger?.warn(message);
  }

  reportListenerError(cause: unknown): void {
    this.#settings.onListenerError?.(cause);
  }

  /** Closes every file and releases the lock, then throws if a file could not be closed. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const closing = [...this.#files.values()].map((file) => file.close());
    const outcomes = await Promise.allSettled(closing);
    closeSync(this.#lockFd);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
