import type { Guard } from '../support/guards/guard.ts';

const adminRequest = 'services/raffle/identity/admin-request.ts';
const signature = 'services/raffle/identity/request-signature.ts';
const arrivedRequest = 'services/raffle/identity/raw-request.ts';
const signedRequests = { file: signature, test: 'tests/identity/admin-request.test.ts' };

export const guards: Record<string, Guard> = {
  'the claim of the nonce': {
    file: adminRequest,
    guard: 'return { nonce, keyid,',
    without: 'return { nonce: nonce + crypto.randomUUID(), keyid,',
    test: 'tests/identity/admin-request.replay.test.ts',
    match: 'the same signature is refused the second time',
  },
  'the check of the digest': {
    ...signedRequests,
    file: adminRequest,
    guard: 'requireDigest(headers, body);',
    without: '',
    match: '*with another body*',
  },
  'the check of the covered components': {
    file: 'services/raffle/contract/request-signing.ts',
    guard: 'return [...signing.components, ...optional];',
    without: 'return [...signing.components];',
    test: signedRequests.test,
    match: '*leaves idempotency-key uncovered*',
  },
  'the check for additional components': {
    ...signedRequests,
    guard: 'if (isExact && isRaffle) return;',
    without: 'if (isRaffle) return;',
    match: '*one component more*',
  },
  'the check of freshness': {
    ...signedRequests,
    guard: 'requireFresh(candidate, now);',
    without: '',
    match: '*more than a minute ago*',
  },
  'the check for duplicate headers': {
    file: arrivedRequest,
    guard: 'if (singleHeaders.has(name) && name in headers) {',
    without: 'if (false) {',
    test: 'tests/identity/admin-request.headers.test.ts',
    match: '*there twice*',
  },
  'the check of the role': {
    file: 'services/raffle/http/admin/operators.ts',
    guard: 'requireRole(operator, roles);',
    without: '',
    test: 'tests/identity/operators.test.ts',
    match: 'an admin key from*',
  },
  'the limit of attempts per code': {
    file: 'services/raffle/identity/sign-in-codes.ts',
    guard: '(live) => live.triesLeft === 0',
    without: '() => false',
    test: 'tests/identity/sign-in-codes.test.ts',
    match: 'the fifth attempt may*',
  },
  'the withdrawal of a code that was not delivered': {
    file: 'services/raffle/identity/sign-in-codes.ts',
    guard: 'withdraw: () => this.#remove(challenge, (each) => each === live)',
    without: 'withdraw: () => {}',
    test: 'tests/identity/sign-in-codes.test.ts',
    match: 'a code whose mail was not delivered*',
  },
  'the keeping of a browser’s earlier codes': {
    file: 'services/raffle/identity/sign-in-codes.ts',
    guard: '[...(this.#browsers.get(challenge) ?? []), live]',
    without: '[live]',
    test: 'tests/identity/sign-in-codes.test.ts',
    match: 'every code of a browser*',
  },
  'the limit of one network’s share of a mailbox': {
    file: 'services/raffle/http/sign-in/code-rate-limiter.ts',
    guard: '`${mailbox} ${network}`',
    without: 'mailbox',
    test: 'tests/http/code-rate-limiter.test.ts',
    match: 'six requests for an*',
  },
  'the growth with successful sign-ins': {
    file: 'services/raffle/http/sign-in/code-rate-limiter.ts',
    guard: 'await this.#store.give(this.#networksOf(address), tokensPerSignIn);',
    without: '',
    test: 'tests/http/code-rate-limiter.test.ts',
    match: 'each successful sign-in raises*',
  },
  'the reserve for known browsers': {
    file: 'services/raffle/http/sign-in/code-rate-limiter.ts',
    guard: 'reserve.length > 0 && isTaken(await this.#store.take(reserve))',
    without: 'false',
    test: 'tests/mail/smtp.test.ts',
    match: 'a network that used up its codes*',
  },
  'the single reserve of a person': {
    file: 'services/raffle/http/sign-in/code-routes.ts',
    guard: 'person: knowsMailbox ? owner : known.persons[0]',
    without: 'person: String(Math.random())',
    test: 'tests/mail/smtp.test.ts',
    match: 'signing in again*',
  },
  'the bound of the mail queue': {
    file: 'services/raffle/mail/mail-queue.ts',
    guard: 'if (this.waiting > this.#options.waitingMax) this.#dropOne();',
    without: '',
    test: 'tests/mail/mail-queue.test.ts',
    match: 'a full queue drops*',
  },
  'the retry after a temporary mail failure': {
    file: 'services/raffle/mail/mail-queue.ts',
    guard: 'return responseCode >= 400 && responseCode < 500;',
    without: 'return false;',
    test: 'tests/mail/smtp-failures.test.ts',
    match: 'a mail that is refused for now*',
  },
  'the check of the mail server before a code is issued': {
    file: 'services/raffle/http/sign-in/code-routes.ts',
    guard: 'await requireMailServer(mailer);',
    without: '',
    test: 'tests/mail/smtp-failures.test.ts',
    match: 'a mail server that cannot be reached*',
  },
  'the check of the state parameter': {
    file: 'services/raffle/identity/oidc.ts',
    guard: 'expectedState: attempt.state,',
    without: 'expectedState: client.skipStateCheck,',
    test: 'tests/identity/oidc.test.ts',
    match: '*with another state*',
  },
  'the check that the address is verified': {
    file: 'services/raffle/identity/oidc.ts',
    guard: 'if (isVerified !== true)',
    without: 'if (false)',
    test: 'tests/identity/oidc.test.ts',
    match: 'an address that the organisation has not verified*',
  },
};
