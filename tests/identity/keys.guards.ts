import type { Guard } from '../support/guards/guard.ts';

const rules = 'services/raffle/stores/admin-store.ts';
const store = 'services/raffle/stores/lowdb/admin-store.ts';
const entries = 'services/raffle/stores/key-entries.ts';
const enrolments = { file: 'services/raffle/identity/enrolments.ts', test: testOf('enrolments') };

function testOf(name: string): string {
  return `tests/identity/${name}.test.ts`;
}

export const guards: Record<string, Guard> = {
  'the first character of an invitation': {
    file: 'services/raffle/identity/enrolments.ts',
    guard: "invitation.startsWith('-') ? makeInvitation() : invitation",
    without: 'invitation',
    test: testOf('invitations'),
    match: 'no invitation begins*',
  },
  'the single use of an invitation': {
    file: rules,
    guard: "if (invitation.usedBy !== undefined && !isRepeated) return 'invitation-used';",
    without: '',
    test: testOf('enrolments'),
    match: 'an invitation enrols one*',
  },
  'the use of the rule when the entry is made': {
    file: entries,
    guard: 'const fault = findEnrolmentFault(state, request);',
    without: 'const fault = undefined as EnrolmentFault | undefined;',
    test: testOf('enrolments'),
    match: 'of 20 browsers*',
  },
  'the single entry for the invitation and its key': {
    file: entries,
    guard: "source: 'invitation', at, digest }",
    without: "source: 'invitation', at }",
    test: 'tests/stores/admin-store.test.ts',
    match: 'an invitation is used and its key enrolled in one entry',
  },
  'the expiry': {
    file: rules,
    guard: 'const isLate = Date.parse(at) >= Date.parse(expiresAt);',
    without: 'const isLate = false;',
    test: testOf('invitations'),
    match: 'after 15 minutes*',
  },
  'the check of the inviting key': {
    file: rules,
    guard: ' && isAdmin(keys.get(invitedBy))',
    without: '',
    test: testOf('invitations'),
    match: 'an invitation is invalid after its creator’s key was*',
  },
  'the withdrawal of an invitation': {
    file: rules,
    guard: ' && isWithdrawn !== true',
    without: '',
    test: testOf('invitations'),
    match: 'a withdrawn invitation*',
  },
  'the seven days of an invitation': {
    file: 'services/raffle/contract/requests.ts',
    guard: '.check(z.maximum(limits.invitationDaysMax))',
    without: '',
    test: testOf('invitations'),
    match: 'an invitation is valid for 1 to 7 days*',
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
    match: 'a public key without*',
  },
  'the digest of the enrolment': {
    ...enrolments,
    guard: 'requireDigest(headers, body);',
    without: '',
    match: 'an enrolment whose body*',
  },
  'the nonce of the enrolment': {
    ...enrolments,
    guard: 'await claimOnce(this.#store, signed, now);',
    without: '',
    match: 'the bytes of an*',
  },
  'the role': {
    file: 'services/raffle/http/admin/operators.ts',
    guard: 'requireRole(operator, roles);',
    without: '',
    test: testOf('invitations'),
    match: 'only an admin may*',
  },
  'the revocation': {
    file: store,
    guard: 'return key?.isRevoked === true ? undefined : key;',
    without: 'return key;',
    test: testOf('revocations'),
    match: 'a revoked key is refused at its next request*',
  },
  'the second check of the key': {
    file: 'services/raffle/identity/admin-request.ts',
    guard: 'return { key: await this.#requireKey(signed.keyid), operatorSignature };',
    without:
      'return { key: (await this.#store.listKeys()).find(({ keyid }) => keyid === signed.keyid)!, operatorSignature };',
    test: testOf('revocations'),
    match: 'a request whose key*',
  },
  'the refusal of a key revoked in the same batch': {
    file: rules,
    guard: "if (!isAdmin(keys.get(signature.keyid))) return 'key-unknown';",
    without: '',
    test: 'tests/stores/admin-store.test.ts',
    match: 'a key revoked in the same batch*',
  },
  'the check for the last admin': {
    file: rules,
    guard: "return isLast ? 'last-admin-key' : undefined;",
    without: 'return undefined;',
    test: testOf('revocations'),
    match: 'the last admin key*',
  },
  'the precedence of a revocation over the keys file': {
    file: 'services/raffle/identity/startup-keys.ts',
    guard: 'if (!isAsListed && known?.revokedBy === undefined)',
    without: 'if (!isAsListed)',
    test: testOf('operators'),
    match: '*that an operator revoked stays revoked*',
  },
  'the end of keys enrolled in development': {
    file: 'services/raffle/identity/startup-keys.ts',
    guard: '|| (inviter !== undefined && isForDevelopment(inviter))',
    without: '',
    test: testOf('first-browser'),
    match: 'in production, keys enrolled*',
  },
};
