import { pseudoLocale, pseudolocalize } from '../pseudo.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/** Valid and not valid are what was found. Not checked is neither: nothing was found out. */
export type Verdict = 'valid' | 'not-valid' | 'not-checked';

/** The words around checks. What a check says itself is the same sentence in every program. */
export interface CheckWords {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** What one check comes to. */
  readonly outcomes: Readonly<Record<Verdict, string>>;
  readonly allPassed: (count: number) => string;
  readonly someFailed: (failures: number, count: number) => string;
  readonly someNotChecked: (open: number, count: number) => string;
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

interface Outcome {
  readonly passed: boolean;
  readonly notChecked?: true;
}

/** What one check comes to. */
export function outcomeOf({ passed, notChecked }: Outcome): Verdict {
  if (passed) return 'valid';
  return notChecked === true ? 'not-checked' : 'not-valid';
}

/** What all of it comes to: one thing that is not valid outweighs all, and one not checked the rest. */
export function sumUp(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('not-valid')) return 'not-valid';
  return verdicts.includes('not-checked') ? 'not-checked' : 'valid';
}

/** What checks come to, in a word. */
export function verdictOn(checks: readonly Outcome[]): Verdict {
  return sumUp(checks.map(outcomeOf));
}

/** What checks come to, in a word and a sentence. */
export function sayVerdict(checks: readonly Outcome[], locale: string): string {
  return `${checkWords(locale).verdicts[verdictOn(checks)]}. ${sayFound(checks, locale)}`;
}

/** How many checks passed, or failed, or could not be made. */
export function sayFound(checks: readonly Outcome[], locale: string): string {
  const { allPassed, someFailed, someNotChecked } = checkWords(locale);
  const count = (wanted: Verdict) => checks.filter((each) => outcomeOf(each) === wanted).length;
  const failures = count('not-valid');
  const open = count('not-checked');
  const found = [
    ...(failures === 0 ? [] : [someFailed(failures, checks.length)]),
    ...(open === 0 ? [] : [someNotChecked(open, checks.length)]),
  ];
  return found.length === 0 ? allPassed(checks.length) : found.join(' ');
}
