import { useEffect, useState } from 'react';
import { languageOf, type Language } from '#contract/language.ts';

/** English replaces a language whose texts do not arrive within this time. */
const waitMsMax = 10_000;

/** Adds the texts of a language to the catalogues of an app. */
type Loader = () => Promise<unknown>;

/**
 * The languages whose texts are not part of an app's first load.
 *
 * @param loaders By language; a language without a loader is there from the start.
 * @returns A hook. From a locale that the app speaks it makes the locale to show: the same once its
 *   texts are there, `en` if they cannot be loaded. Undefined while the first language is loading; a
 *   change of the language keeps the earlier one until then.
 */
export function createLateLanguages(loaders: Partial<Record<Language, Loader>>) {
  const loaded = new Set<Language>();
  const loaderOf = (locale: string) => {
    const language = languageOf(locale);
    if (language === undefined || loaded.has(language)) return undefined;
    const load = loaders[language];
    return load && { language, load };
  };
  const isThere = (locale: string) => loaderOf(locale) === undefined;
  const load = async (locale: string): Promise<void> => {
    const late = loaderOf(locale);
    if (late === undefined) return;
    await Promise.race([late.load(), rejectAfter(waitMsMax)]);
    loaded.add(late.language);
  };
  return function useLoadedLocale(locale: string): string | undefined {
    const [shown, setShown] = useState(() => (isThere(locale) ? locale : undefined));
    useEffect(() => {
      let isWanted = true;
      const show = (next: string) => {
        if (isWanted) setShown(next);
      };
      load(locale).then(
        () => show(locale),
        () => show('en'),
      );
      return () => {
        isWanted = false;
      };
    }, [locale]);
    return isThere(locale) ? locale : shown;
  };
}

async function rejectAfter(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The texts did not arrive in time.')), milliseconds);
  });
}
