import type { SoldTicket } from '#contract/schemas.ts';

/** A column of the ticket table, as the contract and the CLI name it. */
export type TicketColumn = keyof SoldTicket;

export const ticketColumns = ['number', 'holder', 'email', 'purchasedAt'] as const;

export interface TicketOrder {
  readonly column: TicketColumn;
  readonly direction: 'ascending' | 'descending';
}

/**
 * The tickets in which a text occurs, in an order. Tickets that are alike in the column stay in the
 * order of sale.
 *
 * @param tickets In the order of sale.
 * @param text Part of a number, a holder or an address; upper and lower case are the same.
 */
export function findTickets(
  tickets: readonly SoldTicket[],
  text: string,
  { column, direction }: TicketOrder,
): readonly SoldTicket[] {
  const wanted = text.trim().toLowerCase();
  const found = wanted === '' ? tickets : tickets.filter((ticket) => names(ticket, wanted));
  const sign = direction === 'ascending' ? 1 : -1;
  return [...found].sort((one, other) => sign * compare(one[column], other[column]));
}

function names({ number, holder, email }: SoldTicket, wanted: string): boolean {
  return (
    String(number).includes(wanted) ||
    email.toLowerCase().includes(wanted) ||
    holder.toLowerCase().includes(wanted)
  );
}

/** By code unit: addresses and pseudonyms are ASCII, and a collator takes seconds over 100,000. */
function compare<Value extends string | number>(one: Value, other: Value): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
