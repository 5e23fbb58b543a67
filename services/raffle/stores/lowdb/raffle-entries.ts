import type { Entry, TicketSold } from '../../domain/entries.ts';
import { isOpened, unopened, type Raffle } from '../../domain/raffle.ts';

/** Entries that are not sales, by their index in the log. */
export type OtherEntries = Map<number, Exclude<Entry, TicketSold>>;

/**
 * The durable entries of a raffle's log. Sales are in the raffle's pool, which stores them in little
 * memory, so only the others are here.
 */
export class RaffleEntries {
  readonly #others: OtherEntries;
  #raffle: Raffle;

  /**
   * @param raffle The fold over those that were read from the journal. Default: none.
   * @param others Those of them that are not sales.
   */
  constructor(raffle: Raffle = unopened, others: OtherEntries = new Map()) {
    this.#raffle = raffle;
    this.#others = others;
  }

  /** The fold over the entries. */
  get raffle(): Raffle {
    return this.#raffle;
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
