/** The result of one benchmark. */
export interface Figure {
  readonly name: string;
  /** The ratio or amount to compare with the bar, e.g. `0.66` or `212 B`. */
  readonly found: string;
  /** The smallest and largest single measurement, in the same unit. */
  readonly spread: string;
  /** The bar, e.g. `at least 0.45`, if there is one. */
  readonly bar?: string;
  readonly isMet?: boolean;
  /** The measurements behind the figure. */
  readonly note: string;
}

export interface BenchmarkOptions {
  /** Folder of another built checkout, which rows of requests are compared with too. */
  readonly against?: string | undefined;
}

/** Runs measurements and returns their figures. */
export type Benchmark = (options: BenchmarkOptions) => Promise<readonly Figure[]>;

/** Formats the figures as a table. */
export function formatFigures(figures: readonly Figure[]): string {
  const rows = [
    ['benchmark', 'found', 'spread', 'bar', '', 'note'],
    ...figures.map(({ name, found, spread, bar = '', isMet, note }) => [
      name,
      found,
      spread,
      bar,
      isMet === undefined ? '' : isMet ? 'met' : 'missed',
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
