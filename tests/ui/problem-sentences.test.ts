import test from 'ava';
import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import { isOutcomeUnknown, toApiError, type ApiErrorCode } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { addGerman } from '../../admin-app/shared/messages/german.ts';
import { addEnglish } from '../../admin-app/shared/messages/languages.ts';

addEnglish();
addGerman();

const silence = ['offline', 'timed-out', 'unreachable'] as const;
const codes: readonly ApiErrorCode[] = [...(Object.keys(problems) as ProblemCode[]), ...silence];

/** The title for a code without a sentence. */
const general = (locale: string) =>
  describeApiError(
    { code: 'from-the-future', retryAfterSeconds: undefined },
    { locale, asked: 'look' },
  ).title;

for (const locale of ['en', 'de', 'ar-XB']) {
  test(`every problem has a sentence in ${locale} that says whether a ticket was taken`, (t) => {
    for (const code of codes) {
      const spoken = describeApiError(
        { code, retryAfterSeconds: 30 },
        { locale, asked: 'purchase' },
      );
      t.true(spoken.title.length > 4, code);
      t.is(spoken.title === general(locale), code === 'internal', code);
      t.false(spoken.text.includes('{'), code);
      t.false(spoken.text.includes('undefined'), code);
      const all = `${spoken.title} ${spoken.text}`.toLowerCase();
      for (const empty of ['oops', 'something went wrong']) t.false(all.includes(empty));
      if (locale === 'en') {
        const taken = isOutcomeUnknown(code)
          ? 'We do not know yet whether a ticket was taken. '
          : 'No ticket was taken. ';
        t.true(spoken.text.startsWith(taken) && spoken.text.length > taken.length, code);
      }
    }
  });
}

test('the sentence names the time to wait, or a moment if the service gives none', (t) => {
  const describe = (retryAfterSeconds: number | undefined, locale: string) =>
    describeApiError({ code: 'rate-limited', retryAfterSeconds }, { locale, asked: 'purchase' })
      .text;
  t.true(describe(1, 'en').includes('Wait 1 second,'));
  t.true(describe(30, 'de').includes('Warten Sie 30 Sekunden,'));
  t.true(describe(721, 'en').includes('Wait 13 minutes,'));
  t.true(describe(undefined, 'en').includes('Wait a moment,'));
});

test('the kind of request decides what the sentence says about the outcome', (t) => {
  const error = { code: 'internal', retryAfterSeconds: undefined } as const;
  const describe = (asked: 'change' | 'look') =>
    describeApiError(error, { locale: 'en', asked }).text;
  t.is(
    describe('change'),
    'We do not know yet whether it was done. Try again. It is safe: it counts only once.',
  );
  t.is(describe('look'), 'Try again.');
});

test('a language without a catalogue gets English, an unknown code the general sentence', (t) => {
  const code = 'from-the-future';
  const spoken = describeApiError(
    { code, retryAfterSeconds: undefined },
    { locale: 'fi', asked: 'look' },
  );
  t.is(spoken.title, 'The service failed');
});

test('an unknown code leaves the outcome unknown', (t) => {
  t.true(isOutcomeUnknown('from-the-future'));
  t.true(isOutcomeUnknown('toString'));
  t.false(isOutcomeUnknown('raffle-closed'));
});

test('toApiError() returns the problem code, timed-out or unreachable', (t) => {
  const problem = {
    type: 'about:blank',
    title: 'Sold out',
    status: 409,
    detail: 'No ticket was taken.',
    instance: '1',
    code: 'sold-out',
  };
  t.deepEqual(toApiError(new ProblemReply(problem, 7)), { code: 'sold-out', retryAfterSeconds: 7 });
  const timeout = new DOMException('The operation timed out.', 'TimeoutError');
  t.is(toApiError(new ServiceUnreachable('late', { cause: timeout })).code, 'timed-out');
  t.is(toApiError(new ServiceUnreachable('refused')).code, 'unreachable');
  t.is(toApiError(new TypeError('failed')).code, 'unreachable');
});
