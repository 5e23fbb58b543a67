/** The middle one of an odd number of figures; the mean of the two middle ones otherwise. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** Smallest to largest. */
export function spread(figures: readonly number[], digits: number): string {
  return `${Math.min(...figures).toFixed(digits)} to ${Math.max(...figures).toFixed(digits)}`;
}

export interface Pairs {
  /** Measurements of each side, in the order of the pairs. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** Ours divided by theirs, pair by pair. */
  readonly ratios: readonly number[];
}

/**
 * Measures two sides alternately and compares neighbours only, because the load of a shared machine
 * changes. Every other pair runs in reverse order, so that neither side always runs second.
 */
export async function measureInPairs(
  count: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Pairs> {
  const found = { ours: [] as number[], theirs: [] as number[] };
  for (let pair = 0; pair < count; pair += 1) {
    const sides = [
      async () => void found.ours.push(await ours()),
      async () => void found.theirs.push(await theirs()),
    ];
    for (const measure of pair % 2 === 0 ? sides : sides.toReversed()) await measure();
  }
  return { ...found, ratios: found.ours.map((figure, pair) => figure / found.theirs[pair]!) };
}
