import { pseudoLocale, pseudolocalize } from '../pseudo.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import { isOutcomeUnknown, type Trouble, type TroubleCode } from './trouble.ts';

/** What happened in a few words, and what to do now. `{wait}` stands for a length of time. */
export interface Sentence {
  readonly title: string;
  readonly next: string;
}

/** How a request that failed left things, said for each kind of request. */
export interface Outcomes {
  readonly untaken: string;
  readonly unknown: string;
}

export interface Sentences {
  readonly problems: Readonly<Record<TroubleCode, Sentence>>;
  readonly purchase: Outcomes;
  readonly change: Outcomes;
  /** For `{wait}`, when the service named no time. */
  readonly aMoment: string;
}

const catalogues: Readonly<Record<string, Sentences>> = {
  en: english,
  de: german,
  [pseudoLocale]: pseudolocalize(english),
};

export interface SpokenTrouble {
  readonly title: string;
  /** Whether something was taken, and what to do. */
  readonly text: string;
}

export interface SayTroubleOptions {
  readonly locale: string;
  /** What was asked for. */
  readonly asked: 'purchase' | 'change' | 'look';
  /** Whether it may have been done all the same. Default: what the code alone tells. */
  readonly isUnknown?: boolean;
}

/** Says a trouble to people. */
export function sayTrouble(
  { code, retryAfterSeconds }: Trouble,
  options: SayTroubleOptions,
): SpokenTrouble {
  const { locale, asked, isUnknown = isOutcomeUnknown(code) } = options;
  const sentences = catalogues[locale] ?? catalogues[locale.split('-')[0]!] ?? english;
  // A newer service may know codes that this table does not.
  const { title, next } = sentences.problems[code] ?? sentences.problems.internal;
  const wait =
    retryAfterSeconds === undefined
      ? sentences.aMoment
      : new Intl.NumberFormat(locale, {
          style: 'unit',
          unit: 'second',
          unitDisplay: 'long',
        }).format(retryAfterSeconds);
  const outcome = asked === 'look' ? '' : sentences[asked][isUnknown ? 'unknown' : 'untaken'];
  return { title, text: `${outcome} ${next.replace('{wait}', wait)}`.trim() };
}
