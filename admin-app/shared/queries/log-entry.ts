/** An entry of a raffle's public log. Members that cannot be read are empty or undefined. */
export interface LogEntry {
  /** Position in the log, from 0. */
  readonly place: number;
  readonly type: string;
  /** ISO 8601; empty if the entry has no time. */
  readonly at: string;
  readonly ticketNumber: number | undefined;
  readonly holder: string | undefined;
  /** Of a claim or a forfeit, from 1. */
  readonly prize: number | undefined;
  /** The tickets drawn, in a draw entry, in the order drawn. */
  readonly drawnNumbers: readonly number[];
  /** Number of tickets sold, in a closing entry. */
  readonly ticketCount: number | undefined;
  /** The leaf data, byte for byte. */
  readonly line: string;
}

/** Parses a line of the log for display. It is not verified here, but by the audit. */
export function readLogEntry(line: string, place: number): LogEntry {
  const entry = parse(line);
  return {
    place,
    type: text(entry.get('type')) ?? '',
    at: text(entry.get('at')) ?? '',
    ticketNumber: number(entry.get('number') ?? entry.get('ticketNumber')),
    holder: text(entry.get('holder')),
    prize: number(entry.get('prize')),
    drawnNumbers: readOrder(entry.get('order')),
    ticketCount: number(entry.get('ticketCount')),
    line,
  };
}

function parse(line: string): ReadonlyMap<string, unknown> {
  try {
    return membersOf(JSON.parse(line));
  } catch {
    return new Map();
  }
}

/** @returns The members of an object; empty for anything else. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

function readOrder(value: unknown): readonly number[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap((item) => number(membersOf(item).get('ticketNumber')) ?? []);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
