import * as z from 'zod/mini';

/** Stable codes of error replies. Programs branch on the code, people read the `detail`. */
export type ProblemCode =
  | 'already-drawn'
  | 'beacon-pending'
  | 'clock-unchecked'
  | 'clock-wrong'
  | 'code-wrong'
  | 'cross-site-request'
  | 'details-required'
  | 'embedding-not-allowed'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'internal'
  | 'invalid-request'
  | 'invitation-expired'
  | 'invitation-unknown'
  | 'invitation-used'
  | 'key-enrolled'
  | 'key-not-found'
  | 'key-revoked'
  | 'key-unknown'
  | 'last-admin-key'
  | 'limit-reached'
  | 'mail-unavailable'
  | 'no-admin-key'
  | 'no-tickets-sold'
  | 'not-a-rehearsal'
  | 'not-drawn'
  | 'not-found'
  | 'not-open-yet'
  | 'outcome-unknown'
  | 'overloaded'
  | 'payload-too-large'
  | 'prize-claimed'
  | 'prize-not-held'
  | 'raffle-cancelled'
  | 'raffle-closed'
  | 'raffle-exists'
  | 'raffle-not-found'
  | 'rate-limited'
  | 'role-insufficient'
  | 'rule-final'
  | 'rules-changed'
  | 'sign-in-refused'
  | 'sign-in-required'
  | 'signature-invalid'
  | 'signature-missing'
  | 'signature-replayed'
  | 'signature-stale'
  | 'sold-out'
  | 'ticket-not-valid'
  | 'ticket-paid'
  | 'unsupported-media-type';

/** What a `beacon-pending` draw waits for: the round's publication, or a relay that returns it. */
export type WaitsFor = 'round' | 'relay';

/** RFC 9457 problem details with a stable `code`. A newer service may use codes not listed here. */
export const ProblemDetails = z.looseObject({
  type: z.string(),
  title: z.string(),
  /** HTTP status of the reply. */
  status: z.int(),
  /** Says whether a ticket was taken and what to do next. */
  detail: z.string(),
  /** Request id, which is in the service's log. */
  instance: z.string(),
  code: z.string(),
});
export type ProblemDetails = z.infer<typeof ProblemDetails>;
