import type { TicketSold, TicketVoided } from './entries.ts';
import type { SaleRow } from './sale-row.ts';
import { SalesHistory, type SalesHistoryParts, type VoidedSale } from './sales-history.ts';
import { isSameSale } from './sales-table.ts';

/** A sale and what became of it. */
export interface SoldTicket {
  readonly ticket: TicketSold;
  /** Log index of the sale. */
  readonly index: number;
  readonly voided?: VoidedSale;
}

/**
 * The valid tickets, and every sale and void before. Immutable: `with` and `without` return a new
 * pool. The pools of one raffle share their history and differ in the number of sales and voids they
 * see, so a snapshot is free, and a sale takes time that grows with the logarithm of the free numbers.
 */
export class Pool {
  readonly #history: SalesHistory;
  readonly #saleCount: number;
  readonly #voidCount: number;
  /** The valid numbers in order, once they were needed and there are gaps. */
  #numbers: readonly number[] | undefined;
  /** Number of valid tickets. */
  readonly size: number;

  private constructor(history: SalesHistory, saleCount: number, voidCount: number) {
    this.#history = history;
    this.#saleCount = saleCount;
    this.#voidCount = voidCount;
    this.size = saleCount - voidCount;
  }

  /** The pool that has every sale and void of a history. Default: a pool without sales. */
  static from(parts?: SalesHistoryParts): Pool {
    return new Pool(new SalesHistory(parts), parts?.sales.length ?? 0, parts?.voids.length ?? 0);
  }

  /** The history of this pool, which must be the newest one. Another thread can take it over. */
  get parts(): SalesHistoryParts {
    return this.#newestHistory().parts;
  }

  /** Number of tickets ever sold, with those that were voided. */
  get saleCount(): number {
    return this.#saleCount;
  }

  /** Log index of the first sale, voided or not; undefined if there is none. */
  get firstIndex(): number | undefined {
    return this.#saleCount === 0 ? undefined : this.#history.indexes[0];
  }

  /** Time of the last sale or void, ISO 8601; undefined if there is none. */
  get lastAt(): string | undefined {
    const sold = this.#history.sales.at(this.#saleCount - 1)?.at;
    const voided = this.#history.voids[this.#voidCount - 1]?.entry.at;
    return voided === undefined || (sold !== undefined && sold > voided) ? sold : voided;
  }

  /** Every void, in log order. */
  get voids(): readonly VoidedSale[] {
    return this.#history.voids.slice(0, this.#voidCount);
  }

  /** A void with its log index. New ones are found at once. */
  findVoid(entry: TicketVoided): VoidedSale | undefined {
    const { voids } = this.#history;
    for (let place = this.#voidCount - 1; place >= 0; place -= 1) {
      if (voids[place]?.entry === entry) return voids[place];
    }
    return undefined;
  }

  /** The numbers that the next sales take, ascending. */
  nextNumbers(quantity: number): number[] {
    return this.#newestHistory().nextNumbers(quantity);
  }

