import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf, type Formats } from './formats.ts';
import { pseudoLocale, pseudolocalize } from './pseudo.ts';

/** The words of one app, in every language it speaks. */
export interface Catalogues<Messages> {
  /** The catalogue for a locale. Numbers and dates follow the locale, words its language. */
  readonly messagesFor: (locale: string) => Messages;
  /** The catalogue of the surface around a component. */
  readonly useMessages: () => Messages;
  /**
   * A locale this app can speak: what was asked for if its language is there, else English.
   * Browsers have been seen to say `en-US@posix`, which no formatter takes.
   */
  readonly speakable: (locale: string) => string;
}

type Language<Messages> = (formats: Formats) => Messages;

/** @param languages By their language subtags. */
export function createCatalogues<Messages extends object>(
  languages: Readonly<Record<string, Language<Messages>>> & { readonly en: Language<Messages> },
): Catalogues<Messages> {
  const cache = new Map<string, Messages>();
  const create = (locale: string): Messages => {
    if (locale === pseudoLocale) return pseudolocalize(languages.en(formatsOf(locale)));
    return (languages[languageOf(locale)] ?? languages.en)(formatsOf(locale));
  };
  const messagesFor = (locale: string): Messages => {
    const known = cache.get(locale) ?? create(locale);
    cache.set(locale, known);
    return known;
  };
  return {
    messagesFor,
    useMessages: () => messagesFor(useLocale().locale),
    speakable(locale) {
      const isSpoken = locale === pseudoLocale || languages[languageOf(locale)] !== undefined;
      return isSpoken && isWellFormed(locale) ? locale : 'en';
    },
  };
}

function isWellFormed(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

function languageOf(locale: string): string {
  return locale.split('-')[0]!.toLowerCase();
}
