import '../support/browser-globals.ts';
import { cleanup, render, screen } from '@testing-library/react';
import test from 'ava';
import { auditBundle, notProven } from '#proof/audit.ts';
import { receiptNotProven } from '#proof/audit-receipt.ts';
import { CheckList, VerdictLine } from '#ui/CheckList.tsx';
import { checkWords, translate } from '#ui/checks/words.ts';
import { Surface } from '#ui/Surface.tsx';
import { sealedChain, sealedLog } from '../support/sealed-log.ts';
import { signedLog } from '../support/signed-log.ts';

test.afterEach.always(() => cleanup());

const keys = { chains: [sealedChain] };

function show(locale: string, bundle: unknown): HTMLElement {
  const checks = auditBundle(bundle, keys);
  const list = <CheckList checks={checks} notProven={notProven} />;
  return render(<Surface locale={locale}>{list}</Surface>).container;
}

test.serial('each check has a line with its mark, and the limits of the proof come last', (t) => {
  const { textContent } = show('en', sealedLog());
  t.is(screen.getAllByRole('img', { name: 'passed' }).length, 14);
  t.true(textContent.startsWith('VALID. All 14 checks passed.'));
  t.true(textContent.includes('Each of 7 sales took the lowest free number.'));
  const [, limits] = textContent.split('What this does not prove');
  t.true(limits?.includes('That the times are right'));
});

test.serial('a failed check has the word failed, and so has the verdict', (t) => {
  const { textContent } = show('en', { ...sealedLog(), checkpoints: [] });
  t.is(screen.getAllByRole('img', { name: 'failed' }).length, 1);
  t.true(textContent.startsWith('NOT VALID. 1 of 14 checks failed.'));
});

test.serial(
  'a check that could not run is neither passed nor failed, and nor is the verdict',
  (t) => {
    const show = (bundle: unknown) => {
      const list = <CheckList checks={auditBundle(bundle)} notProven={notProven} />;
      return render(<Surface locale="en">{list}</Surface>).container.textContent;
    };
    t.true(show(sealedLog()).startsWith('COULD NOT CHECK. 2 of 14 checks could not be made.'));
    t.is(screen.getAllByRole('img', { name: 'not checked' }).length, 2);
    t.is(screen.queryAllByRole('img', { name: 'failed' }).length, 0);
    cleanup();
    const verdict = 'NOT VALID. 1 of 14 checks failed. 2 of 14 checks could not be made.';
    t.true(show({ ...sealedLog(), checkpoints: [] }).startsWith(verdict));
  },
);

test.serial(
  'a German list says that the explanations are in English, and an English one does not',
  (t) => {
    const sentence = 'Die Einzelheiten unter jeder Prüfung gibt es nur auf Englisch.';
    t.true(show('de', sealedLog()).textContent.includes(sentence));
    cleanup();
    t.false(show('en', sealedLog()).textContent.includes(sentence));
    t.is(checkWords('en').inEnglish, undefined);
  },
);

test.serial('the three verdicts have different words in each language', (t) => {
  for (const locale of ['en', 'de', 'ar-XB']) {
    const { verdicts } = checkWords(locale);
    t.is(new Set(Object.values(verdicts)).size, 3);
    const { container, unmount } = render(
      <Surface locale={locale}>
        <VerdictLine verdict="not-checked">No answer.</VerdictLine>
      </Surface>,
    );
    t.true(container.textContent.startsWith(verdicts['not-checked']));
    unmount();
  }
});

test('each check has a title in each language', async (t) => {
  const bundles = [sealedLog(), await signedLog()];
  const names = new Set(bundles.flatMap((each) => auditBundle(each, keys)).map(({ name }) => name));
  for (const name of [
    ...names,
    'key',
    'receipt',
    'signed',
    'included',
    'grown',
    'found',
    'earlier',
    'later',
    'number',
  ]) {
    for (const locale of ['en', 'de']) {
      t.not(checkWords(locale).titles[name], undefined, `${name} in ${locale}`);
    }
  }
});

test('each limit of a proof has a German translation; a sentence without one is marked as English', (t) => {
  for (const sentence of [...notProven, ...receiptNotProven]) {
    t.is(translate(sentence, checkWords('de')).lang, undefined, sentence);
    t.deepEqual(translate(sentence, checkWords('en')), { text: sentence, lang: 'en' });
  }
});
