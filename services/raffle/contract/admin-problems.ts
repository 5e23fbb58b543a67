import type { ProblemCode } from './problem-details.ts';
import type { Problem } from './problems.ts';

/** Problems of operators' requests. */
export const adminProblems = {
  'beacon-pending': {
    status: 409,
    title: 'Beacon Pending',
    meaning:
      'Sales have ended and the draw is sealed; it waits for one particular round of its beacon chain. Try again after `Retry-After` seconds, or send the beacon in the request. `waitsFor` says what is missing: `round`: the round is not published yet; `relay`: it is published, but no relay returned it.',
  },
  'clock-unchecked': {
    status: 409,
    title: 'Clock Unchecked',
    meaning:
      'The closing would seal the draw to a future round of the beacon, but no relay could be reached to check the clock of the service. Nothing was changed. Try again, or check the clock yourself and send confirmUncheckedClock: true in the body.',
  },
  'clock-wrong': {
    status: 409,
    title: 'Clock Wrong',
    meaning:
      'The closing would seal the draw to a future round of the beacon, but according to the newest round the clock of the service is off by more than a few seconds. Nothing was changed. Set the clock; aheadSeconds says by how much it is off. If the clock is right and still ahead of the beacon, the beacon has stopped: wait until it continues, or send confirmStoppedBeacon: true in the body.',
  },
  'invitation-expired': {
    status: 410,
    title: 'Invitation Expired',
    meaning:
      'The invitation has expired or was withdrawn, or the key of the operator who created it is revoked. Ask for a new one.',
  },
  'invitation-unknown': {
    status: 404,
    title: 'Invitation Unknown',
    meaning: 'There is no such invitation here. Open the complete link, or ask for a new one.',
  },
  'invitation-used': {
    status: 409,
    title: 'Invitation Used',
    meaning:
      'The invitation has already enrolled another key. If that key is not yours, have it revoked. Ask for a new invitation.',
  },
  'key-enrolled': {
    status: 409,
    title: 'Key Enrolled',
    meaning: 'This key is already enrolled. The invitation was not used.',
  },
  'key-not-found': {
    status: 404,
    title: 'Key Not Found',
    meaning: 'No key with this keyid was ever enrolled here.',
  },
  'key-revoked': {
    status: 409,
    title: 'Key Revoked',
    meaning: 'This key was revoked permanently. Enrol a new key with an unused invitation.',
  },
  'key-unknown': {
    status: 401,
    title: 'Key Unknown',
    meaning: 'The signature names a key that is not enrolled here or is revoked.',
  },
  'last-admin-key': {
    status: 409,
    title: 'Last Admin Key',
    meaning:
      'This is the last valid key with the admin role. Without it no further key could be enrolled. Enrol another first.',
  },
  'no-admin-key': {
    status: 503,
    title: 'No Admin Key',
    meaning:
      'No operator key is enrolled, so no request can be authorised. Set RAFFLE_ADMIN_KEYS_FILE.',
  },
  'no-tickets-sold': {
    status: 409,
    title: 'No Tickets Sold',
    meaning: 'There is nothing to draw: no ticket was sold.',
  },
  'not-a-rehearsal': {
    status: 409,
    title: 'Not a Rehearsal',
    meaning:
      'Made-up participants and deletion are only possible for raffles created as rehearsals. This one is real, so nothing was changed.',
  },
  'prize-claimed': {
    status: 409,
    title: 'Prize Claimed',
    meaning: 'This prize was handed over already, so it cannot be forfeited. Nothing was changed.',
  },
  'prize-not-held': {
    status: 409,
    title: 'Prize Not Held',
    meaning:
      'This ticket does not hold this prize. Nothing was changed. Look at the draw to see which ticket holds it now.',
  },
  'raffle-exists': {
    status: 409,
    title: 'Raffle Exists',
    meaning: 'A raffle with this id exists already. Choose another id.',
  },
  'role-insufficient': {
    status: 403,
    title: 'Role Insufficient',
    meaning:
      'The role of this key does not allow this. An auditor may only read, a seller may only sell tickets and mark them as paid. Ask an operator whose key has the admin role.',
  },
  'rule-final': {
    status: 409,
    title: 'Rule Final',
    meaning:
      'The announced rules do not allow this: tickets were sold under them, or an announced time has not come. Nothing was changed.',
  },
  'signature-invalid': {
    status: 401,
    title: 'Signature Invalid',
    meaning: 'The signature does not match the request as it was received.',
  },
  'signature-missing': {
    status: 401,
    title: 'Signature Missing',
    meaning: 'Admin requests must be signed (RFC 9421). This one is not.',
  },
  'signature-replayed': {
    status: 401,
    title: 'Signature Replayed',
    meaning: 'This signature was already used. Sign again and keep the Idempotency-Key.',
  },
  'signature-stale': {
    status: 401,
    title: 'Signature Stale',
    meaning:
      'The signature is too old, dated in the future, or valid for too long. serverTime is the time of the service: check the clock and sign again.',
  },
  'ticket-paid': {
    status: 409,
    title: 'Ticket Paid',
    meaning:
      'A ticket to be voided as unpaid is marked as paid; `numbers` names all of them. Nothing was changed. Leave them out, mark them as not paid, or give another reason.',
  },
  'ticket-not-valid': {
    status: 409,
    title: 'Ticket Not Valid',
    meaning:
      'No valid ticket has this number: it was not sold, or was voided already. A request with `soldBefore` is also refused if the number was sold after that; for a void, `numbers` names all tickets that cannot be voided. Nothing was changed.',
  },
} as const satisfies Partial<Record<ProblemCode, Problem>>;
