import type { ProblemCode } from '#contract/problem-details.ts';

/** Stable, for scripts. 7: the service refused; 6: there was no answer, or nothing to check. */
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

/** The `code` of an error that ends a command with an exit code. */
export const exitNames = {
  0: 'done',
  1: 'unexpected',
  2: 'usage',
  3: 'declined',
  4: 'not-authorised',
  5: 'not-valid',
  6: 'not-checked',
  7: 'refused',
  130: 'interrupted',
} as const satisfies Record<ExitCode, string>;

export type ExitName = (typeof exitNames)[ExitCode];

const { unexpected, usage, notAuthorised, notChecked, refused } = exitCodes;

/** The exit code for each problem code of the service. */
export const exitCodeOf = {
  'already-drawn': refused,
  'beacon-pending': refused,
  'clock-unchecked': refused,
  'clock-wrong': refused,
  'code-wrong': notAuthorised,
  'cross-site-request': notAuthorised,
  'details-required': refused,
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
  'mail-unavailable': notChecked,
  'no-admin-key': notAuthorised,
  'no-tickets-sold': refused,
  'not-a-rehearsal': refused,
  'not-drawn': refused,
  'not-found': refused,
  'not-open-yet': refused,
  'outcome-unknown': notChecked,
  overloaded: notChecked,
  'payload-too-large': usage,
  'prize-claimed': refused,
  'prize-not-held': refused,
  'raffle-cancelled': refused,
  'raffle-closed': refused,
  'raffle-exists': refused,
  'raffle-not-found': refused,
  'rate-limited': notChecked,
  'role-insufficient': notAuthorised,
  'rule-final': refused,
  'rules-changed': refused,
  'sign-in-refused': notAuthorised,
  'sign-in-required': notAuthorised,
  'signature-invalid': notAuthorised,
  'signature-missing': notAuthorised,
  'signature-replayed': notAuthorised,
  'signature-stale': notAuthorised,
  'sold-out': refused,
  'ticket-not-valid': refused,
  'ticket-paid': refused,
  'unsupported-media-type': unexpected,
} as const satisfies Record<ProblemCode, ExitCode>;
