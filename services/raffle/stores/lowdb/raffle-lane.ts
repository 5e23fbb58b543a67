import type { Entry } from '../../domain/entries.ts';
import { evolve, unopened, type OpenedRaffle, type Raffle } from '../../domain/raffle.ts';
import type { LogSigner } from '../log-signer.ts';
import { leafOf, RaffleLog } from '../raffle-log.ts';
import type { PublicLog } from '../raffle-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Guard, Journal } from './data-folder.ts';
import { JournalUnusable } from './journal-unusable.ts';
import type { KeptCheckpoint } from './kept-checkpoint.ts';

export interface RaffleLaneOptions extends Guard {
  readonly db: Journal<Entry>;
  readonly kept: KeptCheckpoint;
  readonly signer: LogSigner;
  readonly onCommit: (raffle: OpenedRaffle) => void;
}

/** One raffle: its journal, the queue of its changes, and its log as anybody can check it. */
export class RaffleLane {
  readonly queue: CommitQueue<Raffle, Entry>;
  readonly log: RaffleLog;
  readonly #db: Journal<Entry>;
  readonly #kept: KeptCheckpoint;

  constructor({ kept, signer, onCommit, ...options }: RaffleLaneOptions) {
    this.#db = options.db;
    this.#kept = kept;
    this.log = new RaffleLog(signer);
    options.db.adapter.onFlushing = () => {
      const { version } = this.queue.state;
      this.log.prepare(this.#db.data.entries.slice(version), version);
    };
    this.queue = new CommitQueue<Raffle, Entry>({
      ...options,
      initial: unopened,
      evolve: (raffle, entry) => {
        const next = evolve(raffle, entry);
        this.log.append(entry);
        return next;
      },
      onDurable: ({ version }) => this.#keepCheckpoint(version),
      onCommit: (raffle) => onCommit(raffle as OpenedRaffle),
    });
  }

  /** The entries on disk, in order. */
  get entries(): readonly Entry[] {
    return this.#db.data.entries.slice(0, this.queue.state.version);
  }

  publicLog(): PublicLog {
    const size = this.queue.state.version;
    const { entries } = this.#db.data;
    const { log } = this;
    return {
      size,
      get checkpoint() {
        return log.checkpoint(size);
      },
      leaves: async (from, to) => entries.slice(from, Math.min(to, size)).map(leafOf),
      consistency: async (from, to) => log.consistency(from, Math.min(to, size)),
      receipts: async (indexes) => indexes.map((index) => this.#receipt(index)),
    };
  }

  /**
   * Requires that the journal is the log that was signed last, and that we can go on signing it.
   *
   * @throws {JournalUnusable} `damaged`; nothing was changed.
   */
  requireSigned(): void {
    const { version } = this.queue.state;
    try {
      const kept = this.#kept.read();
      if (kept === this.log.checkpoint(version)) return;
      if (kept !== undefined) this.log.requireSame(kept);
      else if (this.#db.adapter.batchEnds.length > 1) throw new Error('that is missing');
      this.log.requireSigner();
    } catch (cause) {
      const why = (cause as Error).message.replace(/\.$/, '');
      throw new JournalUnusable(
        'damaged',
        `${this.#db.adapter.path} does not match the checkpoint signed last, ${this.#kept.path}: ${why}. Nothing was changed. Restore both, and the secret, from a backup.`,
        { cause },
      );
    }
    this.#keepCheckpoint(version);
  }

  #keepCheckpoint(version: number): void {
    if (this.log.size !== version) throw new Error('The log is out of step with its raffle.');
    this.#kept.keep(this.log.checkpoint(version));
  }

  #receipt(index: number): string {
    const size = firstAbove(this.#db.adapter.batchEnds, index);
    return this.log.receipt(this.#db.data.entries[index]!, { index, size });
  }
}

/** The first of ascending numbers that is above `value`; the last one is tried first. */
function firstAbove(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length - 1];
  if (numbers.length > 1 && numbers[high - 1]! <= value) low = high;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (numbers[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return numbers[low]!;
}
