import type { Language } from '#contract/language.ts';
import { formatMoney } from '#contract/money.ts';
import { isolateText } from '#contract/shown-text.ts';

/** Formats the values of a mail in its language. */
export interface MailFormat {
  /** “17, 18 and 21”. */
  numbers(values: readonly number[]): string;
  /** “Hamper, Bicycle and Book”. */
  list(values: readonly string[]): string;
  /** @param iso ISO 8601. Includes the name of the time zone. */
  time(iso: string): string;
  /** @param amount In minor units. */
  money(amount: number, currency: string): string;
  /** A text of an organiser, on one line, that cannot reorder the text around it. */
  text(value: string): string;
}

/** English dates are written day first, as most readers of English outside the USA do. */
const locales = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;

/** @param timeZone IANA name. Default: the zone of the process. */
export function createMailFormat(language: Language, timeZone?: string): MailFormat {
  const locale = locales[language];
  // Made when they are needed: each takes milliseconds, which every start would wait for.
  let lists: Intl.ListFormat | undefined;
  let times: Intl.DateTimeFormat | undefined;
  const list = (values: readonly string[]) =>
    (lists ??= new Intl.ListFormat(locale)).format(values);
  return {
    numbers: (values) => list(values.map(String)),
    list,
    time(iso) {
      times ??= new Intl.DateTimeFormat(locale, {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZoneName: 'short',
        ...(timeZone === undefined ? {} : { timeZone }),
      });
      return times.format(new Date(iso));
    },
    money: (amount, currency) => formatMoney({ amount, currency }, locale),
    text: (value) => isolateText(value.replaceAll(/\s+/g, ' ').trim()),
  };
}
