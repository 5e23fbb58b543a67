import test from 'ava';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import { problems, type ProblemCode } from '#contract/problems.ts';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { isOutcomeUnknown, toTrouble, type TroubleCode } from '#ui/problems/trouble.ts';

const silence = ['offline', 'timed-out', 'unreachable'] as const;
const codes: readonly TroubleCode[] = [...(Object.keys(problems) as ProblemCode[]), ...silence];

for (const locale of ['en', 'de', 'ar-XB']) {
  test(`every problem has a sentence in ${locale} that says whether a ticket was taken`, (t) => {
    for (const code of codes) {
      const spoken = sayTrouble({ code, retryAfterSeconds: 30 }, { locale, asked: 'purchase' });
      t.true(spoken.title.length > 4, code);
      t.notRegex(spoken.text, /\{|undefined/, code);
      t.notRegex(`${spoken.title} ${spoken.text}`, /oops|something went wrong/i);
      if (locale === 'en') {
        const taken = isOutcomeUnknown(code)
          ? /^We do not know yet whether a ticket was taken\. ./
          : /^No ticket was taken\. ./;
        t.regex(spoken.text, taken, code);
      }
    }
  });
}

test('the time to wait is named, and guessed at where the service did not', (t) => {
  const say = (retryAfterSeconds: number | undefined, locale: string) =>
    sayTrouble({ code: 'rate-limited', retryAfterSeconds }, { locale, asked: 'purchase' }).text;
  t.regex(say(1, 'en'), /Wait 1 second,/);
  t.regex(say(30, 'de'), /Warten Sie 30 Sekunden,/);
  t.regex(say(undefined, 'en'), /Wait a moment,/);
});

test('what was asked for decides what is said of the outcome', (t) => {
  const trouble = { code: 'internal', retryAfterSeconds: undefined } as const;
  const say = (asked: 'change' | 'look') => sayTrouble(trouble, { locale: 'en', asked }).text;
  t.regex(say('change'), /^We do not know yet whether it was done\./);
  t.notRegex(say('look'), /We do not know/);
});

test('a language without a catalogue gets English, a newer code the general sentence', (t) => {
  const code = 'from-the-future' as TroubleCode;
  const spoken = sayTrouble(
    { code, retryAfterSeconds: undefined },
    { locale: 'fi', asked: 'look' },
  );
  t.is(spoken.title, 'The service failed');
});

test('a failed call is a problem, a timeout, or silence', (t) => {
  const problem = {
    type: 'about:blank',
    title: 'Sold out',
    status: 409,
    detail: 'No ticket was taken.',
    instance: '1',
    code: 'sold-out',
  };
  t.deepEqual(toTrouble(new ProblemReply(problem, 7)), { code: 'sold-out', retryAfterSeconds: 7 });
  const timeout = new DOMException('The operation timed out.', 'TimeoutError');
  t.is(toTrouble(new ServiceUnreachable('late', { cause: timeout })).code, 'timed-out');
  t.is(toTrouble(new ServiceUnreachable('refused')).code, 'unreachable');
  t.is(toTrouble(new TypeError('whatever')).code, 'unreachable');
});
