import test from 'ava';
import { runWithoutGuard, type Guard } from '../support/without-guard.ts';

const rules = 'services/raffle/stores/admin-rules.ts';
const store = 'services/raffle/stores/lowdb/admin-store.ts';
const enrolments = { file: 'services/raffle/identity/enrolments.ts', test: testOf('enrolments') };

function testOf(name: string): string {
  return `tests/identity/${name}.test.ts`;
}

const guards: Record<string, Guard> = {
  'the single use of an invitation': {
    file: rules,
    guard: "if (invitation.usedBy !== undefined && !isOwn) return 'invitation-used';",
    without: '',
    test: testOf('enrolments'),
    match: 'an invitation lets one key in*',
  },
  'the rule being asked where the entry is made': {
    file: store,
    guard: 'const fault = judgeEnrolment(state, wish);',
    without: 'const fault = undefined as EnrolmentFault | undefined;',
    test: testOf('enrolments'),
    match: 'of 20 browsers*',
  },
  'the entry being one for the invitation and its key': {
    file: store,
    guard: "source: 'invitation', at, digest }",
    without: "source: 'invitation', at }",
    test: 'tests/stores/admin-store.test.ts',
    match: 'an invitation is used and its key enrolled together*',
  },
  'the expiry': {
    file: rules,
    guard: 'const isLate = Date.parse(at) >= Date.parse(invitation.expiresAt);',
    without: 'const isLate = false;',
    test: testOf('invitations'),
    match: 'after 15 minutes*',
  },
  'the worth of the inviting key': {
    file: rules,
    guard: 'if (isLate || !isAdmin(keys.get(invitation.invitedBy)))',
    without: 'if (isLate)',
    test: testOf('invitations'),
    match: 'an invitation ends with the key*',
  },
  'the proof of possession': {
    ...enrolments,
    guard: 'const signed = await verifyRequestSignature(request, headers, rules);',
    without:
      "const signed = { nonce: crypto.randomUUID(), keyid, expires: now + 60, base: '', signature: '' };",
    match: 'an enrolment without a signature*',
  },
  'the check that the key has a private half': {
    ...enrolments,
    guard: 'requirePrivateHalf(publicKey);\n',
    without: '\n',
    match: 'a public key that has no private half*',
  },
  'the digest of the enrolment': {
    ...enrolments,
    guard: 'requireDigest(headers, body);',
    without: '',
    match: '*changed on the way*',
  },
  'the nonce of the enrolment': {
    ...enrolments,
    guard: 'await claimOnce(this.#store, signed, now);',
    without: '',
    match: 'the bytes of an enrolment count once',
  },
  'the role': {
    file: 'services/raffle/http/operators.ts',
    guard: "operator.key.role !== 'admin'",
    without: 'false',
    test: testOf('invitations'),
    match: 'only an admin invites',
  },
  'the revocation': {
    file: store,
    guard: 'return key?.isRevoked === true ? undefined : key;',
    without: 'return key;',
    test: testOf('revocations'),
    match: 'a revoked key is refused at its next request*',
  },
  'the second look at the key': {
    file: 'services/raffle/identity/admin-request.ts',
    guard: 'return { key: await this.#requireKey(signed.keyid), order };',
    without:
      'return { key: (await this.#store.keys()).find(({ keyid }) => keyid === signed.keyid)!, order };',
    test: testOf('revocations'),
    match: '*while its body is on the way*',
  },
  'the say of whoever was revoked a moment ago': {
    file: rules,
    guard: "if (!isAdmin(keys.get(order.keyid))) return 'key-unknown';",
    without: '',
    test: 'tests/stores/admin-store.test.ts',
    match: 'who was revoked a moment ago*',
  },
  'the last admin': {
    file: rules,
    guard: "return isLast ? 'last-admin-key' : undefined;",
    without: 'return undefined;',
    test: testOf('revocations'),
    match: 'the last admin key*',
  },
  'the operator’s word over the keys file': {
    file: 'services/raffle/identity/enrol-keys.ts',
    guard: 'if (!isAsListed && known?.revokedBy === undefined)',
    without: 'if (!isAsListed)',
    test: testOf('operators'),
    match: '*that an operator revoked stays revoked*',
  },
  'the end of what development let in': {
    file: 'services/raffle/identity/enrol-keys.ts',
    guard: '|| (inviter !== undefined && isForDevelopment(inviter))',
    without: '',
    test: testOf('first-browser'),
    match: 'in earnest*',
  },
};

test('the tests of keys pass on a copy with every guard in place', (t) => {
  const guard = guards['the second look at the key']!;
  const { exitCode, output } = runWithoutGuard({ ...guard, without: guard.guard });
  t.is(exitCode, 0, output);
});

for (const [name, guard] of Object.entries(guards)) {
  test(`the tests of keys fail without ${name}`, (t) => {
    const { exitCode, output } = runWithoutGuard(guard);
    t.is(exitCode, 1, output);
    t.regex(output, /^not ok/m, output);
    t.notRegex(output, /No tests found|SyntaxError/, output);
  });
}
