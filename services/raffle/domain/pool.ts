import type { TicketSold } from './entries.ts';

interface Sales {
  readonly tickets: TicketSold[];
  /** Most holders have one ticket: it stands here by itself, because a list takes as much again. */
  readonly byHolder: Map<string, TicketSold | TicketSold[]>;
}

/** Up to here a list is copied to its exact size; one that grows in place reserves 16 more. */
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
    sales.byHolder.set(ticket.holder, held === undefined ? ticket : append(toList(held), ticket));
    return new Pool(sales, this.size + 1);
  }

  /** @param index Position in log order, from 0. */
  at(index: number): TicketSold | undefined {
    return index < this.size ? this.#sales.tickets[index] : undefined;
  }

  /** The tickets of one holder, in log order. */
  of(holder: string): readonly TicketSold[] {
    const held = this.#sales.byHolder.get(holder) ?? [];
    return toList(held).filter((ticket) => ticket.number <= this.size);
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

function toList(held: TicketSold | TicketSold[]): TicketSold[] {
  return Array.isArray(held) ? held : [held];
}

/** `concat` takes exactly the memory it needs; a spread reserves as much as `push`. */
function append(tickets: TicketSold[], ticket: TicketSold): TicketSold[] {
  if (tickets.length < exactListLengthMax) return tickets.concat([ticket]);
  tickets.push(ticket);
  return tickets;
}
