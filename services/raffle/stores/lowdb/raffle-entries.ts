import type { Entry, TicketSold } from '../../domain/entries.ts';
import { evolve, isOpened, unopened, type Raffle } from '../../domain/raffle.ts';
import { createEntryDecoder } from '../codecs.ts';
import type { MerkleLog } from '../merkle-log.ts';
import { readSaleLine } from '../sale-line.ts';

/**
 * The durable entries of a raffle's log. Sales are in the raffle's pool, which stores them in little
 * memory, so only the others are here.
 */
export class RaffleEntries {
  readonly #log: MerkleLog;
  readonly #others = new Map<number, Exclude<Entry, TicketSold>>();
  /** For the lines that are not sales to participants. */
  readonly #decode = createEntryDecoder();
  #raffle: Raffle = unopened;

  /** @param log Empty; the entries of the journal are appended to it. */
  constructor(log: MerkleLog) {
    this.#log = log;
  }

  /** The fold over the entries. */
  get raffle(): Raffle {
    return this.#raffle;
  }

  /**
   * Adds an entry that is on disk, by its line in the journal.
   *
   * @param requireFirst Throws if the log must not begin with this entry.
   * @throws {TypeError} It cannot follow the entries before.
   */
  restore(text: string, requireFirst: (entry: Entry) => void): void {
    const line = readSaleLine(text);
    const entry = line?.sale ?? this.#decode(text);
    if (this.#raffle.version === 0) requireFirst(entry);
    const next = evolve(this.#raffle, entry);
    this.#log.restore(entry, line?.leaf);
    this.add([entry], next);
  }

  /** @param next The fold with these entries, which are durable. */
  add(entries: readonly Entry[], next: Raffle): void {
    let index = next.version - entries.length;
    for (const entry of entries) {
      if (entry.type !== 'ticket-sold') this.#others.set(index, entry);
      index += 1;
    }
    this.#raffle = next;
  }

  at(index: number): Entry | undefined {
    const other = this.#others.get(index);
    if (other !== undefined || !isOpened(this.#raffle)) return other;
    return this.#raffle.pool.saleAt(index)?.ticket;
  }

  /** The entries `[from, to)`, as far as they exist. */
  slice(from: number, to: number): Entry[] {
    const entries: Entry[] = [];
    const end = Math.min(to, this.#raffle.version);
    for (let index = Math.max(0, from); index < end; index += 1) {
      const entry = this.at(index);
      if (entry !== undefined) entries.push(entry);
    }
    return entries;
  }
}
