import {
  countOutcomes,
  verdictOf,
  type Check,
  type Outcome,
  type Verdict,
} from '#proof/verdict.ts';
import { catalogueFor } from '../languages.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/** Texts for showing checks. The explanation of a check is the same English sentence in every program. */
export interface CheckWords {
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** The result of one check. */
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly allPassed: (count: number) => string;
  readonly someFailed: (failures: number, count: number) => string;
  readonly someNotChecked: (open: number, count: number) => string;
  readonly someNotApplicable: (count: number) => string;
  readonly notProven: string;
  /** Says that the explanations are in English, in a catalogue of another language. */
  readonly inEnglish?: string;
  /** The title of each check, by its name. */
  readonly titles: Readonly<Record<string, string>>;
  /** Translations of the sentences of `proof/` about what is not proven. */
  readonly translations: Readonly<Record<string, string>>;
}

const catalogues = { en: english, de: german };

/** @param locale BCP 47 tag. */
export function checkWords(locale: string): CheckWords {
  return catalogueFor(catalogues, locale);
}

/** Translates a sentence of `proof/`; `lang` is set if there is no translation. */
export function translate(sentence: string, words: CheckWords): { text: string; lang?: 'en' } {
  const text = words.translations[sentence];
  return text === undefined ? { text: sentence, lang: 'en' } : { text };
}

/** The verdict on checks, in a word and a sentence. */
export function describeVerdict(checks: readonly Check[], locale: string): string {
  return `${checkWords(locale).verdicts[verdictOf(checks)]}. ${describeCounts(checks, locale)}`;
}

/** How many checks failed or could not be made, or that all passed; and how many do not apply. */
export function describeCounts(checks: readonly Check[], locale: string): string {
  const { allPassed, someFailed, someNotChecked, someNotApplicable } = checkWords(locale);
  const { made, failed, notChecked, notApplicable } = countOutcomes(checks);
  return [
    ...(made > 0 && failed === 0 && notChecked === 0 ? [allPassed(made)] : []),
    ...(failed === 0 ? [] : [someFailed(failed, made)]),
    ...(notChecked === 0 ? [] : [someNotChecked(notChecked, made)]),
    ...(notApplicable === 0 ? [] : [someNotApplicable(notApplicable)]),
  ].join(' ');
}

/** Paths in a box of 16. Drawn, not written: not every font has them. */
export const marks: Readonly<Record<Outcome, string>> = {
  passed: 'M3 8.5l3.5 3.5L13 5',
  failed: 'M4 4l8 8M12 4l-8 8',
  'not-checked': 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.1',
  'not-applicable': 'M4 8h8',
};
