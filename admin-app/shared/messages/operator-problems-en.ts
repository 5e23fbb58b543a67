import type { OperatorSentences } from '#ui/problems/describe-api-error.ts';

/** Sentences for the problems of operators' requests, in English. */
export const english: OperatorSentences = {
  'beacon-pending': {
    title: 'The draw is waiting for its random number',
    next: 'Sales have ended and the draw is sealed. The draw can be made once the random number is published.',
  },
  'clock-unchecked': {
    title: 'The clock could not be checked',
    next: 'The sealed draw needs the right time, and no source of random numbers answered. Try again, or check the clock of the server and confirm that it is right.',
  },
  'clock-wrong': {
    title: 'The clock of the server is wrong',
    next: 'The sealed draw needs the right time. Have the clock of the server set, then try again. If the clock is right and the random numbers have stopped, you can confirm that instead.',
  },
  'invitation-expired': {
    title: 'This invitation has expired',
    next: 'It was valid for a limited time, or was withdrawn. Ask an organiser for a new one.',
  },
  'invitation-unknown': {
    title: 'There is no such invitation',
    next: 'Open the complete link that you were given, or ask for a new one.',
  },
  'invitation-used': {
    title: 'This invitation was used',
    next: 'An invitation works once. If you did not use it, ask an organiser to revoke the new device and to invite you again.',
  },
  'key-enrolled': {
    title: 'This device is already signed in',
    next: 'You do not need an invitation. This one was not used.',
  },
  'key-not-found': {
    title: 'There is no such device',
    next: 'Look at the list of organisers.',
  },
  'key-revoked': {
    title: 'The access of this device was revoked',
    next: 'Ask an organiser for a new invitation.',
  },
  'key-unknown': {
    title: 'The service does not accept this device',
    next: 'Its access was revoked, or it was never signed in. Ask an organiser for a new invitation.',
  },
  'last-admin-key': {
    title: 'This is the last admin',
    next: 'Without an admin, no one could be invited. Invite another admin first.',
  },
  'no-admin-key': {
    title: 'No organiser can sign in yet',
    next: 'Set RAFFLE_ADMIN_KEYS_FILE and restart the service.',
  },
  'no-tickets-sold': {
    title: 'No ticket was sold',
    next: 'There is no ticket to draw.',
  },
  'not-a-rehearsal': {
    title: 'This raffle is not a rehearsal',
    next: 'Only a rehearsal can be filled with made-up participants, or deleted. Create one to try things out.',
  },
  'prize-claimed': {
    title: 'This prize was handed over already',
    next: 'A prize that was collected stays with its winner.',
  },
  'prize-not-held': {
    title: 'This ticket does not hold this prize',
    next: 'Look at the result to see which ticket holds it now.',
  },
  'raffle-exists': {
    title: 'This id is taken',
    next: 'Choose another id.',
  },
  'role-insufficient': {
    title: 'Your role does not allow this',
    next: 'Ask an organiser with the role admin.',
  },
  'rule-final': {
    title: 'This can no longer be changed',
    next: 'Tickets were sold under these rules. Only the title, some of the notice and a later end of sales can change now.',
  },
  'signature-invalid': {
    title: 'The signature is not valid',
    next: 'Reload this page, then try again. If that does not help, sign in with a new invitation.',
  },
  'signature-missing': {
    title: 'The request was not signed',
    next: 'Sign in first.',
  },
  'signature-replayed': {
    title: 'This signature was used before',
    next: 'Try again.',
  },
  'signature-stale': {
    title: 'The signature is too old or too new',
    next: 'Check this computer’s clock, then try again.',
  },
  'ticket-not-valid': {
    title: 'No valid ticket has this number',
    next: 'It was not sold, or it was voided already. Check the numbers.',
  },
  'ticket-paid': {
    title: 'A ticket was paid meanwhile',
    next: 'It is marked as paid, so it cannot be voided as unpaid. Look at the list again.',
  },
};
