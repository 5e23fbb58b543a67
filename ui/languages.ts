import { catalogueFor as catalogueInLanguage, type ByLanguage } from '#contract/language.ts';
import { pseudoLocale, pseudolocalize } from './pseudo.ts';

export { languageOf, type ByLanguage } from '#contract/language.ts';

/** As in `#contract/language.ts`, and with the pseudo-locale. */
export function catalogueFor<Catalogue extends object>(
  catalogues: ByLanguage<Catalogue>,
  locale: string,
): Catalogue {
  return locale === pseudoLocale
    ? pseudolocalize(catalogues.en)
    : catalogueInLanguage(catalogues, locale);
}
