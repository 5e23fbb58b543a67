import type { AuditCheck } from '#proof/audit.ts';
import styles from '#ui/CheckList.module.css';
import { marks } from '#ui/checks/marks.ts';
import { checkWords, outcomeOf, sayFound, translate, type Verdict } from '#ui/checks/words.ts';
import { classNames } from '#ui/class-names.ts';
import { drawing, element } from './elements.ts';
import type { Judgement } from './judge.ts';
import own from './Verifier.module.css';
import type { Words } from './words.ts';

/** One thing that was brought: what it is, what it comes to line by line, and what that leaves open. */
export function showJudgement(judgement: Judgement, { locale, say }: Words): HTMLElement {
  const { name, kind, verdict, checks, missing, checkpoint } = judgement;
  const sentence = missing === undefined ? sayFound(checks, locale) : say.missing[missing];
  return element(
    'section',
    { class: styles['checks'], 'aria-label': name },
    element('h2', { class: own['name'] }, element('bdi', {}, name), ` · ${say.kinds[kind]}`),
    showVerdict(verdict, sentence, locale),
    element('ol', { class: styles['list'] }, ...checks.map((check) => showCheck(check, locale))),
    ...showLimits(judgement.notProven, locale),
    checkpoint === undefined ? undefined : showCheckpoint(checkpoint, say.compare),
  );
}

/** The one word it comes to, and a sentence. */
export function showVerdict(verdict: Verdict, sentence: string, locale: string): HTMLElement {
  return element(
    'p',
    { class: classNames(styles['verdict'], styles[verdict]) },
    drawing(marks[verdict], styles['mark']!),
    element(
      'span',
      {},
      element('strong', {}, `${checkWords(locale).verdicts[verdict]}.`),
      ` ${sentence}`,
    ),
  );
}

function showCheck(check: AuditCheck, locale: string): HTMLElement {
  const words = checkWords(locale);
  const { name, says } = check;
  const outcome = outcomeOf(check);
  return element(
    'li',
    { class: classNames(styles['check'], styles[outcome]) },
    drawing(marks[outcome], styles['mark']!, words.outcomes[outcome]),
    element('span', { class: styles['title'] }, words.titles[name] ?? name),
    element('span', { class: styles['says'], lang: 'en' }, says),
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
