/** Writes numbers and times as people of a locale do. */
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
  /** The time of day, e.g. "16:00:05". */
  readonly time: (iso: string) => string;
  /** Day and time to the second, e.g. "Nov 22, 2026, 16:00:05"; what is no time, as it stands. */
  readonly stamp: (iso: string) => string;
  /** How long ago, in the coarsest unit that fits, e.g. "40 seconds ago". */
  readonly ago: (milliseconds: number) => string;
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
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const stamp = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
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
    time: (iso) => time.format(new Date(iso)),
    stamp: (iso) => (Number.isNaN(Date.parse(iso)) ? iso : stamp.format(new Date(iso))),
    ago: (milliseconds) => relative.format(...coarsest(milliseconds)),
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
