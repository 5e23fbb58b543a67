import type { Check, Verdict } from '#proof/verdict.ts';
import { marks, checkWords, describeCounts, translate } from '#ui/checks/words.ts';
import { classNames } from '#ui/class-names.ts';
import { drawing, element } from './elements.ts';
import type { VerifierMessages } from './messages/en.ts';
import type { ItemReport } from './verify-items.ts';
import styles from '#ui/CheckList.module.css';
import own from './Verifier.module.css';

interface Language {
  readonly locale: string;
  readonly messages: VerifierMessages;
}

/** Shows one item: what it is, the verdict, each check, and the limits of the proof. */
export function showReport(report: ItemReport, { locale, messages }: Language): HTMLElement {
  const { name, kind, verdict, checks, missing, checkpoint, voidedAt, isLaterUnknown } = report;
  const sentence =
    missing === undefined ? describeCounts(checks, locale) : messages.missing[missing];
  return element(
    'section',
    { class: styles['checks'], 'aria-label': name },
    element('h2', { class: own['name'] }, element('bdi', {}, name), ` · ${messages.kinds[kind]}`),
    showVerdict(verdict, sentence, locale),
    voidedAt === undefined
      ? undefined
      : element('p', { class: own['voided'] }, messages.voided(formatTime(voidedAt, locale))),
    isLaterUnknown === undefined
      ? undefined
      : element('p', { class: own['voided'] }, messages.laterUnknown),
    checkWords(locale).inEnglish === undefined
      ? undefined
      : element('p', { class: styles['note'] }, checkWords(locale).inEnglish),
    element('ol', { class: styles['list'] }, ...checks.map((check) => showCheck(check, locale))),
    ...showLimits(report.notProven, locale),
    checkpoint === undefined ? undefined : showCheckpoint(checkpoint, messages.compare),
  );
}

function formatTime(time: string, locale: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  return date.toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' });
}

/** The verdict in one word, and a sentence. */
export function showVerdict(verdict: Verdict, sentence: string, locale: string): HTMLElement {
  return element(
    'p',
    { class: classNames(styles['verdict'], styles[verdict]) },
    drawing(marks[verdict], styles['mark']),
    element(
      'span',
      {},
      element('strong', {}, `${checkWords(locale).verdicts[verdict]}.`),
      ` ${sentence}`,
    ),
  );
}

function showCheck(check: Check, locale: string): HTMLElement {
  const words = checkWords(locale);
  const { name, outcome, explanation } = check;
  return element(
    'li',
    { class: classNames(styles['check'], styles[outcome]) },
    drawing(marks[outcome], styles['mark'], words.outcomes[outcome]),
    element('span', { class: styles['title'] }, words.titles[name] ?? name),
    element('span', { class: styles['explanation'], lang: 'en' }, explanation),
  );
}

function showLimits(notProven: readonly string[], locale: string): readonly HTMLElement[] {
  const words = checkWords(locale);
  if (notProven.length === 0) return [];
  const limits = notProven.map((sentence) => {
    const { text, lang } = translate(sentence, words);
    return element('li', { lang }, text);
  });
  return [
    element('h3', { class: styles['subtitle'] }, words.notProven),
    element('ul', { class: styles['notProven'] }, ...limits),
  ];
}

function showCheckpoint(checkpoint: string, sentence: string): HTMLElement {
  const text = element('pre', { class: own['checkpoint'], dir: 'ltr' }, checkpoint);
  return element('div', {}, element('p', { class: own['note'] }, sentence), text);
}
