import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import AsyncLock from 'async-lock';
import { tryLock } from 'fs-native-extensions';
import { Low } from 'lowdb';
import { jsonCodec, type Codec } from '../codecs.ts';
import { syncFolder } from './durable-file.ts';
import {
  checkpointPath,
  findRaffleIds,
  isUnused,
  rafflesFolder,
  readRepairs,
} from './folder-layout.ts';
import { codeOf, JournalError } from './journal-error.ts';
import { JournalFile, type JournalData } from './journal-file.ts';

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
    const lockFd = openLockFile(path);
    try {
      requireLock(path, lockFd);
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

  /** Opens a journal that every data folder has; makes it in a new folder only. */
  async openOwnJournal<Entry>(name: string): Promise<Journal<Entry>> {
    const isThere = existsSync(join(this.path, name));
    if (isThere || !this.isFresh) return this.openJournal(name, jsonCodec<Entry>());
    const db = this.newJournal(name, jsonCodec<Entry>());
    await db.write();
    return db;
  }

  /**
   * Reads an existing journal.
   *
   * @param onText As in the constructor of `JournalFile`.
   * @throws {JournalError} as `JournalFile.read`.
   */
  async openJournal<Entry>(
    name: string,
    codec: Codec<Entry>,
    onText?: (text: string) => void,
  ): Promise<Journal<Entry>> {
    const db = this.newJournal(name, codec, onText);
    await db.read();
    return db;
  }

  /** A journal whose file is made by its first write. */
  newJournal<Entry>(
    name: string,
    codec: Codec<Entry>,
    onText?: (text: string) => void,
  ): Journal<Entry> {
    const path = join(this.path, name);
    const warn = (message: string) => this.#settings.logger?.warn(message);
    const file = new JournalFile(path, codec, warn, onText);
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

/** @throws {JournalError} another process has the folder, or its file system has no locks. */
function requireLock(path: string, lockFd: number): void {
  let isOurs: boolean;
  try {
    isOurs = tryLock(lockFd);
  } catch (cause) {
    throw new JournalError(
      'unwritable',
      `The file system of the data folder ${path} has no file locks (${codeOf(cause)}), so nothing would keep a second service from writing there. Use a folder on another one, such as a local disk.`,
      { cause },
    );
  }
  if (isOurs) return;
  throw new JournalError(
    'in-use',
    `Another raffle service is using ${path}. Stop it, or give this one its own RAFFLE_DATA_DIR.`,
  );
}

function openLockFile(path: string): number {
  try {
    const raffles = join(path, rafflesFolder);
    const made = mkdirSync(raffles, { recursive: true, mode: 0o700 });
    if (made !== undefined) flushNewFolders(made, raffles);
    return openSync(join(path, 'lock'), 'a', 0o600);
  } catch (cause) {
    throw new JournalError(
      'unwritable',
      `The data folder ${path} cannot be written: ${codeOf(cause)}.`,
      { cause },
    );
  }
}

/** Flushes the parents of the folders from `first` down to `last`, which were just made. */
function flushNewFolders(first: string, last: string): void {
  if (process.platform === 'win32') return;
  const top = dirname(resolve(first));
  for (let folder = resolve(last); folder !== top;) {
    folder = dirname(folder);
    const fd = openSync(folder, 'r');
    fsyncSync(fd);
    closeSync(fd);
  }
}
