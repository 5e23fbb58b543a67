import type { SalesPeriod } from './sales-series.ts';

const dayMs = 24 * 60 * 60 * 1000;
const minuteMs = 60 * 1000;

/** Names periods and moments of a chart in a locale, in the device's own zone. */
export interface PeriodNames {
  /** E.g. "22 Nov 2026, 16:00 – 16:05". */
  readonly period: (period: SalesPeriod) => string;
  /** A mark on the axis: no longer than it must be to tell it from the others. */
  readonly mark: (time: number) => string;
  /** The zone, as the device names it. */
  readonly zone: string;
}

export function periodNamesOf(locale: string, periods: readonly SalesPeriod[]): PeriodNames {
  const [first] = periods;
  const lengthMs = first === undefined ? minuteMs : first.to - first.from;
  // A day of 23 hours is a day.
  const isDays = lengthMs > dayMs / 2;
  const spanMs = first === undefined ? 0 : periods.at(-1)!.to - first.from;
  const timeStyle = lengthMs < minuteMs ? 'medium' : 'short';
  const range = isDays
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle });
  const mark =
    spanMs > dayMs
      ? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
      : new Intl.DateTimeFormat(locale, { timeStyle });
  return {
    // A period of days ends on its last day, not at the midnight after it.
    period: ({ from, to }) => range.formatRange(from, isDays ? to - 1 : to),
    mark: (time) => mark.format(time),
    zone: range.resolvedOptions().timeZone,
  };
}