  /**
   * A pool with one more ticket, whose number is the lowest free one.
   *
   * @param index Log index of the sale.
   * @throws {TypeError} It has another number.
   */
  with(ticket: TicketSold | SaleRow, index: number): Pool {
    const history = this.#newestHistory();
    history.addSale(ticket, index);
    return new Pool(history, this.#saleCount + 1, this.#voidCount);
  }

  /**
   * A pool without one ticket, whose number is free again.
   *
   * @param index Log index of the void.
   * @throws {TypeError} There is no valid ticket with this number.
   */
  without(entry: TicketVoided, index: number): Pool {
    const sale = this.#saleOf(entry.number);
    if (sale === undefined) throw new TypeError(`Ticket ${entry.number} is not valid.`);
    const history = this.#newestHistory();
    history.addVoid(entry, { sale, index });
    return new Pool(history, this.#saleCount, this.#voidCount + 1);
  }

  /** The pool as it was after the log's first `version` entries. */
  asOf(version: number): Pool {
    const { voids } = this.#history;
    const saleCount = this.#countSales(version);
    const voidCount = countBelow(version, this.#voidCount, (place) => voids[place]?.index);
    const isSame = saleCount === this.#saleCount && voidCount === this.#voidCount;
    return isSame ? this : new Pool(this.#history, saleCount, voidCount);
  }

  /** The valid ticket with this number. */
  find(number: number): SoldTicket | undefined {
    const sale = this.#saleOf(number);
    return sale === undefined ? undefined : this.#sold(sale);
  }

  /** @param position Among the valid tickets in number order, from 0. */
  at(position: number): SoldTicket | undefined {
    if (position < 0 || position >= this.size) return undefined;
    if (this.#voidCount > 0) this.#numbers ??= Array.from(this, ({ number }) => number);
    return this.find(this.#numbers?.[position] ?? position + 1);
  }

  /** The valid tickets of one holder, in log order. */
  of(holder: string): readonly TicketSold[] {
    return this.salesOf(holder)
      .filter(({ voided }) => voided === undefined)
      .map(({ ticket }) => ticket);
  }

  /** Every sale to one holder, with voided ones, in log order. */
  salesOf(holder: string): readonly SoldTicket[] {
    const sales: SoldTicket[] = [];
    for (const sale of this.#history.salesOf(holder)) {
      if (sale < this.#saleCount) sales.push(this.#sold(sale));
    }
    return sales;
  }

  /**
   * The log indexes of sales of this pool.
   *
   * @throws {RangeError} A ticket was not sold in this pool.
   */
  indexesOf(tickets: readonly TicketSold[]): number[] {
    const sales = new Map<string, readonly SoldTicket[]>();
    for (const { holder } of tickets) {
      if (!sales.has(holder)) sales.set(holder, this.salesOf(holder));
    }
    return tickets.map((ticket) => {
      const sold = sales.get(ticket.holder)?.find((sale) => isSameSale(sale.ticket, ticket));
      if (sold !== undefined) return sold.index;
      throw new RangeError(`Ticket ${ticket.number} was not sold in this pool.`);
    });
  }

  /** The sale at a log index, voided or not. */
  saleAt(index: number): SoldTicket | undefined {
    const sale = this.#countSales(index);
    const isThere = sale < this.#saleCount && this.#history.indexes[sale] === index;
    return isThere ? this.#sold(sale) : undefined;
  }

  /**
   * Every sale, with voided ones, in log order.
   *
   * @param from Log index of the first one to return, or of an entry before it.
   */
  *sales(from = 0): Generator<SoldTicket> {
    for (let sale = this.#countSales(from); sale < this.#saleCount; sale += 1) {
      yield this.#sold(sale);
    }
  }

  /** The valid tickets in number order. */
  *[Symbol.iterator](): Generator<TicketSold> {
    const { numberCount } = this.#history;
    for (let number = 1; number <= numberCount; number += 1) {
      const sale = this.#saleOf(number);
      if (sale !== undefined) yield this.#sold(sale).ticket;
    }
  }

  /** The number of sales before a log index. */
  #countSales(index: number): number {
    const { indexes } = this.#history;
    return countBelow(index, this.#saleCount, (sale) => indexes[sale]);
  }

  /** The valid sale of a number; undefined if it is free. */
  #saleOf(number: number): number | undefined {
    const { numberCount, newestSales, earlierSales, voidOf } = this.#history;
    let sale = number <= numberCount ? newestSales[number - 1] : undefined;
    while (sale !== undefined && sale >= this.#saleCount) sale = earlierSales.get(sale);
    if (sale === undefined) return undefined;
    const isValid = (voidOf.get(sale) ?? Infinity) >= this.#voidCount;
    return isValid ? sale : undefined;
  }

  #sold(sale: number): SoldTicket {
    const { sales, indexes, voids, voidOf } = this.#history;
    const ticket = sales.at(sale);
    if (ticket === undefined) throw new RangeError(`There is no sale ${sale}.`);
    const facts = { ticket, index: indexes[sale] ?? 0 };
    const place = voidOf.get(sale) ?? Infinity;
    const voided = place < this.#voidCount ? voids[place] : undefined;
    return voided === undefined ? facts : { ...facts, voided };
  }

  /** The history if nothing follows this pool in it, else a copy up to here. */
  #newestHistory(): SalesHistory {
    const { sales, voids } = this.#history;
    const isNewest = sales.length === this.#saleCount && voids.length === this.#voidCount;
    // Copy-on-write: another snapshot has already appended to the shared history.
    return isNewest ? this.#history : this.#copy().#history;
  }

  #copy(): Pool {
    const sold = [...this.sales()].map(({ ticket, index }) => ({ ticket, index }));
    const events = [...sold, ...this.voids].toSorted((left, right) => left.index - right.index);
    return events.reduce(
      (pool, event) =>
        'ticket' in event
          ? pool.with(event.ticket, event.index)
          : pool.without(event.entry, event.index),
      Pool.from(),
    );
  }
}

/** How many of `count` ascending log indexes are below `version`. */
function countBelow(
  version: number,
  count: number,
  indexAt: (position: number) => number | undefined,
): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((indexAt(middle) ?? Infinity) < version) low = middle + 1;
    else high = middle;
  }
  return low;
}
