import type { ProblemCode } from './problem-details.ts';

/**
 * What an error reply tells about requests that were sent earlier with the same Idempotency-Key.
 * `before-lookup`: the service replied before it looked the key up, so it tells nothing about them.
 * `after-lookup`: the key was looked up; no earlier request was done. `unknown`: not even this
 * request's outcome is known.
 */
export type ReplyStage = 'before-lookup' | 'after-lookup' | 'unknown';

const replyStages: Readonly<Record<ProblemCode, ReplyStage>> = {
  'already-drawn': 'after-lookup',
  'beacon-pending': 'after-lookup',
  'clock-unchecked': 'after-lookup',
  'clock-wrong': 'after-lookup',
  'code-wrong': 'after-lookup',
  'cross-site-request': 'before-lookup',
  'details-required': 'after-lookup',
  'embedding-not-allowed': 'before-lookup',
  'idempotency-key-missing': 'before-lookup',
  'idempotency-key-reused': 'after-lookup',
  internal: 'unknown',
  'invalid-request': 'before-lookup',
  'invitation-expired': 'after-lookup',
  'invitation-unknown': 'after-lookup',
  'invitation-used': 'after-lookup',
  'key-enrolled': 'after-lookup',
  'key-not-found': 'after-lookup',
  'key-revoked': 'after-lookup',
  'key-unknown': 'before-lookup',
  'last-admin-key': 'after-lookup',
  'limit-reached': 'after-lookup',
  'mail-unavailable': 'after-lookup',
  'no-admin-key': 'before-lookup',
  'no-tickets-sold': 'after-lookup',
  'not-a-rehearsal': 'after-lookup',
  'not-drawn': 'after-lookup',
  'not-found': 'before-lookup',
  'not-open-yet': 'after-lookup',
  'outcome-unknown': 'unknown',
  overloaded: 'before-lookup',
  'payload-too-large': 'before-lookup',
  'prize-claimed': 'after-lookup',
  'prize-not-held': 'after-lookup',
  'raffle-cancelled': 'after-lookup',
  'raffle-closed': 'after-lookup',
  'raffle-exists': 'after-lookup',
  'raffle-not-found': 'before-lookup',
  'rate-limited': 'before-lookup',
  'role-insufficient': 'before-lookup',
  'rule-final': 'after-lookup',
  'rules-changed': 'after-lookup',
  'sign-in-refused': 'before-lookup',
  'sign-in-required': 'before-lookup',
  'signature-invalid': 'before-lookup',
  'signature-missing': 'before-lookup',
  'signature-replayed': 'before-lookup',
  'signature-stale': 'before-lookup',
  'sold-out': 'after-lookup',
  'ticket-not-valid': 'after-lookup',
  'ticket-paid': 'after-lookup',
  'unsupported-media-type': 'before-lookup',
};

/** @param code Of an error reply. A code from a newer service is not in the table: `unknown`. */
export function replyStageOf(code: string): ReplyStage {
  return isListed(code) ? replyStages[code] : 'unknown';
}

function isListed(code: string): code is ProblemCode {
  return Object.hasOwn(replyStages, code);
}
