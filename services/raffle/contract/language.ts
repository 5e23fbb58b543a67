/** Languages of pages, mails and messages. */
export type Language = 'en' | 'de';

/** A catalogue, or any other value, in every language. */
export type ByLanguage<Value> = Readonly<Record<Language, Value>>;

/**
 * Returns the language of a locale.
 *
 * @param locale BCP 47 tag, such as `de-AT`.
 * @returns undefined if there are no texts in that language.
 */
export function languageOf(locale: string): Language | undefined {
  const [language] = locale.trim().toLowerCase().split(/[-_]/);
  return language === 'en' || language === 'de' ? language : undefined;
}

/** Returns the catalogue for a locale: that of its language, otherwise the English one. */
export function catalogueFor<Value>(catalogues: ByLanguage<Value>, locale: string): Value {
  return catalogues[languageOf(locale) ?? 'en'];
}
