import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const cases = { test: 'tests/http/embedding.test.ts' };
const token = {
  test: 'tests/identity/embed-token.test.ts',
  file: 'services/raffle/identity/embed-token.ts',
};
const participants = { ...cases, file: 'services/raffle/http/participants.ts' };

const guards: Record<string, Guard> = {
  'the binding of a token to its origin': {
    ...cases,
    file: token.file,
    guard: 'grant.origin === origin && now',
    without: 'now',
    match: 'a token counts from no other origin',
  },
  'the end of a token': {
    ...token,
    guard: ' && now < grant.expiresAt',
    without: '',
    match: 'a token says what*',
  },
  'the signature of a token': {
    ...token,
    guard: '!isEqual(token.slice(end + 1), this.#sign(text))',
    without: "token === ''",
    match: 'a token made with another key*',
  },
  'the epoch of a token': {
    ...participants,
    guard: 'account?.epoch === grant?.epoch',
    without: "origin !== ''",
    match: 'a token is dead when its account*',
  },
  'the embed list, when a token is used': {
    ...participants,
    guard: 'token === undefined || !isListed',
    without: 'token === undefined || (isListed && origin === token)',
    match: 'a token is dead when its site*',
  },
  'the embed list, when a token is asked for': {
    ...participants,
    guard: 'this.#requireListed(origin);',
    without: '',
    match: 'a site that is not listed*',
  },
  'the same-site check of the sign-in window': {
    ...cases,
    file: 'services/raffle/http/same-site.ts',
    guard: 'if (isFromOwnSite(request, publicUrl)) return next();',
    without: 'return next();',
    match: 'only the service*',
  },
  'the cookie’s own site': {
    ...cases,
    file: 'services/raffle/http/sessions.ts',
    guard: 'isOwn ? readCookie',
    without: 'isOwn || !isOwn ? readCookie',
    match: 'a cookie never counts*',
  },
  'the rule that a token rules out the cookie': {
    ...participants,
    guard: 'authorization === undefined) return',
    without: 'authorization !== null) return',
    match: 'a bad token*',
  },
};

test('the embedding tests pass on a copy with every guard in place', (t) => {
  const guard = guards['the embed list, when a token is asked for']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the embedding tests fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok 1/m, output);
  });
}
