import type { ProblemCode } from '#contract/problems.ts';

/** What a script can rely on. 7 is the service’s no; 6 is no answer at all. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  declined: 3,
  notAuthorised: 4,
  notValid: 5,
  notChecked: 6,
  refused: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const { unexpected, usage, notAuthorised, notChecked, refused } = exitCodes;

/** From what the service says to what the shell sees. A new problem code asks for its row here. */
export const exitCodeOf = {
  'already-drawn': refused,
  'beacon-pending': refused,
  'code-wrong': notAuthorised,
  'cross-site-request': notAuthorised,
  'embedding-not-allowed': notAuthorised,
  'idempotency-key-missing': unexpected,
  'idempotency-key-reused': refused,
  internal: notChecked,
  'invalid-request': usage,
  'invitation-expired': refused,
  'invitation-unknown': refused,
  'invitation-used': refused,
  'key-enrolled': refused,
  'key-not-found': refused,
  'key-revoked': refused,
  'key-unknown': notAuthorised,
  'last-admin-key': refused,
  'limit-reached': refused,
  'no-admin-key': notAuthorised,
  'no-tickets-sold': refused,
  'not-a-rehearsal': refused,
  'not-drawn': refused,
  'not-found': refused,
  'outcome-unknown': notChecked,
  overloaded: notChecked,
  'payload-too-large': usage,
  'raffle-closed': refused,
  'raffle-exists': refused,
  'raffle-not-found': refused,
  'rate-limited': notChecked,
  'role-insufficient': notAuthorised,
  'sign-in-refused': notAuthorised,
  'sign-in-required': notAuthorised,
  'signature-invalid': notAuthorised,
  'signature-missing': notAuthorised,
  'signature-replayed': notAuthorised,
  'signature-stale': notAuthorised,
  'sold-out': refused,
  'unsupported-media-type': unexpected,
} as const satisfies Record<ProblemCode, ExitCode>;
