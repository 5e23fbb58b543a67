import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf, type Formats } from '#ui/formats.ts';
import { pseudoLocale, pseudolocalize } from '#ui/pseudo.ts';
import { german } from './de.ts';
import { english, type Messages } from './en.ts';

const languages: Readonly<Record<string, (f: Formats) => Messages>> = {
  en: english,
  de: german,
};

const cache = new Map<string, Messages>();

/** The catalogue for a locale. Numbers and dates follow the locale, words its language. */
export function messagesFor(locale: string): Messages {
  const known = cache.get(locale) ?? createMessages(locale);
  cache.set(locale, known);
  return known;
}

/** The catalogue of the surface around a component. */
export function useMessages(): Messages {
  return messagesFor(useLocale().locale);
}

/**
 * A locale this app can speak: what was asked for if its language is there, else English. Browsers
 * have been seen to say `en-US@posix`, which no formatter takes.
 */
export function speakable(locale: string): string {
  const isSpoken = locale === pseudoLocale || languages[languageOf(locale)] !== undefined;
  return isSpoken && isWellFormed(locale) ? locale : 'en';
}

function isWellFormed(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

function createMessages(locale: string): Messages {
  if (locale === pseudoLocale) return pseudolocalize(english(formatsOf(locale)));
  return (languages[languageOf(locale)] ?? english)(formatsOf(locale));
}

function languageOf(locale: string): string {
  return locale.split('-')[0]!.toLowerCase();
}
