import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf, type Formats } from './formats.ts';
import { catalogueFor, languageOf, type ByLanguage } from '#contract/language.ts';
import { pseudoLocale, pseudolocalize } from './pseudo.ts';

/** The message catalogues of one app. */
export interface Catalogues<Messages> {
  /** The catalogue for a locale: messages by its language, numbers and dates by the whole locale. */
  readonly messagesFor: (locale: string) => Messages;
  /** The catalogue for the locale of the surrounding `Surface`. */
  readonly useMessages: () => Messages;
  /**
   * Returns the locale if the app has its language, else `en`. Some browsers report
   * `en-US@posix`, which `Intl` rejects.
   */
  readonly speakable: (locale: string) => string;
}

type Language<Messages> = (formats: Formats) => Messages;

/** Creates the lookup of an app's messages. */
export function createCatalogues<Messages extends object>(
  languages: ByLanguage<Language<Messages>>,
): Catalogues<Messages> {
  const cache = new Map<string, Messages>();
  const create = (locale: string): Messages => {
    const messages = catalogueFor(languages, locale)(formatsOf(locale));
    return locale === pseudoLocale ? pseudolocalize(messages) : messages;
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
      const isSpoken = locale === pseudoLocale || languageOf(locale) !== undefined;
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
