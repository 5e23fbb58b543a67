import test from 'ava';
import { catalogueFor, languageOf } from '#contract/language.ts';
import { createCatalogues } from '#ui/catalogues.ts';
import { pseudoLocale } from '#ui/pseudo.ts';

test('languageOf() reads the language part of a locale', (t) => {
  for (const locale of ['de', 'de-AT', 'DE', ' de-DE', 'de_CH'])
    t.is(languageOf(locale), 'de', locale);
  for (const locale of ['en', 'en-GB', 'en-US@posix']) t.is(languageOf(locale), 'en', locale);
  for (const locale of ['', 'deu', 'fr-DE', 'toString'])
    t.is(languageOf(locale), undefined, locale);
});

test('catalogueFor() falls back to English', (t) => {
  const catalogues = { en: 'ticket', de: 'Los' };
  t.is(catalogueFor(catalogues, 'de-AT'), 'Los');
  t.is(catalogueFor(catalogues, 'fr'), 'ticket');
});

test('the pseudo-locale marks the messages of a component', (t) => {
  const { messagesFor } = createCatalogues({
    en: () => ({ buy: 'Buy' }),
    de: () => ({ buy: 'Kaufen' }),
  });
  t.is(messagesFor('de').buy, 'Kaufen');
  t.regex(messagesFor(pseudoLocale).buy, /^\[.*Buy.*\]$/);
});
