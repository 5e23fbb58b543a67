import type { LogEntry } from '../../shared/queries/log-entry.ts';

/** The entry types that the log can be filtered by. */
export const entryTypes = [
  'raffle-opened',
  'ticket-sold',
  'raffle-amended',
  'ticket-voided',
  'raffle-closed',
  'raffle-drawn',
  'prize-claimed',
  'prize-forfeited',
  'raffle-cancelled',
] as const;

export type EntryType = (typeof entryTypes)[number];

/** An empty field matches every entry. */
export interface EntryFilter {
  readonly type: EntryType | 'all';
  /** A ticket number, matched as a whole. */
  readonly ticket: string;
  /** Part of a holder, in upper or lower case. */
  readonly holder: string;
}

export const noFilter: EntryFilter = { type: 'all', ticket: '', holder: '' };

/** @returns The matching entries, in log order. */
export function findEntries(
  entries: readonly LogEntry[],
  filter: EntryFilter,
): readonly LogEntry[] {
  const ticket = filter.ticket.trim();
  const holder = filter.holder.trim().toLowerCase();
  if (filter.type === 'all' && ticket === '' && holder === '') return entries;
  return entries.filter(
    (entry) =>
      (filter.type === 'all' || entry.type === filter.type) &&
      (ticket === '' || namesTicket(entry, ticket)) &&
      (holder === '' || (entry.holder?.toLowerCase().includes(holder) ?? false)),
  );
}

function namesTicket({ ticketNumber, drawnNumbers }: LogEntry, ticket: string): boolean {
  return String(ticketNumber) === ticket || drawnNumbers.map(String).includes(ticket);
}
