import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const adminRequest = 'services/raffle/identity/admin-request.ts';
const signature = 'services/raffle/identity/request-signature.ts';
const arrivedRequest = 'services/raffle/identity/arrived-request.ts';
const orders = { file: signature, test: 'tests/identity/admin-request.test.ts' };

const guards: Record<string, Guard> = {
  'the claim of the nonce': {
    file: adminRequest,
    guard: 'claimNonce({ nonce,',
    without: 'claimNonce({ nonce: crypto.randomUUID(),',
    test: 'tests/identity/admin-request.replay.test.ts',
    match: 'the same signature is refused the second time',
  },
  'the check of the digest': {
    ...orders,
    file: adminRequest,
    guard: 'requireDigest(headers, body);',
    without: '',
    match: '*with another body*',
  },
  'the check of what is covered': {
    file: 'services/raffle/contract/request-signing.ts',
    guard: 'return [...signing.components, ...optional];',
    without: 'return [...signing.components];',
    test: orders.test,
    match: '*leaves idempotency-key uncovered*',
  },
  'the check that nothing else is covered': {
    ...orders,
    guard: 'if (isExact && isRaffle) return;',
    without: 'if (isRaffle) return;',
    match: '*one component more*',
  },
  'the check of freshness': {
    ...orders,
    guard: 'requireFresh(candidate, now);',
    without: '',
    match: '*more than a minute ago*',
  },
  'the check for headers that are there twice': {
    file: arrivedRequest,
    guard: 'if (singleHeaders.has(name) && name in headers) {',
    without: 'if (false) {',
    test: 'tests/identity/admin-request.headers.test.ts',
    match: '*there twice*',
  },
  'the check of the role': {
    file: 'services/raffle/http/operators.ts',
    guard: "operator.key.role !== 'admin'",
    without: 'false',
    test: 'tests/identity/operators.test.ts',
    match: '*an auditor reads*',
  },
  'the limit of tries': {
    file: 'services/raffle/identity/sign-in-codes.ts',
    guard: 'isRight || live.triesLeft === 0',
    without: 'isRight',
    test: 'tests/identity/sign-in-codes.test.ts',
    match: 'the fifth try*',
  },
  'the check that a live code was mailed': {
    file: 'services/raffle/identity/sign-in-codes.ts',
    guard: 'if (!mayMail || this.#isAtLimit(mailbox))',
    without: 'if (this.#isAtLimit(mailbox))',
    test: 'tests/identity/sign-in-codes.test.ts',
    match: 'a code that may not be mailed*',
  },
  'the check of state': {
    file: 'services/raffle/identity/oidc.ts',
    guard: 'expectedState: attempt.state,',
    without: 'expectedState: client.skipStateCheck,',
    test: 'tests/identity/oidc.test.ts',
    match: '*with another state*',
  },
  'the check that the address is verified': {
    file: 'services/raffle/identity/oidc.ts',
    guard: 'isVerified !== true || ',
    without: '',
    test: 'tests/identity/oidc.test.ts',
    match: '*has not verified*',
  },
};

for (const [name, guard] of Object.entries(guards)) {
  test(`the identity tests fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
