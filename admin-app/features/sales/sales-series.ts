/** Tickets sold in a period, and up to its end. Times in Unix milliseconds; `to` is exclusive. */
export interface SalesPeriod {
  readonly from: number;
  readonly to: number;
  readonly sold: number;
  readonly soldSoFar: number;
}

/** More periods would make the chart and the table hard to read. */
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
 * Groups sales into periods of equal length: the shortest common length that gives at most
 * `periodsMax` periods. Periods begin at full minutes, hours or days of the device's time zone.
 *
 * @param soldAt When each ticket was sold, in Unix milliseconds, in the order of sale.
 * @param until End of the series in Unix milliseconds: now, or when sales ended.
 * @returns Periods from the first sale to `until`, including empty ones; empty if nothing was sold.
 */
export function toSalesPeriods(soldAt: readonly number[], until: number): readonly SalesPeriod[] {
  const sorted = isAscending(soldAt) ? soldAt : [...soldAt].sort((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const edges = chooseEdges(first, Math.max(until, last));
  let soldSoFar = 0;
  return edges.slice(1).map((to, index) => {
    const before = soldSoFar;
    while ((sorted[soldSoFar] ?? Infinity) < to) soldSoFar += 1;
    return { from: edges[index] ?? first, to, sold: soldSoFar - before, soldSoFar };
  });
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
  let edge = midnight + Math.floor((first - midnight) / step) * step;
  const edges = [edge];
  while (edge <= last) edges.push((edge += step));
  return edges;
}

/** Edges at midnight, because a day does not always have 24 hours. */
function dayEdges(first: number, last: number, days: number): number[] {
  const day = new Date(first);
  let edge = day.setHours(0, 0, 0, 0);
  const edges = [edge];
  while (edge <= last) edges.push((edge = day.setDate(day.getDate() + days)));
  return edges;
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, index) => (times[index - 1] ?? time) <= time);
}

const dayMs = 24 * 60 * 60 * 1000;
const minuteMs = 60 * 1000;

/** Formats the periods of a chart in a locale and in the device's time zone. */
export interface PeriodNames {
  /** E.g. "22 Nov 2026, 16:00 – 16:05". */
  readonly period: (period: SalesPeriod) => string;
  /** A label of the time axis: a day, or a time of day within one day. `time` in Unix milliseconds. */
  readonly axisLabel: (time: number) => string;
  /** IANA name of the device's time zone. */
  readonly zone: string;
}

export function periodNamesOf(locale: string, periods: readonly SalesPeriod[]): PeriodNames {
  const [first] = periods;
  const lengthMs = first === undefined ? minuteMs : first.to - first.from;
  // With daylight saving time, a day may have 23 hours.
  const isDays = lengthMs > dayMs / 2;
  const last = periods.at(-1);
  const spanMs = first === undefined || last === undefined ? 0 : last.to - first.from;
  const timeStyle = lengthMs < minuteMs ? 'medium' : 'short';
  const range = isDays
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle });
  const axisLabel =
    spanMs > dayMs
      ? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
      : new Intl.DateTimeFormat(locale, { timeStyle });
  return {
    // A period of days ends on its last day; `to` is the midnight after it.
    period: ({ from, to }) => range.formatRange(from, isDays ? to - 1 : to),
    axisLabel: (time) => axisLabel.format(time),
    zone: range.resolvedOptions().timeZone,
  };
}
