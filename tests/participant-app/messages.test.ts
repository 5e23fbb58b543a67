import test from 'ava';
import { messagesFor, speakable } from '../../participant-app/shared/messages/messages.ts';
import { messagesFor as checkWordsFor } from '../../participant-app/features/check/messages.ts';
import { receiptWordsFor } from '../../participant-app/features/receipts/messages.ts';
import { raffleView, drawnRaffle } from '../../participant-app/gallery/fixtures.ts';
import { milestoneOf } from '../../participant-app/features/live/use-milestones.ts';
import { addGerman } from '../../participant-app/shared/messages/german.ts';

addGerman();

const messages = messagesFor('en');

test('a locale selects the catalogue of its language, or English', (t) => {
  t.is(speakable('de-AT'), 'de-AT');
  t.is(speakable('en-GB'), 'en-GB');
  t.is(speakable('ar-XB'), 'ar-XB');
  t.is(speakable('fi'), 'en');
  t.is(speakable('en-US@posix'), 'en');
  t.is(speakable(''), 'en');
});

test('numbers follow the region, and words the language', (t) => {
  t.is(messagesFor('de').buy(1_000_000), '1.000.000 Lose kaufen');
  t.is(messagesFor('de-CH').buy(1_000_000).replace(/’/g, "'"), "1'000'000 Lose kaufen");
  t.is(messagesFor('de').buy(1), '1 Los kaufen');
  t.is(messagesFor('de').buy(2), '2 Lose kaufen');
  t.is(messagesFor('en').buy(2), 'Buy 2 tickets');
});

test('every language has every message', (t) => {
  const keysOf = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? keysOf(inner as object, `${path}${key}.`)
        : [`${path}${key}`],
    );
  for (const wordsFor of [messagesFor, receiptWordsFor, checkWordsFor]) {
    const english = keysOf(wordsFor('en')).toSorted();
    t.true(english.length > 15);
    for (const locale of ['de', 'ar-XB']) {
      t.deepEqual(keysOf(wordsFor(locale)).toSorted(), english, locale);
    }
  }
});

test('only milestones are announced to screen readers', (t) => {
  const heard: string[] = [];
  for (let sold = 0; sold < 100; sold += 1) {
    const sentence = milestoneOf(raffleView({ sold }), raffleView({ sold: sold + 1 }), messages);
    if (sentence !== undefined) heard.push(sentence);
  }
  t.deepEqual(heard, [
    'Half the tickets are sold. 50 tickets left.',
    '10 tickets left.',
    'One ticket left.',
    'Sold out.',
  ]);
});

test('if several milestones are passed at once, only the last is announced; a draw is announced once', (t) => {
  const before = raffleView({ sold: 10 });
  t.is(milestoneOf(before, raffleView({ sold: 100 }), messages), 'Sold out.');
  const drawn = drawnRaffle(17);
  t.is(milestoneOf(before, drawn, messages), 'The winner is drawn: ticket 17.');
  t.is(milestoneOf(drawn, drawn, messages), undefined);
});
