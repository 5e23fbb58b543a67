import type { Json } from '#proof/canonical-json.ts';

/** A valid ticket. */
export interface PoolTicket {
  readonly number: number;
  readonly holder: string;
  /** Log index of its sale. */
  readonly sale: number;
}

/** The valid tickets of a told log. It applies no rule. */
export class StoryPool {
  readonly #valid = new Map<number, PoolTicket>();
  /** All lower numbers are taken. */
  #firstFree = 1;

  /** Takes the next entry of the log. */
  follow(
    { type, number, holder }: Readonly<Record<string, Json | undefined>>,
    index: number,
  ): void {
    const ticket = Number(number);
    if (type === 'ticket-sold' && typeof holder === 'string') {
      this.#valid.set(ticket, { number: ticket, holder, sale: index });
    }
    if (type === 'ticket-voided') {
      this.#valid.delete(ticket);
      this.#firstFree = Math.min(this.#firstFree, ticket);
    }
  }

  get size(): number {
    return this.#valid.size;
  }

  /** In number order. */
  list(): PoolTicket[] {
    return [...this.#valid.values()].toSorted((left, right) => left.number - right.number);
  }

  lowestFree(): number {
    while (this.#valid.has(this.#firstFree)) this.#firstFree += 1;
    return this.#firstFree;
  }
}
