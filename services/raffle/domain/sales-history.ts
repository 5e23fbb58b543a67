import type { TicketSold, TicketVoided } from './entries.ts';
import { NumberHeap } from './number-heap.ts';

/** A void, with its log index and that of the sale which it voids. */
export interface VoidedSale {
  readonly entry: TicketVoided;
  readonly index: number;
  readonly sale: number;
}

/** Longer lists grow in place, which reserves memory for 16 more items. */
const exactListLengthMax = 8;

/**
 * Every sale and void of a raffle, which only grows. Sales have positions from 0, in log order, and so
 * have voids; a pool is a view of the first ones of each.
 */
export class SalesHistory {
  readonly tickets: TicketSold[] = [];
  /** Log index of each sale, ascending. */
  readonly indexes: number[] = [];
  /** In log order. */
  readonly voids: VoidedSale[] = [];
  /** For each voided sale, the position of its void. */
  readonly voidOf = new Map<number, number>();
  /** Newest sale of each ticket number; number 1 is at 0. */
  readonly newestSales: number[] = [];
  /** The sale of the same number before this one. Only of numbers that were sold again. */
  readonly earlierSales = new Map<number, number>();
  /** Most holders have one ticket. It is stored without a list, which would double the memory. */
  readonly #byHolder = new Map<string, number | number[]>();
  /** Voided numbers that are not sold again. */
  readonly #free = new NumberHeap();

  /** Adds the sale of the lowest free number. */
  addSale(ticket: TicketSold, index: number): void {
    const sale = this.tickets.length;
    this.tickets.push(ticket);
    this.indexes.push(index);
    const place = ticket.number - 1;
    const earlier = this.newestSales[place];
    if (earlier === undefined) {
      this.newestSales.push(sale);
    } else {
      this.earlierSales.set(sale, earlier);
      this.newestSales[place] = sale;
      this.#free.pop();
    }
    const held = this.#byHolder.get(ticket.holder);
    this.#byHolder.set(ticket.holder, held === undefined ? sale : append(held, sale));
  }

  /** @param sale Position of the sale to void, which is valid. */
  addVoid(entry: TicketVoided, { sale, index }: { sale: number; index: number }): void {
    this.voidOf.set(sale, this.voids.length);
    this.voids.push({ entry, index, sale: this.indexes[sale] ?? 0 });
    this.#free.push(entry.number);
  }

  /** The lowest number that is not sold. */
  get nextNumber(): number {
    return this.#free.lowest ?? this.newestSales.length + 1;
  }

  /** The numbers that the next sales take, ascending. */
  nextNumbers(quantity: number): number[] {
    const numbers = this.#free.lowestOf(quantity);
    for (let next = this.newestSales.length + 1; numbers.length < quantity; next += 1) {
      numbers.push(next);
    }
    return numbers;
  }

  /** Positions of the sales to one holder, ascending. */
  salesOf(holder: string): readonly number[] {
    const held = this.#byHolder.get(holder) ?? [];
    return Array.isArray(held) ? held : [held];
  }
}

/** `concat` allocates exactly the memory it needs; a spread reserves as much as `push`. */
function append(held: number | number[], sale: number): number[] {
  const sales = Array.isArray(held) ? held : [held];
  if (sales.length < exactListLengthMax) return sales.concat([sale]);
  sales.push(sale);
  return sales;
}
