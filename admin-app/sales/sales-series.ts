/** How many tickets were sold in a stretch of time, and until its end. Times in Unix milliseconds. */
export interface SalesPeriod {
  readonly from: number;
  readonly to: number;
  readonly sold: number;
  readonly soldSoFar: number;
}

/** The most periods that a chart and a table of them can still be read with. */
export const periodsMax = 48;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const clockSteps = [
  second,
  ...[5, 10, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
];
const daySteps = [1, 2, 7, 14, 28, 91, 182, 364];

/**
 * Sorts sales into periods of equal length, the shortest of the usual lengths that gives no more
 * than `periodsMax`. Periods begin at full minutes, hours or days of the device's own zone.
 *
 * @param soldAt When each ticket was sold, in Unix milliseconds, in the order of sale.
 * @param until Up to when to tell: now, or when sales ended.
 * @returns From the first sale to `until`, gaps included; empty if nothing was sold.
 */
export function toSalesPeriods(soldAt: readonly number[], until: number): readonly SalesPeriod[] {
  if (soldAt.length === 0) return [];
  const sorted = isAscending(soldAt) ? soldAt : [...soldAt].sort((one, other) => one - other);
  const edges = chooseEdges(sorted[0]!, Math.max(until, sorted.at(-1)!));
  const periods: SalesPeriod[] = [];
  let soldSoFar = 0;
  for (let index = 0; index + 1 < edges.length; index += 1) {
    const [from, to] = [edges[index]!, edges[index + 1]!];
    const before = soldSoFar;
    while (soldSoFar < sorted.length && sorted[soldSoFar]! < to) soldSoFar += 1;
    periods.push({ from, to, sold: soldSoFar - before, soldSoFar });
  }
  return periods;
}

function chooseEdges(first: number, last: number): number[] {
  for (const step of clockSteps) {
    if ((last - first) / step < periodsMax - 1) return clockEdges(first, last, step);
  }
  const days = (last - first) / (24 * hour);
  const step = daySteps.find((step) => days / step < periodsMax - 1) ?? Math.ceil(days / 24);
  return dayEdges(first, last, step);
}

/** Edges a fixed time apart, counted from midnight, so that they fall on full minutes and hours. */
function clockEdges(first: number, last: number, step: number): number[] {
  const midnight = new Date(first).setHours(0, 0, 0, 0);
  const edges = [midnight + Math.floor((first - midnight) / step) * step];
  while (edges.at(-1)! <= last) edges.push(edges.at(-1)! + step);
  return edges;
}

/** Edges at midnight: a day is not always 24 hours. */
function dayEdges(first: number, last: number, days: number): number[] {
  const day = new Date(first);
  day.setHours(0, 0, 0, 0);
  const edges = [day.getTime()];
  while (edges.at(-1)! <= last) edges.push(day.setDate(day.getDate() + days));
  return edges;
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, index) => index === 0 || times[index - 1]! <= time);
}
