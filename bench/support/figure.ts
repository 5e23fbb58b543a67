/** What one benchmark has found. */
export interface Figure {
  readonly name: string;
  /** The ratio or amount that counts, e.g. `0.66` or `212 B`. */
  readonly found: string;
  /** The smallest and largest single measurement, in the same unit. */
  readonly spread: string;
  /** What it must come to, e.g. `at least 0.45`. */
  readonly bar: string;
  readonly isMet: boolean;
  /** What the figure was made from. */
  readonly note: string;
}

/** Measures one thing and says what it came to. */
export type Benchmark = () => Promise<readonly Figure[]>;

/** The figures as a table for people. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = [
    ['benchmark', 'found', 'spread', 'bar', '', 'note'],
    ...figures.map(({ name, found, spread, bar, isMet, note }) => [
      name,
      found,
      spread,
      bar,
      isMet ? 'met' : 'missed',
      note,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
