import type { SoldTicket } from '#contract/tickets.ts';

/** A column of the ticket table, as the contract and the CLI name it. */
export type TicketColumn = 'number' | 'paid' | 'email' | 'name' | 'purchasedAt';

export interface TicketOrder {
  readonly column: TicketColumn;
  readonly direction: 'ascending' | 'descending';
}

/**
 * Filters and sorts tickets. Tickets with the same value in the column stay in the order of sale.
 *
 * @param tickets In the order of sale.
 * @param text Part of a number, a holder, an address, a name or a phone number, in upper or lower case.
 */
export function findTickets(
  tickets: readonly SoldTicket[],
  text: string,
  { column, direction }: TicketOrder,
): readonly SoldTicket[] {
  const wanted = text.trim().toLowerCase();
  const found = wanted === '' ? tickets : tickets.filter((ticket) => isMatch(ticket, wanted));
  const sign = direction === 'ascending' ? 1 : -1;
  return [...found].sort(
    (one, other) => sign * compare(valueOf(one, column), valueOf(other, column)),
  );
}

function valueOf(ticket: SoldTicket, column: TicketColumn): string | number {
  if (column === 'paid') return ticket.paid === true ? 1 : 0;
  return ticket[column] ?? '';
}

function isMatch(ticket: SoldTicket, wanted: string): boolean {
  const { number, holder, email, name = '', phone = '' } = ticket;
  return [String(number), email, holder, name, phone].some((value) =>
    value.toLowerCase().includes(wanted),
  );
}

/** By code unit: addresses and holders are ASCII, and a collator takes seconds for 100,000. */
function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
