import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import AsyncLock from 'async-lock';
import { tryLock } from 'fs-native-extensions';
import { Low } from 'lowdb';
import { JournalFile, jsonCodec, syncFolder, type Codec, type Log } from './journal-file.ts';
import { JournalUnusable } from './journal-unusable.ts';
import { KeptCheckpoint } from './kept-checkpoint.ts';

/** The journal that lists the raffles; the last to be made in a fresh folder. */
export const catalogueName = 'catalogue.journal';
export const rafflesFolder = 'raffles';

/** What every journal of one data folder shares. */
export interface DataFolderOptions {
  /** How many changes of one journal may wait before more are refused as `overloaded`. */
  readonly waitingMax?: number;
  /** Runs once a journal has failed; the process must end. */
  readonly onFailure?: (cause: unknown) => void;
}

/** A database over a journal. */
export type Journal<Entry> = Low<Log<Entry>> & { readonly adapter: JournalFile<Entry> };

export interface Guard extends DataFolderOptions {
  readonly lock: AsyncLock;
  readonly lockKey: string;
  /**
   * Runs before a batch is taken. A turn of the event loop brings along what the sockets hold
   * already, and a larger batch costs less for each change.
   */
  readonly gather?: () => Promise<unknown>;
}

const gather = (): Promise<unknown> => new Promise(setImmediate);

/** A folder that one process owns while it lives. The lock goes with the process, however it ends. */
export class DataFolder {
  readonly path: string;
  /** Whether no raffle was ever kept here. */
  readonly isFresh: boolean;
  readonly #lockFd: number;
  readonly #options: Omit<Guard, 'lockKey'>;
  readonly #files = new Map<string, { close(): void | Promise<void> }>();

  private constructor(path: string, lockFd: number, options: DataFolderOptions) {
    this.path = path;
    this.isFresh = !existsSync(join(path, catalogueName)) && this.raffleIds().length === 0;
    this.#lockFd = lockFd;
    this.#options = { ...options, lock: new AsyncLock({ maxPending: Infinity }), gather };
  }

  /** @throws {JournalUnusable} another process has the folder, or it cannot be written. */
  static open(path: string, options: DataFolderOptions = {}): DataFolder {
    const lockFd = openLockFile(path);
    if (!tryLock(lockFd)) {
      closeSync(lockFd);
      throw new JournalUnusable(
        'in-use',
        `Another raffle service is using ${path}. Stop it, or give this one its own RAFFLE_DATA_DIR.`,
      );
    }
    try {
      return new DataFolder(path, lockFd, options);
    } catch (error) {
      closeSync(lockFd);
      throw error;
    }
  }

  /**
   * The raffles that have a journal here, listed or not, or a checkpoint of one that is gone.
   *
   * @throws {JournalUnusable} a file is called like a journal, and no raffle can be called so.
   */
  raffleIds(): string[] {
    const names = readdirSync(join(this.path, rafflesFolder));
    const ids = names.flatMap((name) => {
      const id = /^(.*)\.(?:journal|checkpoint)$/.exec(name)?.[1];
      if (id === undefined || isFileName(id)) return id ?? [];
      throw new JournalUnusable(
        'damaged',
        `${join(this.path, rafflesFolder, name)} is no raffle's file: nothing here gives it that name, as a copy by hand may have. Nothing was changed. Move it out of the data folder and start again.`,
      );
    });
    return [...new Set(ids)];
  }

  /** A journal that every data folder has: begun in a fresh one, and never again. */
  async ownJournal<Entry>(name: string): Promise<Low<Log<Entry>>> {
    const isThere = existsSync(join(this.path, name));
    if (isThere || !this.isFresh) return this.openJournal(name, jsonCodec<Entry>());
    const db = this.newJournal(name, jsonCodec<Entry>());
    await db.write();
    return db;
  }

  /** Puts a journal of these entries in the place of another, whole or not at all. */
  async replaceJournal<Entry>(name: string, entries: Entry[]): Promise<Journal<Entry>> {
    const path = join(this.path, name);
    await this.#files.get(path)?.close();
    rmSync(`${path}.next`, { force: true });
    const next = new JournalFile(`${path}.next`, jsonCodec<Entry>());
    await next.write({ entries });
    await next.close();
    renameSync(`${path}.next`, path);
    // What is confirmed from now on is in this file: after a power cut the other must not be back.
    await syncFolder(dirname(path));
    return this.openJournal(name, jsonCodec<Entry>());
  }

  /** A journal that is there. */
  async openJournal<Entry>(name: string, codec: Codec<Entry>): Promise<Journal<Entry>> {
    const db = this.newJournal(name, codec);
    await db.read();
    return db;
  }

  /** A journal whose file its first write makes. */
  newJournal<Entry>(name: string, codec: Codec<Entry>): Journal<Entry> {
    const path = join(this.path, name);
    const file = new JournalFile(path, codec);
    this.#files.set(path, file);
    return new Low<Log<Entry>>(file, { entries: [] }) as Journal<Entry>;
  }

  /** A checkpoint that is let go with the folder. */
  keptCheckpoint(name: string): KeptCheckpoint {
    const kept = new KeptCheckpoint(join(this.path, name));
    this.#files.set(kept.path, kept);
    return kept;
  }

  /** Deletes files, for good. Those that are gone already need no deleting. */
  async discard(names: readonly string[]): Promise<void> {
    for (const path of names.map((name) => join(this.path, name))) {
      await this.#files.get(path)?.close();
      this.#files.delete(path);
      rmSync(path, { force: true });
    }
    for (const folder of new Set(names.map((name) => dirname(join(this.path, name))))) {
      await syncFolder(folder);
    }
  }

  /** How the journal called `name` is guarded: what a commit queue needs beside its rules. */
  guard(name: string): Guard {
    return { ...this.#options, lockKey: name };
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close();
    closeSync(this.#lockFd);
  }
}

/** Whether a raffle with this id has files: only what is no path, and no other file's copy. */
export function isFileName(id: string): boolean {
  return /^[\w-]+$/.test(id);
}

function openLockFile(path: string): number {
  try {
    mkdirSync(join(path, rafflesFolder), { recursive: true, mode: 0o700 });
    return openSync(join(path, 'lock'), 'a', 0o600);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new JournalUnusable('unwritable', `The data folder ${path} cannot be written: ${code}.`, {
      cause,
    });
  }
}
