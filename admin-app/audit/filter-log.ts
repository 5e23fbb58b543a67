import type { LogEntry } from '../log/log-entry.ts';

/** Which entries to show. What is left out does not matter. */
export interface LogFilter {
  readonly type?: string;
  readonly ticketNumber?: number;
  /** Part of a holder; upper and lower case are not the same in it. */
  readonly holder?: string;
}

/** The entries that fit all of a filter, in log order. */
export function filterLog(entries: readonly LogEntry[], filter: LogFilter): readonly LogEntry[] {
  const { type, ticketNumber, holder } = filter;
  return entries.filter(
    (entry) =>
      (type === undefined || entry.type === type) &&
      (ticketNumber === undefined || entry.ticketNumber === ticketNumber) &&
      (holder === undefined || entry.holder?.includes(holder) === true),
  );
}
