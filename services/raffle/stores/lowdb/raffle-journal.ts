import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Entry } from '../../domain/entries.ts';
import { evolve, isOpened, type OpenedRaffle, type Raffle } from '../../domain/raffle.ts';
import { endsBatch } from '../batch-end.ts';
import type { Listeners } from '../listeners.ts';
import { leafOf } from '../log-tree.ts';
import type { MerkleLog } from '../merkle-log.ts';
import type { PublicLog } from '../raffle-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Journal, QueueSettings } from './data-folder.ts';
import { JournalError } from './journal-error.ts';
import type { RaffleEntries } from './raffle-entries.ts';

/** Receipts made before other requests are handled: about a millisecond. */
const receiptsPerTurn = 50;

export interface RaffleJournalOptions extends QueueSettings {
  readonly db: Journal<Entry>;
  /** Those that were read from the journal. */
  readonly entries: RaffleEntries;
  readonly log: MerkleLog;
  /** Called with the raffle after each batch. */
  readonly listeners: Listeners<OpenedRaffle>;
  /** Takes the journal's file after each batch that few changes or none will follow. */
  readonly onFinished: (file: Journal<Entry>['file']) => void;
}

/** The journal of one raffle, with the queue of its changes and its transparency log. */
export class RaffleJournal {
  readonly queue: CommitQueue<Raffle, Entry>;
  readonly log: MerkleLog;
  /** Whether the catalogue has the raffle, durably. */
  isListed = false;
  readonly #db: Journal<Entry>;
  readonly #entries: RaffleEntries;

  constructor({ log, entries, listeners, ...options }: RaffleJournalOptions) {
    const { db } = options;
    this.#db = db;
    this.#entries = entries;
    this.log = log;
    const { file } = db;
    file.log = log;
    this.queue = new CommitQueue<Raffle, Entry>({
      ...options,
      state: entries.raffle,
      endsBatch,
      evolve: (raffle, entry) => {
        const next = evolve(raffle, entry);
        log.append(entry);
        return next;
      },
      onDurable: (raffle, added) => entries.add(added, raffle),
      onCommit: (raffle) => {
        if (finished.has(raffle.status)) {
          file.isFinished = true;
          options.onFinished(file);
        }
        if (isOpened(raffle)) listeners.notify(raffle);
      },
    });
    file.isFinished = finished.has(this.queue.state.status);
  }

  /** The durable entries of log indexes `[from, to)`, in order. */
  readEntries(from: number, to: number): readonly Entry[] {
    return this.#entries.slice(from, to);
  }

  /** The public log as it is on disk now. */
  publicLog(): PublicLog {
    const size = this.queue.state.version;
    const { log } = this;
    const { file } = this.#db;
    const entries = this.#entries;
    return {
      size,
      get checkpoint() {
        return log.checkpoint(size);
      },
      checkpointOf: async (earlier) => {
        if (!(earlier >= 1 && earlier <= size)) return undefined;
        return firstAbove(file.batchEnds, earlier - 1) === earlier
          ? log.checkpoint(earlier)
          : undefined;
      },
      leaves: async (from, to) => entries.slice(from, Math.min(to, size)).map(leafOf),
      consistency: async (from, to) => log.consistency(from, Math.min(to, size)),
      inclusion: async (index, of) => log.inclusion(index, Math.min(of, size)),
      receipts: async (indexes) => (await this.writtenReceipts(indexes)).map(parseText),
    };
  }

  /** See `Outcome.writtenReceipts`. */
  readonly writtenReceipts: PublicLog['receipts'] = async (indexes) => {
    const size = this.queue.state.version;
    const { file } = this.#db;
    // Taken at once: the log drops them when later batches are written.
    const prepared = indexes.map((index) => this.log.preparedReceipt(index));
    const receipts: string[] = [];
    let made = 0;
    for (const [place, index] of indexes.entries()) {
      // The receipt of an entry that is not durable must not be published.
      const entry = index < size ? this.#entries.at(index) : undefined;
      if (entry === undefined) throw new RangeError(`The log of ${size} has no entry ${index}.`);
      let receipt = prepared[place];
      if (receipt === undefined) {
        made += 1;
        if (made % receiptsPerTurn === 0) await yieldToEventLoop();
        receipt = this.log.makeReceipt(leafOf(entry), index, firstAbove(file.batchEnds, index));
      }
      receipts.push(receipt);
    }
    return receipts;
  };

  /**
   * Requires that the log has the Merkle root of the checkpoint file, and that the service has the
   * key it was signed with.
   *
   * @throws {JournalError} `damaged`; nothing was changed.
   */
  requireSigned(): void {
    const { path, found } = this.#db.file;
    const { entries = 0, root } = found.status === 'readable' ? found.checkpoint : {};
    if (root !== undefined && root !== this.log.root(entries)) {
      throw new JournalError(
        'damaged',
        `${path} has another Merkle root after ${entries} entries than the version of this program that wrote it computed. Nothing was changed. Use that version.`,
      );
    }
    try {
      this.log.requireSigner();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
      throw new JournalError(
        'damaged',
        `${path} was begun with another secret: ${why}. Nothing was changed. Put back the secret that belongs to it.`,
        { cause },
      );
    }
  }
}

/** Raffles with few changes left or none, so that their files need not stay open. */
const finished: ReadonlySet<Raffle['status']> = new Set(['drawn', 'cancelled']);

function parseText(json: string): string {
  return JSON.parse(json);
}

/** The first of ascending numbers that is above `value`, which is below the last one. */
function firstAbove(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((numbers[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return numbers[low] ?? 0;
}
