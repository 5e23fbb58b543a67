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

test('a formatted time names its zone', (t) => {
  const zone = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZoneName: 'short' })
      .formatToParts(new Date('2026-07-01T12:00:00Z'))
      .find(({ type }) => type === 'timeZoneName')!.value;
  for (const locale of ['en', 'en-GB', 'de']) {
    const { moment, stamp } = formatsOf(locale);
    for (const write of [moment, stamp]) {
      t.true(write('2026-07-01T12:00:00Z').endsWith(zone(locale)), write('2026-07-01T12:00:00Z'));
    }
  }
  t.is(formatsOf('en').stamp('never'), 'never');
});

test('an age is formatted in the largest suitable unit and is never negative', (t) => {
  const { ago } = formatsOf('en');
  t.is(ago(-5), '1 second ago');
  t.is(ago(40_000), '40 seconds ago');
  t.is(ago(5 * 60_000), '5 minutes ago');
  t.is(ago(3 * 3_600_000), '3 hours ago');
  t.is(ago(3 * 86_400_000), '3 days ago');
});

test('the pseudo-locale marks every sentence of a catalogue, at any depth', (t) => {
  const marked = pseudolocalize({
    plain: 'Buy',
    list: ['one', 'two'],
    deep: { made: (n: number) => ({ sentence: `You have ${n}` }) },
  });
  t.regex(marked.plain, /^\[\u202EBuy\u202C ~~~~\]$/);
  t.true(marked.list.every((text) => text.startsWith('[')));
  t.regex(marked.deep.made(3).sentence, /^\[.*3 ~~~~\]$/);
});
