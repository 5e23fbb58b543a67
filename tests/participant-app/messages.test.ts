import test from 'ava';
import { messagesFor, speakable } from '../../participant-app/messages/messages.ts';
import { messagesFor as checkWordsFor } from '../../participant-app/check/messages/messages.ts';
import { receiptWordsFor } from '../../participant-app/receipts/messages/messages.ts';
import { raffleView, drawnRaffle } from '../../participant-app/gallery/fixtures.ts';
import { milestoneOf } from '../../participant-app/state/milestones.ts';

const say = messagesFor('en');

test('a locale is taken where its language is spoken, and English otherwise', (t) => {
  t.is(speakable('de-AT'), 'de-AT');
  t.is(speakable('en-GB'), 'en-GB');
  t.is(speakable('ar-XB'), 'ar-XB');
  t.is(speakable('fi'), 'en');
  t.is(speakable('en-US@posix'), 'en');
  t.is(speakable(''), 'en');
});

test('numbers follow the region, words the language', (t) => {
  t.is(messagesFor('de').ofCapacity(1_000_000), 'von 1.000.000');
  t.regex(messagesFor('de-CH').ofCapacity(1_000_000), /^von 1['’]000['’]000$/);
  t.is(messagesFor('de').buy(1), '1 Los kaufen');
  t.is(messagesFor('de').buy(2), '2 Lose kaufen');
  t.is(messagesFor('en').buy(2), 'Buy 2 tickets');
});

test('every language has every sentence', (t) => {
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

test('screen readers hear of milestones, and of nothing else', (t) => {
  const heard: string[] = [];
  for (let sold = 0; sold < 100; sold += 1) {
    const sentence = milestoneOf(raffleView({ sold }), raffleView({ sold: sold + 1 }), say);
    if (sentence !== undefined) heard.push(sentence);
  }
  t.deepEqual(heard, [
    'Half the tickets are sold. 50 tickets left.',
    '10 tickets left.',
    'One ticket left.',
    'Sold out.',
  ]);
});

test('a jump over several milestones is one sentence, the last; a draw is told once', (t) => {
  const before = raffleView({ sold: 10 });
  t.is(milestoneOf(before, raffleView({ sold: 100 }), say), 'Sold out.');
  const drawn = drawnRaffle(17);
  t.is(milestoneOf(before, drawn, say), 'The winner is drawn: ticket 17.');
  t.is(milestoneOf(drawn, drawn, say), undefined);
});
