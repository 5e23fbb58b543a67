import type { AdminEndpointName } from './endpoints.ts';
import type { EndpointDocs } from './endpoint-docs.ts';

const signature = [
  'signature-missing',
  'signature-invalid',
  'signature-stale',
  'signature-replayed',
  'key-unknown',
  'no-admin-key',
] as const;
const reading = [...signature, 'role-insufficient'] as const;
const mutation = [...reading, 'invalid-request', 'overloaded', 'outcome-unknown'] as const;
/**
 * A mutation that stores its Idempotency-Key, if it has one. Deleting and revoking are idempotent
 * by themselves, and an unused invitation expires.
 */
const keyedMutation = [...mutation, 'idempotency-key-reused'] as const;

/** A closing that would seal a draw first compares the service's clock with the beacon. */
const sealing = ['clock-wrong', 'clock-unchecked'] as const;

/** Documentation of the operators' endpoints. */
export const adminEndpointDocs: Readonly<Record<AdminEndpointName, EndpointDocs>> = {
  createRaffle: {
    summary: 'Open a raffle.',
    problems: [...keyedMutation, 'raffle-exists'],
  },
  amendRaffle: {
    summary:
      'Change rules or notice. After the first sale only what buyers did not rely on can change; after the closing nothing.',
    problems: [
      ...keyedMutation,
      'raffle-not-found',
      'rule-final',
      'raffle-closed',
      'raffle-cancelled',
    ],
  },
  cancelRaffle: {
    summary: 'End sales for good, without a draw. Only before the closing.',
    problems: [...keyedMutation, 'raffle-not-found', 'raffle-closed', 'raffle-cancelled'],
  },
  closeRaffle: {
    summary:
      'End sales. With an announced end only once all tickets are sold, or while none was. A body is only needed to seal a draw although the clock could not be compared with a relay.',
    problems: [
      ...keyedMutation,
      ...sealing,
      'raffle-not-found',
      'raffle-closed',
      'raffle-cancelled',
      'rule-final',
    ],
  },
  drawWinner: {
    summary:
      'Draw the prizes. An open raffle is closed in the same step. A sealed draw waits for its beacon, which may be sent in the body; otherwise the body may be omitted.',
    problems: [
      ...keyedMutation,
      ...sealing,
      'raffle-not-found',
      'no-tickets-sold',
      'raffle-cancelled',
      'rule-final',
      'already-drawn',
      'beacon-pending',
    ],
  },
  claimPrize: {
    summary: 'Record that a prize was handed over. Repeated, the answer is the same.',
    problems: [...keyedMutation, 'raffle-not-found', 'not-found', 'not-drawn', 'prize-not-held'],
  },
  forfeitPrize: {
    summary:
      'Take a prize from a ticket; it goes to the next one of the draw order. As unclaimed only after claimBy, and where the ticket got the prize later, 24 hours after that.',
    problems: [
      ...keyedMutation,
      'raffle-not-found',
      'not-found',
      'not-drawn',
      'prize-not-held',
      'prize-claimed',
      'rule-final',
    ],
  },
  sellTickets: {
    summary:
      'Sell tickets at the desk, all or nothing, to a person with an e-mail address, a name or telephone number, or to an unnamed one. Needs an Idempotency-Key header.',
    problems: [
      ...keyedMutation,
      'idempotency-key-missing',
      'raffle-not-found',
      'not-open-yet',
      'raffle-closed',
      'raffle-cancelled',
      'sold-out',
      'limit-reached',
    ],
  },
  voidTickets: {
    summary:
      'Void tickets, all or nothing. Their numbers are for sale again. Only while open. With the reason unpaid, a ticket that is marked as paid is refused; with `soldBefore`, one that was sold later.',
    problems: [
      ...keyedMutation,
      'raffle-not-found',
      'not-found',
      'ticket-not-valid',
      'ticket-paid',
      'raffle-closed',
      'raffle-cancelled',
    ],
  },
  markPayments: {
    summary:
      'Mark tickets as paid, or as not paid, all or nothing. The marks are not in the log; the buyer sees them. With `soldBefore`, a ticket that was sold later is refused.',
    problems: [...mutation, 'raffle-not-found', 'not-found', 'ticket-not-valid'],
  },
  showSummary: {
    summary:
      'Tickets by payment, channel and reason of voiding, and the money in minor units of the currency.',
    problems: [...reading, 'raffle-not-found'],
  },
  listAlarms: {
    summary:
      'The alarms of all raffles: which witness claims to have seen another history, and of which raffle.',
    problems: reading,
  },
  resumeWitness: {
    summary:
      'Ask a witness again that has claimed to have seen another history of this raffle’s log. If it still does, it stops again.',
    problems: [...mutation, 'raffle-not-found', 'not-found'],
  },
  rehearseRaffle: {
    summary:
      'Let made-up participants buy this many more tickets of a rehearsal, or the remaining ones, under the usual rules.',
    problems: [
      ...keyedMutation,
      'raffle-not-found',
      'not-a-rehearsal',
      'not-open-yet',
      'raffle-closed',
      'raffle-cancelled',
      'sold-out',
    ],
  },
  deleteRaffle: {
    summary: 'Delete a rehearsal and its log. Its id cannot be used again.',
    problems: [...mutation, 'raffle-not-found', 'not-a-rehearsal'],
  },
  listSoldTickets: {
    summary:
      'Valid tickets in order of sale, each with what is known of its buyer, and the voided ones.',
    query: { from: 'Only sales and voids from this log index on. Default: 0.' },
    problems: [...reading, 'raffle-not-found', 'invalid-request'],
  },
  fetchAudit: {
    summary: 'The audit bundle: all entries, all operator signatures, all keys.',
    problems: [...reading, 'raffle-not-found'],
  },
  uploadPicture: {
    summary:
      'Store a picture: a still PNG, JPEG or WebP of at most 500,000 bytes and 4,096 pixels in width and height, without Exif data, text or other metadata. Its kind is read from its content. The same picture again has the same answer.',
    problems: [...mutation],
  },
  listKeys: {
    summary:
      'Operator keys with the time of their last use, valid ones first, and the invitations that can still be used.',
    problems: [...reading],
  },
  createInvitation: {
    summary:
      'Create an invitation. It enrols one key, once, with this name and role, within 15 minutes or 1 to 7 days.',
    problems: [...mutation],
  },
  withdrawInvitation: {
    summary:
      'Withdraw an invitation: it cannot be used any more. Repeated, the answer is the same.',
    problems: [...mutation, 'invitation-unknown', 'invitation-used'],
  },
  enrolKey: {
    summary:
      'Enrol a key with an invitation. The request is signed by that key. Repeated by the same key, the answer is the same.',
    problems: [
      'signature-missing',
      'signature-invalid',
      'signature-stale',
      'signature-replayed',
      'invalid-request',
      'overloaded',
      'outcome-unknown',
      'invitation-unknown',
      'invitation-expired',
      'invitation-used',
      'key-enrolled',
      'key-revoked',
    ],
  },
  revokeKey: {
    summary:
      'Revoke a key permanently. Its next request and the invitations it created are refused. Repeated, the answer is the same.',
    problems: [...mutation, 'key-not-found', 'last-admin-key'],
  },
};
