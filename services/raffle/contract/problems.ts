import { adminProblems } from './admin-problems.ts';
import type { ProblemCode } from './problem-details.ts';

/** What every reply with a problem code has in common. */
export interface Problem {
  /** HTTP status. */
  readonly status: number;
  readonly title: string;
  /** Meaning and next step, shown on the page that the problem's `type` links to. */
  readonly meaning: string;
}

/** Status, title and meaning of every problem code. */
export const problems = {
  ...adminProblems,
  'already-drawn': {
    status: 409,
    title: 'Already Drawn',
    meaning:
      'The prizes of this raffle have been drawn. The reply contains the draw; the order of tickets is never drawn again.',
  },
  'code-wrong': {
    status: 401,
    title: 'Code Wrong',
    meaning:
      'The sign-in code is wrong, used, older than ten minutes, or was requested in another browser. Use the newest mail, or request a new code.',
  },
  'cross-site-request': {
    status: 403,
    title: 'Cross-Site Request',
    meaning: 'The request came from another site, so it was ignored. Open the raffle itself.',
  },
  'details-required': {
    status: 422,
    title: 'Details Required',
    meaning:
      'The organiser asks buyers for details that your account lacks; `missing` names them. No ticket was taken. Add them, then buy again with the same Idempotency-Key.',
  },
  'embedding-not-allowed': {
    status: 403,
    title: 'Embedding Not Allowed',
    meaning:
      'The site is not on the list of sites that may embed this raffle. Open the raffle itself, or ask its organiser.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'Idempotency Key Missing',
    meaning:
      'A purchase needs an Idempotency-Key header: 1 to 255 visible ASCII characters, the same for every retry of one purchase.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency Key Reused',
    meaning:
      'This Idempotency-Key was already used for another request. Use a new key for a new request.',
  },
  internal: {
    status: 500,
    title: 'Internal Error',
    meaning:
      'The service failed. Try again with the same Idempotency-Key. The request id identifies the line in its log.',
  },
  'invalid-request': {
    status: 400,
    title: 'Invalid Request',
    meaning: 'Something in the request is missing, has the wrong type, or is unknown.',
  },
  'limit-reached': {
    status: 409,
    title: 'Limit Reached',
    meaning: 'This person would hold more tickets than the raffle allows. No ticket was taken.',
  },
  'mail-unavailable': {
    status: 503,
    title: 'Mail Unavailable',
    meaning:
      'The mail server cannot be reached at the moment, so no sign-in code was sent. Try again after `Retry-After` seconds.',
  },
  'not-drawn': {
    status: 404,
    title: 'Not Drawn',
    meaning: 'The prizes have not been drawn yet.',
  },
  'not-found': {
    status: 404,
    title: 'Not Found',
    meaning: 'There is nothing at this address.',
  },
  'not-open-yet': {
    status: 409,
    title: 'Not Open Yet',
    meaning: 'Sales have not begun; `opensAt` says when they do. No ticket was taken.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'Outcome Unknown',
    meaning:
      'The service could not confirm that the change is on disk. Try again with the same Idempotency-Key; the change is made at most once.',
  },
  overloaded: {
    status: 503,
    title: 'Overloaded',
    meaning:
      'Too many requests are waiting. Nothing was changed; try again after `Retry-After` seconds.',
  },
  'payload-too-large': {
    status: 413,
    title: 'Payload Too Large',
    meaning: 'The request body is larger than this address accepts.',
  },
  'raffle-cancelled': {
    status: 409,
    title: 'Raffle Cancelled',
    meaning:
      'The organiser has cancelled this raffle. No ticket was taken, and there is never a draw.',
  },
  'raffle-closed': {
    status: 409,
    title: 'Raffle Closed',
    meaning: 'Sales have ended. No ticket was taken.',
  },
  'raffle-not-found': {
    status: 404,
    title: 'Raffle Not Found',
    meaning: 'There is no raffle with this id.',
  },
  'rate-limited': {
    status: 429,
    title: 'Rate Limited',
    meaning:
      'Too many requests from one network or account. Try again after `Retry-After` seconds.',
  },
  'rules-changed': {
    status: 409,
    title: 'Rules Changed',
    meaning:
      'The organiser has changed the raffle since this page was loaded. No ticket was taken. Read the new terms, then buy again.',
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
  'sold-out': {
    status: 409,
    title: 'Inventory Exhausted',
    meaning: 'Fewer tickets are left than requested. No ticket was taken.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported Media Type',
    meaning: 'Send JSON, with the header Content-Type: application/json.',
  },
} as const satisfies Record<ProblemCode, Problem>;
