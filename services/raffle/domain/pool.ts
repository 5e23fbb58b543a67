import type { TicketSold } from './entries.ts';

interface Sales {
  readonly tickets: TicketSold[];
  readonly byHolder: Map<string, TicketSold[]>;
}

/** Up to here a list is copied to its exact size; an array that grows reserves 16 places. */
const exactListLengthMax = 8;

/**
 * The tickets sold, in log order. A pool never changes: adding gives a new pool that shares the
 * same memory and sees one ticket more, so a snapshot costs nothing and a sale costs the same
 * at 100 tickets and at 100,000.
 */
export class Pool {
  readonly #sales: Sales;
  /** How many tickets this pool sees. */
  readonly size: number;

  private constructor(sales: Sales, size: number) {
    this.#sales = sales;
    this.size = size;
  }

  static empty(): Pool {
    return new Pool({ tickets: [], byHolder: new Map() }, 0);
  }

  with(ticket: TicketSold): Pool {
    const sales = this.#sales.tickets.length === this.size ? this.#sales : this.#branch();
    sales.tickets.push(ticket);
    const held = sales.byHolder.get(ticket.holder);
    if (held === undefined) sales.byHolder.set(ticket.holder, [ticket]);
    else if (held.length < exactListLengthMax) sales.byHolder.set(ticket.holder, [...held, ticket]);
    else held.push(ticket);
    return new Pool(sales, this.size + 1);
  }

  /** @param index Position in log order, from 0. */
  at(index: number): TicketSold | undefined {
    return index < this.size ? this.#sales.tickets[index] : undefined;
  }

  /** The tickets of one holder, in log order. */
  of(holder: string): readonly TicketSold[] {
    const tickets = this.#sales.byHolder.get(holder) ?? [];
    return tickets.filter((ticket) => ticket.number <= this.size);
  }

  *[Symbol.iterator](): Generator<TicketSold> {
    for (let index = 0; index < this.size; index += 1) yield this.#sales.tickets[index]!;
  }

  /** Somebody else has grown the shared memory past this pool, so it gets its own. */
  #branch(): Sales {
    let own = Pool.empty();
    for (const ticket of this) own = own.with(ticket);
    return own.#sales;
  }
}
