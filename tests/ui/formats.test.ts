import test from 'ava';
import { formatsOf } from '#ui/formats.ts';
import { pseudolocalize } from '#ui/pseudo.ts';

test('numbers, lists and plurals follow the language', (t) => {
  const english = formatsOf('en');
  const german = formatsOf('de');
  t.is(english.number(1_000_000), '1,000,000');
  t.is(german.number(1_000_000), '1.000.000');
  t.is(english.list(['1', '2', '3']), '1, 2, and 3');
  t.is(german.list(['1', '2']), '1 und 2');
  t.is(english.plural(1, { one: 'ticket', other: 'tickets' }), 'ticket');
  t.is(english.plural(0, { one: 'ticket', other: 'tickets' }), 'tickets');
});

test('an age is told in the coarsest unit that fits, and is never negative', (t) => {
  const { ago } = formatsOf('en');
  t.is(ago(-5), '1 second ago');
  t.is(ago(40_000), '40 seconds ago');
  t.is(ago(5 * 60_000), '5 minutes ago');
  t.is(ago(3 * 3_600_000), '3 hours ago');
  t.is(ago(3 * 86_400_000), '3 days ago');
});

test('the pseudo-locale marks every sentence of a catalogue, however deep', (t) => {
  const marked = pseudolocalize({
    plain: 'Buy',
    list: ['one', 'two'],
    deep: { made: (n: number) => ({ sentence: `You have ${n}` }) },
  });
  t.regex(marked.plain, /^\[\u202EBuy\u202C ~~~~\]$/);
  t.true(marked.list.every((text) => text.startsWith('[')));
  t.regex(marked.deep.made(3).sentence, /^\[.*3 ~~~~\]$/);
});
