import { useLocale } from 'react-aria/I18nProvider';
import { verdictOf, type Check, type Outcome, type Verdict } from '#proof/verdict.ts';
import { marks, checkWords, describeCounts, translate } from './checks/words.ts';
import { classNames } from './class-names.ts';
import styles from './CheckList.module.css';

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
    <div className={styles.checks}>
      <VerdictLine verdict={verdictOf(checks)}>{describeCounts(checks, locale)}</VerdictLine>
      {words.inEnglish !== undefined && <p className={styles.note}>{words.inEnglish}</p>}
      <ol className={styles.list}>
        {checks.map((check, place) => (
          // Receipts are checked one after the other, and alike.
          // oxlint-disable-next-line react/no-array-index-key
          <CheckLine key={`${place} ${check.name}`} check={check} />
        ))}
      </ol>
      <Heading className={styles.subtitle}>{words.notProven}</Heading>
      <ul className={styles.notProven}>
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
  const { name, outcome, explanation } = check;
  return (
    <li className={classNames(styles.check, styles[outcome])}>
      <Mark outcome={outcome} label={words.outcomes[outcome]} />
      <span className={styles.title}>{words.titles[name] ?? name}</span>
      <span className={styles.explanation} lang="en" dir="ltr">
        {explanation}
      </span>
    </li>
  );
}

export interface VerdictLineProps {
  readonly verdict: Verdict;
  readonly children: string;
}

/** The verdict in one word, and a sentence. Each of the three has its own word, mark and edge. */
export function VerdictLine({ verdict, children }: VerdictLineProps) {
  const words = checkWords(useLocale().locale);
  return (
    <p className={classNames(styles.verdict, styles[verdict])}>
      <Mark outcome={verdict} />
      <span>
        <strong>{`${words.verdicts[verdict]}.`}</strong> <span>{children}</span>
      </span>
    </p>
  );
}

export interface MarkProps {
  readonly outcome: Outcome;
  /** What it means, if no word beside it says so. */
  readonly label?: string;
}

/** A tick, a cross, a question mark or a dash, in the `--tone` around it. */
export function Mark({ outcome, label }: MarkProps) {
  const meaning =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg {...meaning} viewBox="0 0 16 16" className={styles.mark}>
      <path d={marks[outcome]} />
    </svg>
  );
}
