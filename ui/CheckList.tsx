import { useLocale } from 'react-aria/I18nProvider';
import { marks } from './checks/marks.ts';
import {
  checkWords,
  outcomeOf,
  sayFound,
  translate,
  verdictOn,
  type Verdict as VerdictKind,
} from './checks/words.ts';
import { classNames } from './class-names.ts';
import styles from './CheckList.module.css';

/** One thing that was checked. `says` is the sentence of `proof/`, in every language the same. */
export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** Something is missing that it needs: it has not failed either. */
  readonly notChecked?: true;
  readonly says: string;
}

export interface CheckListProps {
  readonly checks: readonly Check[];
  /** What no check of these can show. It is never left out. */
  readonly notProven: readonly string[];
  readonly headingLevel?: 2 | 3 | 4;
}

/** What was found, each check in a line, and last what is not proven: the lines of `raffle audit`. */
export function CheckList({ checks, notProven, headingLevel = 3 }: CheckListProps) {
  const { locale } = useLocale();
  const words = checkWords(locale);
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={styles['checks']}>
      <Verdict kind={verdictOn(checks)}>{sayFound(checks, locale)}</Verdict>
      <ol className={styles['list']}>
        {checks.map((check, place) => (
          // Receipts are checked one after the other, and alike.
          // oxlint-disable-next-line react/no-array-index-key
          <CheckLine key={`${place} ${check.name}`} check={check} />
        ))}
      </ol>
      <Heading className={styles['subtitle']}>{words.notProven}</Heading>
      <ul className={styles['notProven']}>
        {notProven.map((sentence) => {
          const { text, lang } = translate(sentence, words);
          return (
            <li key={sentence} lang={lang}>
              {text}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function CheckLine({ check }: { readonly check: Check }) {
  const words = checkWords(useLocale().locale);
  const { name, says } = check;
  const outcome = outcomeOf(check);
  return (
    <li className={classNames(styles['check'], styles[outcome])}>
      <Mark kind={outcome} label={words.outcomes[outcome]} />
      <span className={styles['title']}>{words.titles[name] ?? name}</span>
      <span className={styles['says']} lang="en" dir="ltr">
        {says}
      </span>
    </li>
  );
}

export interface VerdictProps {
  readonly kind: VerdictKind;
  readonly children: string;
}

/** The one word it comes to, and a sentence. Each of the three has its own word, mark and edge. */
export function Verdict({ kind, children }: VerdictProps) {
  const words = checkWords(useLocale().locale);
  return (
    <p className={classNames(styles['verdict'], styles[kind])}>
      <Mark kind={kind} />
      <span>
        <strong>{words.verdicts[kind]}.</strong> {children}
      </span>
    </p>
  );
}

export interface MarkProps {
  readonly kind: VerdictKind;
  /** What it means, where no word beside it says so. */
  readonly label?: string;
}

/** A tick, a cross or a question, in the `--tone` around it. */
export function Mark({ kind, label }: MarkProps) {
  const meaning =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg {...meaning} viewBox="0 0 16 16" className={styles['mark']}>
      <path d={marks[kind]} />
    </svg>
  );
}
