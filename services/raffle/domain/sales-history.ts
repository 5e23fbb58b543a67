import type { TicketSold, TicketVoided } from './entries.ts';
import { grow, HolderIndex, type HolderIndexParts } from './holder-index.ts';
import { NumberHeap } from './number-heap.ts';
import type { SaleRow } from './sale-row.ts';
import { SalesTable, type SalesTableParts } from './sales-table.ts';

/** A void, with its log index and that of the sale which it voids. */
export interface VoidedSale {
  readonly entry: TicketVoided;
  readonly index: number;
  readonly sale: number;
}

/** The contents of a history, which another thread can take over. */
export interface SalesHistoryParts extends Pick<
  SalesHistory,
  'indexes' | 'newestSales' | 'numberCount' | 'voids' | 'voidOf' | 'earlierSales'
> {
  readonly sales: SalesTableParts;
  readonly holders: HolderIndexParts;
  readonly free: number[];
}

/**
 * Every sale and void of a raffle, which only grows. Sales have positions from 0, in log order, and so
 * have voids; a pool is a view of the first ones of each. Numbers are in arrays of 32 bits, which take
 * half of the memory of lists, and may have zeros at their end.
 */
export class SalesHistory {
  readonly sales: SalesTable;
  /** Log index of each sale, ascending. */
  indexes: Uint32Array<ArrayBuffer>;
  /** Newest sale of each ticket number; number 1 is at 0. */
  newestSales: Uint32Array<ArrayBuffer>;
  /** The highest number that was ever sold; 0 if there is none. */
  numberCount: number;
  /** In log order. */
  readonly voids: VoidedSale[];
  /** For each voided sale, the position of its void. */
  readonly voidOf: Map<number, number>;
  /** The sale of the same number before this one. Only of numbers that were sold again. */
  readonly earlierSales: Map<number, number>;
  readonly #holders: HolderIndex;
  /** Voided numbers that are not sold again. */
  readonly #free: NumberHeap;

  constructor(parts?: SalesHistoryParts) {
    this.sales = new SalesTable(parts?.sales);
    this.indexes = parts?.indexes ?? new Uint32Array(16);
    this.newestSales = parts?.newestSales ?? new Uint32Array(16);
    this.numberCount = parts?.numberCount ?? 0;
    this.voids = parts?.voids ?? [];
    this.voidOf = parts?.voidOf ?? new Map();
    this.earlierSales = parts?.earlierSales ?? new Map();
    this.#holders = new HolderIndex((sale) => this.sales.holderOf(sale), parts?.holders);
    this.#free = new NumberHeap(parts?.free);
  }

  get parts(): SalesHistoryParts {
    const { indexes, newestSales, numberCount, voids, voidOf, earlierSales } = this;
    return {
      sales: this.sales.parts,
      holders: this.#holders.parts,
      free: this.#free.parts,
      indexes,
      newestSales,
      numberCount,
      voids,
      voidOf,
      earlierSales,
    };
  }

  /**
   * Adds the sale of the lowest free number.
   *
   * @throws {TypeError} The ticket has another number. Nothing was added.
   */
  addSale(ticket: TicketSold | SaleRow, index: number): void {
    const free = this.#free.lowest;
    if (ticket.number !== (free ?? this.numberCount + 1)) {
      throw new TypeError(`Ticket ${ticket.number} is not the next one.`);
    }
    const sale = this.sales.length;
    const place = ticket.number - 1;
    if (sale === this.indexes.length) this.indexes = grow(this.indexes);
    if (place === this.newestSales.length) this.newestSales = grow(this.newestSales);
    if (free === undefined) {
      this.numberCount += 1;
    } else {
      this.earlierSales.set(sale, this.newestSales[place] ?? 0);
      this.#free.pop();
    }
    this.sales.push(ticket);
    this.indexes[sale] = index;
    this.newestSales[place] = sale;
    this.#holders.add(ticket.holder);
  }

  /** @param sale Position of the sale to void, which is valid. */
  addVoid(entry: TicketVoided, { sale, index }: { sale: number; index: number }): void {
    this.voidOf.set(sale, this.voids.length);
    this.voids.push({ entry, index, sale: this.indexes[sale] ?? 0 });
    this.#free.push(entry.number);
  }

  /** The numbers that the next sales take, ascending. */
  nextNumbers(quantity: number): number[] {
    const numbers = this.#free.lowest === undefined ? [] : this.#free.lowestOf(quantity);
    for (let next = this.numberCount + 1; numbers.length < quantity; next += 1) {
      numbers.push(next);
    }
    return numbers;
  }

  /** Positions of the sales to one holder, ascending. */
  salesOf(holder: string): readonly number[] {
    return this.#holders.salesOf(holder);
  }
}
