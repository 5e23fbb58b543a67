import { classNames } from '#ui/class-names.ts';
import tokens from '#ui/tokens.module.css';
import { element } from './elements.ts';
import { judge, sumUp, type Judgement } from './judge.ts';
import { recognise, type Item } from './recognise.ts';
import { showIntake } from './show-intake.ts';
import { showJudgement, showVerdict } from './show-judgement.ts';
import styles from './Verifier.module.css';
import type { Words } from './words.ts';

/** The whole page: where things are brought, and what they come to. */
export function showVerifier(page: HTMLElement, words: Words): void {
  const { locale, say } = words;
  document.documentElement.lang = locale;
  document.title = say.title;
  const status = element('div', { role: 'status' });
  const results = element('div', { class: styles['results'] });
  let items: readonly Item[] = [];

  const bring = async (brought: readonly { name: string; text: string }[]) => {
    const all = [...items, ...brought.map(({ name, text }) => recognise(name, text))];
    items = all;
    const tell = (done: number) => {
      if (items === all) status.replaceChildren(say.working(Math.floor(done * 100)));
    };
    tell(0);
    const judgements = await judge(all, tell);
    // Something more was brought meanwhile: that is judged anew, and all of it.
    if (items !== all) return;
    status.replaceChildren(showTogether(judgements, words));
    results.replaceChildren(...judgements.map((each) => showJudgement(each, words)));
  };
  const beginAnew = () => {
    items = [];
    status.replaceChildren();
    results.replaceChildren();
  };
  page.className = classNames(tokens['tokens'], tokens['system'], styles['page']);
  page.replaceChildren(
    element(
      'main',
      { class: styles['main'], lang: locale },
      element('h1', { class: styles['title'] }, say.title),
      element('p', { class: styles['lead'] }, say.lead),
      showIntake(say, { onBring: (brought) => void bring(brought), onBeginAnew: beginAnew }),
      status,
      results,
      showHelp(words),
    ),
  );
}

function showTogether(judgements: readonly Judgement[], { locale, say }: Words): HTMLElement {
  const verdict = sumUp(judgements);
  return showVerdict(verdict, say.together[verdict], locale);
}

function showHelp({ say }: Words): HTMLElement {
  const lines = say.bring.map((line) => element('li', {}, line));
  return element(
    'section',
    { class: styles['help'] },
    element('h2', { class: styles['name'] }, say.whatToBring),
    element('ul', {}, ...lines),
  );
}
