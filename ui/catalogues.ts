import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf, type Formats } from './formats.ts';
import { languageOf, type Language } from '#contract/language.ts';
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
  /** Adds a language that was loaded later, or replaces one. Until then its messages are the English ones. */
  readonly add: (language: Language, texts: Texts<Messages>) => void;
}

type Texts<Messages> = (formats: Formats) => Messages;

/** Creates the lookup of an app's messages. English is always there. */
export function createCatalogues<Messages extends object>(
  languages: Partial<Record<Language, Texts<Messages>>> & { readonly en: Texts<Messages> },
): Catalogues<Messages> {
  const known = new Map(Object.entries(languages));
  const cache = new Map<string, Messages>();
  const create = (locale: string): Messages => {
    const texts = known.get(languageOf(locale) ?? 'en') ?? languages.en;
    const messages = texts(formatsOf(locale));
    return locale === pseudoLocale ? pseudolocalize(messages) : messages;
  };
  const messagesFor = (locale: string): Messages => {
    const messages = cache.get(locale) ?? create(locale);
    cache.set(locale, messages);
    return messages;
  };
  return {
    messagesFor,
    useMessages: () => messagesFor(useLocale().locale),
    speakable(locale) {
      const isSpoken = locale === pseudoLocale || languageOf(locale) !== undefined;
      return isSpoken && isWellFormed(locale) ? locale : 'en';
    },
    add(language, texts) {
      known.set(language, texts);
      cache.clear();
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
