import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findRaffleIds, raffleJournalName } from './folder-layout.ts';
import type { JournalReading } from './journal-reading.ts';
import type { RestoredParts } from './restored-raffle.ts';

/** What a thread has read of a raffle's journal. */
export interface EarlyReading {
  readonly journal: JournalReading;
  readonly parts: RestoredParts;
}

/** What the thread sends for each journal. No `reading`: the journal cannot be used. */
export interface ThreadMessage {
  readonly path: string;
  readonly reading: EarlyReading | undefined;
}

/** Smaller journals take less time than a thread needs to begin: about 15,000 entries. */
const usualBytesMin = 4 * 2 ** 20;

/** The program of the thread is beside this file, among the sources and in the build. */
const extension = extname(import.meta.filename);

export interface JournalThreadOptions {
  /** Smaller journals are left to the main thread. */
  readonly bytesMin?: number;
  /** With one core a thread saves no time. Default: those that this process may use. */
  readonly coreCount?: number;
  /** Path of the program. */
  readonly program?: string;
}

/**
 * A thread that reads large journals of raffles while the main thread loads the service. It begins
 * before the folder is locked, so its readings are used only if the files have not changed since.
 */
export class JournalThread {
  readonly #readings = new Map<string, Promise<EarlyReading | undefined>>();
  readonly #worker: Worker;
  /** Why it ended before it had read all journals. */
  #failure: unknown;

  private constructor(paths: readonly string[], program: string) {
    // Options of the process, as for source maps, would make the built thread read megabytes.
    const options = extension === '.js' ? { execArgv: [] } : {};
    this.#worker = new Worker(program, { ...options, workerData: paths });
    this.#worker.on('error', (cause) => (this.#failure = cause));
    const resolvers = new Map<string, (reading: EarlyReading | undefined) => void>();
    for (const path of paths) {
      this.#readings.set(path, new Promise((resolve) => resolvers.set(path, resolve)));
    }
    this.#worker.on('message', ({ path, reading }: ThreadMessage) => {
      resolvers.get(path)?.(reading);
    });
    this.#worker.on('exit', () => {
      for (const resolve of resolvers.values()) resolve(undefined);
    });
    // A start that fails does not wait for it.
    this.#worker.unref();
  }

  /** Begins to read the large journals of a folder; undefined if no thread would save time. */
  static begin(
    folder: string,
    {
      bytesMin = usualBytesMin,
      coreCount = availableParallelism(),
      program = join(import.meta.dirname, `read-journals${extension}`),
    }: JournalThreadOptions = {},
  ): JournalThread | undefined {
    try {
      const isLarge = (path: string) =>
        (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= bytesMin;
      const paths = findRaffleIds(folder).map((id) => join(folder, raffleJournalName(id)));
      const large = paths.filter(isLarge);
      const isUseful = large.length > 0 && coreCount > 1;
      return isUseful ? new JournalThread(large, program) : undefined;
    } catch {
      // The main thread meets the same error and explains it, or needs no thread.
      return undefined;
    }
  }

  /** What it has read of a journal; undefined if it does not read it or cannot. */
  async take(path: string): Promise<EarlyReading | undefined> {
    const reading = this.#readings.get(path);
    if (reading === undefined) return undefined;
    this.#readings.delete(path);
    this.#worker.ref();
    try {
      return await reading;
    } finally {
      this.#worker.unref();
    }
  }

  /** Why it ended before it had read all journals; undefined if it did not. */
  get failure(): unknown {
    return this.#failure;
  }
}
