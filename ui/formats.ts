import { formatMoney } from '#contract/money.ts';

/** Formats numbers and times for a locale. */
export interface Formats {
  readonly locale: string;
  readonly number: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** Picks the word for a count, e.g. `plural(2, {one: 'ticket', other: 'tickets'})`. */
  readonly plural: (
    count: number,
    words: { readonly one: string; readonly other: string },
  ) => string;
  /** Day, time and zone, e.g. "22 November 2026 at 16:00 CET". */
  readonly moment: (iso: string) => string;
  /** Weekday, day, time and zone, e.g. "Sun 22 Nov, 16:00 CET"; with the year if it is another one. */
  readonly day: (iso: string) => string;
  /** What is left of a time, e.g. "2 days 04:12:05" or "04:12:05". */
  readonly countdown: (milliseconds: number) => string;
  /** The time of day, e.g. "16:00:05". */
  readonly time: (iso: string) => string;
  /** Day, time to the second and zone, e.g. "22 Nov 2026, 16:00:05 CET"; a text that is not a time is returned unchanged. */
  readonly stamp: (iso: string) => string;
  /** How long ago, in the largest suitable unit, e.g. "40 seconds ago". */
  readonly ago: (milliseconds: number) => string;
  /** @param amount In minor units of `currency` (ISO 4217). E.g. "£2.00". */
  readonly money: (amount: number, currency: string) => string;
  /** A length of time, e.g. "30 seconds". */
  readonly seconds: (count: number) => string;
}

const cache = new Map<string, Formats>();

/** @param locale BCP 47 tag. */
export function formatsOf(locale: string): Formats {
  const known = cache.get(locale) ?? createFormats(locale);
  cache.set(locale, known);
  return known;
}

function createFormats(locale: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const rules = new Intl.PluralRules(locale);
  const moment = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const dayOfThisYear = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  } as const;
  const day = new Intl.DateTimeFormat(locale, dayOfThisYear);
  const dayOfYear = new Intl.DateTimeFormat(locale, { ...dayOfThisYear, year: 'numeric' });
  const days = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const stamp = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
  const relative = new Intl.RelativeTimeFormat(locale);
  const seconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
  });
  return {
    locale,
    number: (value) => number.format(value),
    list: (items) => list.format(items),
    plural: (count, { one, other }) => (rules.select(count) === 'one' ? one : other),
    moment: (iso) => moment.format(new Date(iso)),
    day: (iso) => {
      const date = new Date(iso);
      const isThisYear = date.getFullYear() === new Date().getFullYear();
      return (isThisYear ? day : dayOfYear).format(date);
    },
    countdown: (milliseconds) => {
      const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
      const wholeDays = Math.floor(seconds / 86_400);
      const digits = [seconds / 3600, seconds / 60, seconds].map((part, place) =>
        String(Math.floor(part) % (place === 0 ? 24 : 60)).padStart(2, '0'),
      );
      return [...(wholeDays > 0 ? [days.format(wholeDays)] : []), digits.join(':')].join(' ');
    },
    time: (iso) => time.format(new Date(iso)),
    stamp: (iso) => (Number.isNaN(Date.parse(iso)) ? iso : stamp.format(new Date(iso))),
    ago: (milliseconds) => relative.format(...coarsest(milliseconds)),
    money: (amount, currency) => formatMoney({ amount, currency }, locale),
    seconds: (count) => seconds.format(count),
  };
}

function coarsest(milliseconds: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 90) return [-seconds, 'second'];
  if (seconds < 90 * 60) return [-Math.round(seconds / 60), 'minute'];
  if (seconds < 36 * 3600) return [-Math.round(seconds / 3600), 'hour'];
  return [-Math.round(seconds / 86_400), 'day'];
}
