import { pseudoLocale, pseudolocalize } from '../pseudo.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/** Valid and not valid are what was found. Not checked is neither: nothing was found out. */
export type Verdict = 'valid' | 'not-valid' | 'not-checked';

/** The words around checks. What a check says itself is the same sentence in every program. */
export interface CheckWords {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly passed: string;
  readonly failed: string;
  readonly allPassed: (count: number) => string;
  readonly someFailed: (failures: number, count: number) => string;
  readonly notProven: string;
  /** What each check looks at, by its name. */
  readonly titles: Readonly<Record<string, string>>;
  /** Sentences of `proof/` about what is not proven, in another language than their own. */
  readonly translations: Readonly<Record<string, string>>;
}

const catalogues: Readonly<Record<string, CheckWords>> = {
  en: english,
  de: german,
  [pseudoLocale]: pseudolocalize(english),
};

/** @param locale BCP 47 tag; a language that is not spoken gets English. */
export function checkWords(locale: string): CheckWords {
  return catalogues[locale] ?? catalogues[locale.split('-')[0]!] ?? english;
}

/** A sentence of `proof/` in a reader's language, and which language that came to be. */
export function translate(sentence: string, words: CheckWords): { text: string; lang?: 'en' } {
  const text = words.translations[sentence];
  return text === undefined ? { text: sentence, lang: 'en' } : { text };
}

type Found = readonly { readonly passed: boolean }[];

/** What checks come to, in a word and a sentence. */
export function sayVerdict(checks: Found, locale: string): string {
  const { verdicts } = checkWords(locale);
  const verdict = checks.every(({ passed }) => passed) ? 'valid' : 'not-valid';
  return `${verdicts[verdict]}. ${sayFound(checks, locale)}`;
}

/** How many checks passed or failed. */
export function sayFound(checks: Found, locale: string): string {
  const { allPassed, someFailed } = checkWords(locale);
  const failures = checks.filter(({ passed }) => !passed).length;
  return failures === 0 ? allPassed(checks.length) : someFailed(failures, checks.length);
}
