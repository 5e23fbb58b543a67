import '../support/browser-globals.ts';
import { cleanup, render, screen } from '@testing-library/react';
import test from 'ava';
import { createLateLanguages } from '#ui/late-languages.ts';

test.afterEach.always(() => cleanup());

/** Renders the locale that is shown, and records every one that was. */
function show(loadGerman: () => Promise<unknown>, locale: string) {
  const useLoadedLocale = createLateLanguages({ de: loadGerman });
  const shown: (string | undefined)[] = [];
  function Shown({ wanted }: { readonly wanted: string }) {
    const loaded = useLoadedLocale(wanted);
    shown.push(loaded);
    return <p>{loaded ?? 'nothing'}</p>;
  }
  const { rerender } = render(<Shown wanted={locale} />);
  return { shown, change: (next: string) => rerender(<Shown wanted={next} />) };
}

test.serial('a late language is shown once its texts are there, and nothing before', async (t) => {
  const { shown } = show(async () => {}, 'de-AT');
  await screen.findByText('de-AT');
  t.deepEqual([...new Set(shown)], [undefined, 'de-AT']);
});

test.serial('English is shown at once, and loads nothing', (t) => {
  const { shown } = show(async () => t.fail(), 'en-GB');
  t.deepEqual([...new Set(shown)], ['en-GB']);
});

test.serial('English replaces a language whose texts cannot be loaded', async (t) => {
  const { shown } = show(async () => Promise.reject(new Error('no network')), 'de');
  await screen.findByText('en');
  t.deepEqual([...new Set(shown)], [undefined, 'en']);
});

test.serial(
  'a change of the language keeps the earlier one until the texts are there',
  async (t) => {
    const { shown, change } = show(async () => {}, 'en');
    change('de');
    await screen.findByText('de');
    t.deepEqual([...new Set(shown)], ['en', 'de']);
  },
);
