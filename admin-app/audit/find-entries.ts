import type { LogEntry } from '../log/log-entry.ts';

/** The kinds of entries that can be asked for. */
export const entryTypes = [
  'raffle-opened',
  'ticket-sold',
  'raffle-closed',
  'winner-drawn',
] as const;

export type EntryType = (typeof entryTypes)[number];

/** What is looked for; what is left empty may be anything. */
export interface EntryFilter {
  readonly type: EntryType | 'all';
  /** The whole number of a ticket. */
  readonly ticket: string;
  /** Part of a holder; upper and lower case are found alike. */
  readonly holder: string;
}

export const noFilter: EntryFilter = { type: 'all', ticket: '', holder: '' };

/** The entries that fit, in log order. */
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
      (ticket === '' || String(entry.ticketNumber) === ticket) &&
      (holder === '' || (entry.holder?.toLowerCase().includes(holder) ?? false)),
  );
}
