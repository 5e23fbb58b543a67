import { classNames } from '#ui/class-names.ts';
import { languageOf } from '#ui/languages.ts';
import tokens from '#ui/tokens.module.css';
import { element } from './elements.ts';
import { recogniseItem, type Item } from './items.ts';
import { german } from './messages/de.ts';
import { english, type VerifierMessages } from './messages/en.ts';
import { showInput, type AddedText } from './show-input.ts';
import { showReport, showVerdict } from './show-report.ts';
import { sumUpReports, verifyItems } from './verify-items.ts';
import styles from './Verifier.module.css';

const language = languageOf(navigator.language) ?? 'en';
showVerifier(document.body, language, { en: english, de: german }[language]);

/** Shows the page: the input, and a report for everything that was added. */
function showVerifier(page: HTMLElement, locale: string, messages: VerifierMessages): void {
  document.documentElement.lang = locale;
  document.title = messages.title;
  const status = element('div', { role: 'status' });
  const results = element('div', { class: styles['results'] });
  let items: readonly Item[] = [];

  const add = async (added: readonly AddedText[]) => {
    const all = [...items, ...added.map(({ name, text }) => recogniseItem(name, text))];
    items = all;
    const showProgress = (done: number) => {
      if (items === all) status.replaceChildren(messages.working(Math.floor(done * 100)));
    };
    showProgress(0);
    const reports = await verifyItems(all, showProgress);
    // More was added meanwhile: another run verifies all of it.
    if (items !== all) return;
    const verdict = sumUpReports(reports);
    status.replaceChildren(showVerdict(verdict, messages.together[verdict], locale));
    results.replaceChildren(...reports.map((each) => showReport(each, { locale, messages })));
  };
  const clear = () => {
    items = [];
    status.replaceChildren();
    results.replaceChildren();
  };
  page.className = classNames(tokens['tokens'], tokens['system'], styles['page']);
  page.replaceChildren(
    element(
      'main',
      { class: styles['main'], lang: locale },
      element('h1', { class: styles['title'] }, messages.title),
      element('p', { class: styles['lead'] }, messages.lead),
      showInput(messages, { onAdd: (added) => void add(added), onClear: clear }),
      status,
      results,
      element(
        'section',
        { class: styles['help'] },
        element('h2', { class: styles['name'] }, messages.whatToAdd),
        element('ul', {}, ...messages.add.map((line) => element('li', {}, line))),
      ),
    ),
  );
}
