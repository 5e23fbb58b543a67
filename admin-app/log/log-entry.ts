/** An entry of a raffle's public log, as far as it can be read. */
export interface LogEntry {
  /** From 0. */
  readonly place: number;
  readonly type: string;
  /** ISO 8601; empty where the entry does not say. */
  readonly at: string;
  readonly ticketNumber: number | undefined;
  readonly holder: string | undefined;
  /** How many were sold, where the entry ends sales. */
  readonly ticketCount: number | undefined;
  /** The leaf's data, byte for byte. */
  readonly line: string;
}

/** Reads a line for people to look at. Whether it is right is for the audit to say. */
export function readLogEntry(line: string, place: number): LogEntry {
  const entry = parse(line);
  return {
    place,
    type: text(entry['type']) ?? '',
    at: text(entry['at']) ?? '',
    ticketNumber: number(entry['number'] ?? entry['ticketNumber']),
    holder: text(entry['holder']),
    ticketCount: number(entry['ticketCount']),
    line,
  };
}

function parse(line: string): Record<string, unknown> {
  try {
    return (JSON.parse(line) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
