/** Every code an error reply can carry. Stable: programs branch on it, people read the `detail`. */
export type ProblemCode =
  | 'already-drawn'
  | 'beacon-pending'
  | 'code-wrong'
  | 'cross-site-request'
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
  | 'no-admin-key'
  | 'no-tickets-sold'
  | 'not-a-rehearsal'
  | 'not-drawn'
  | 'not-found'
  | 'outcome-unknown'
  | 'overloaded'
  | 'payload-too-large'
  | 'raffle-closed'
  | 'raffle-exists'
  | 'raffle-not-found'
  | 'rate-limited'
  | 'role-insufficient'
  | 'sign-in-refused'
  | 'sign-in-required'
  | 'signature-invalid'
  | 'signature-missing'
  | 'signature-replayed'
  | 'signature-stale'
  | 'sold-out'
  | 'unsupported-media-type';

/** What a draw that is `beacon-pending` waits for; the reply's `waitsFor`. */
export type WaitsFor = 'round' | 'relay' | 'chain';

export interface Problem {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do, for the page the problem's `type` points to. */
  readonly meaning: string;
}

/** From code to status and title. A new code asks for its row at compile time. */
export const problems = {
  'already-drawn': {
    status: 409,
    title: 'Already Drawn',
    meaning:
      'This raffle has its one winner. The reply carries the draw; it is never repeated or changed.',
  },
  'beacon-pending': {
    status: 409,
    title: 'Beacon Pending',
    meaning:
      'Sales have ended and the draw is sealed; it waits for one round of a public beacon, and for no other. Ask again after the seconds given, or send the beacon along. `waitsFor` says what is missing: `round`, it is not published yet; `relay`, it is published and no relay gave it; `chain`, this service does not know the chain that the seal names.',
  },
  'code-wrong': {
    status: 401,
    title: 'Code Wrong',
    meaning:
      'The sign-in code is wrong, used, older than ten minutes, or was asked for in another browser. Ask for a new one.',
  },
  'cross-site-request': {
    status: 403,
    title: 'Cross-Site Request',
    meaning: 'The request came from another site, so it was ignored. Open the raffle itself.',
  },
  'embedding-not-allowed': {
    status: 403,
    title: 'Embedding Not Allowed',
    meaning:
      'The site is not on the list of those that may embed this raffle. Open the raffle itself, or ask whoever runs it.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'Idempotency Key Missing',
    meaning:
      'A purchase needs an Idempotency-Key header: 1 to 255 visible ASCII characters, the same for every retry of one intent.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency Key Reused',
    meaning:
      'This Idempotency-Key already stands for another request. Use a new key for a new intent.',
  },
  internal: {
    status: 500,
    title: 'Internal Error',
    meaning:
      'The service failed. Ask again with the same Idempotency-Key; the request id finds the log line.',
  },
  'invalid-request': {
    status: 400,
    title: 'Invalid Request',
    meaning: 'Something in the request is missing, of the wrong type, or not known.',
  },
  'invitation-expired': {
    status: 410,
    title: 'Invitation Expired',
    meaning:
      'The invitation is older than 15 minutes, or whoever made it has lost their key. Ask for a new one.',
  },
  'invitation-unknown': {
    status: 404,
    title: 'Invitation Unknown',
    meaning:
      'There is no such invitation here. Open the link as it was given, whole, or ask for a new one.',
  },
  'invitation-used': {
    status: 409,
    title: 'Invitation Used',
    meaning:
      'The invitation has let another key in; it does so once. If that was not you, have that key revoked. Ask for a new invitation.',
  },
  'key-enrolled': {
    status: 409,
    title: 'Key Enrolled',
    meaning: 'This key is enrolled already. The invitation was not used.',
  },
  'key-not-found': {
    status: 404,
    title: 'Key Not Found',
    meaning: 'No key with this keyid was ever enrolled here.',
  },
  'key-revoked': {
    status: 409,
    title: 'Key Revoked',
    meaning:
      'This key was revoked and never comes back. Enrol a new key, with an invitation that was not used.',
  },
  'key-unknown': {
    status: 401,
    title: 'Key Unknown',
    meaning: 'The signature names a key that is not enrolled here, or is revoked.',
  },
  'last-admin-key': {
    status: 409,
    title: 'Last Admin Key',
    meaning:
      'It is the only key left with the admin role, and without it nobody could let another in. Enrol another first.',
  },
  'limit-reached': {
    status: 409,
    title: 'Limit Reached',
    meaning: 'This person would hold more tickets than the raffle allows. No ticket was taken.',
  },
  'no-admin-key': {
    status: 503,
    title: 'No Admin Key',
    meaning: 'No operator key is enrolled, so nobody can be let in. Set RAFFLE_ADMIN_KEYS_FILE.',
  },
  'no-tickets-sold': {
    status: 409,
    title: 'No Tickets Sold',
    meaning: 'There is nobody to draw: no ticket was sold.',
  },
  'not-a-rehearsal': {
    status: 409,
    title: 'Not a Rehearsal',
    meaning:
      'Made-up participants and deletion are for raffles that were opened as rehearsals. This one is real, so nothing was changed.',
  },
  'not-drawn': {
    status: 404,
    title: 'Not Drawn',
    meaning: 'The winner has not been drawn yet.',
  },
  'not-found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is nothing at this address.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'Outcome Unknown',
    meaning:
      'The service could not confirm that the change is on disk. Ask again with the same Idempotency-Key; it is done at most once.',
  },
  overloaded: {
    status: 503,
    title: 'Overloaded',
    meaning: 'Too many requests wait. Nothing was taken; try again after the seconds given.',
  },
  'payload-too-large': {
    status: 413,
    title: 'Payload Too Large',
    meaning: 'The request body is larger than this address accepts.',
  },
  'raffle-closed': {
    status: 409,
    title: 'Raffle Closed',
    meaning: 'Sales have ended. No ticket was taken.',
  },
  'raffle-exists': {
    status: 409,
    title: 'Raffle Exists',
    meaning: 'A raffle with this id exists already. Choose another id.',
  },
  'raffle-not-found': {
    status: 404,
    title: 'Raffle Not Found',
    meaning: 'There is no raffle with this id.',
  },
  'rate-limited': {
    status: 429,
    title: 'Rate Limited',
    meaning: 'Too many requests from one place. Wait the seconds given, then try again.',
  },
  'role-insufficient': {
    status: 403,
    title: 'Role Insufficient',
    meaning: 'This key may read but not change. Ask an operator whose key has the admin role.',
  },
  'sign-in-refused': {
    status: 403,
    title: 'Sign-In Refused',
    meaning: 'The organisation did not confirm who you are, or the address is not verified there.',
  },
  'sign-in-required': {
    status: 401,
    title: 'Sign-In Required',
    meaning: 'Sign in first. No ticket was taken.',
  },
  'signature-invalid': {
    status: 401,
    title: 'Signature Invalid',
    meaning: 'The signature does not belong to this request as it arrived.',
  },
  'signature-missing': {
    status: 401,
    title: 'Signature Missing',
    meaning: 'Admin requests are signed (RFC 9421). This one is not.',
  },
  'signature-replayed': {
    status: 401,
    title: 'Signature Replayed',
    meaning: 'This very signature was used before. Sign again; keep the Idempotency-Key.',
  },
  'signature-stale': {
    status: 401,
    title: 'Signature Stale',
    meaning: 'The signature is too old, too new or too long-lived. Check the clock and sign again.',
  },
  'sold-out': {
    status: 409,
    title: 'Inventory Exhausted',
    meaning: 'Fewer tickets are left than were asked for. No ticket was taken.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported Media Type',
    meaning: 'Send JSON, with the header Content-Type: application/json.',
  },
} as const satisfies Record<ProblemCode, Problem>;
