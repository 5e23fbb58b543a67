import type { Sentences } from './sentences.ts';

/** From problem code to sentence, in English. */
export const english: Sentences = {
  aMoment: 'a moment',
  purchase: {
    untaken: 'No ticket was taken.',
    unknown: 'We do not know yet whether a ticket was taken.',
  },
  change: {
    untaken: 'Nothing was changed.',
    unknown: 'We do not know yet whether it was done.',
  },
  problems: {
    'already-drawn': {
      title: 'The winner is drawn',
      next: 'The result is on this page; it is never changed.',
    },
    'beacon-pending': {
      title: 'The draw waits for its beacon',
      next: 'Sales have ended and the draw is sealed. The winner can be drawn once the beacon is published; no other round will do.',
    },
    'code-wrong': {
      title: 'This code does not fit',
      next: 'It is mistyped, used, older than ten minutes, or was asked for in another browser. Check it, or ask for a new one.',
    },
    'cross-site-request': {
      title: 'This came from another site',
      next: 'Open the raffle on its own page and try there.',
    },
    'embedding-not-allowed': {
      title: 'This site may not show the raffle',
      next: 'Open the raffle on its own page, or ask whoever runs it.',
    },
    'idempotency-key-missing': {
      title: 'The request was incomplete',
      next: 'Reload this page, then try again.',
    },
    'idempotency-key-reused': {
      title: 'This was asked for differently before',
      next: 'Look at what was done then; after that you can ask anew.',
    },
    internal: {
      title: 'The service failed',
      next: 'Ask again: however often you ask, it counts once.',
    },
    'invalid-request': {
      title: 'The service did not accept this',
      next: 'Check what you entered, then try again.',
    },
    'invitation-expired': {
      title: 'This invitation has expired',
      next: 'It is good for 15 minutes, and only while whoever made it has a key. Ask for a new one.',
    },
    'invitation-unknown': {
      title: 'There is no such invitation',
      next: 'Open the link whole, as you were given it, or ask for a new one.',
    },
    'invitation-used': {
      title: 'This invitation was used',
      next: 'It lets one key in, once. If that was not you, have that key revoked. Ask for a new invitation.',
    },
    'key-enrolled': {
      title: 'This key is enrolled already',
      next: 'You need no invitation; this one was not used.',
    },
    'key-not-found': {
      title: 'There is no such key',
      next: 'Look at the list of keys.',
    },
    'key-revoked': {
      title: 'This key was revoked',
      next: 'It never comes back. Enrol a new key, with an invitation that was not used.',
    },
    'key-unknown': {
      title: 'The service does not accept this key',
      next: 'It was revoked, or never let in here. Ask an operator for a new invitation.',
    },
    'last-admin-key': {
      title: 'This is the last key with the admin role',
      next: 'Without it nobody could let another in. Enrol another admin first.',
    },
    'limit-reached': {
      title: 'You have all the tickets one person may have',
      next: 'Your tickets are on this page.',
    },
    'no-admin-key': {
      title: 'No operator key is enrolled',
      next: 'Set RAFFLE_ADMIN_KEYS_FILE and restart the service.',
    },
    'no-tickets-sold': {
      title: 'No ticket was sold',
      next: 'There is nobody to draw.',
    },
    'not-a-rehearsal': {
      title: 'This raffle is not a rehearsal',
      next: 'Only a rehearsal can be filled with made-up participants, or deleted. Create one to try things out.',
    },
    'not-drawn': {
      title: 'The winner is not drawn yet',
      next: 'Come back after the draw.',
    },
    'not-found': {
      title: 'There is nothing here',
      next: 'Check the address.',
    },
    offline: {
      title: 'You are offline',
      next: 'Nothing was sent, and nothing will be sent by itself. Connect, then press Buy.',
    },
    'outcome-unknown': {
      title: 'The service could not confirm it',
      next: 'Ask again: however often you ask, it counts once.',
    },
    overloaded: {
      title: 'Too many people at once',
      next: 'Wait {wait}, then try again.',
    },
    'payload-too-large': {
      title: 'That is too much at once',
      next: 'Send less.',
    },
    'raffle-closed': {
      title: 'Sales have ended',
      next: 'The result appears here after the draw.',
    },
    'raffle-exists': {
      title: 'This id is taken',
      next: 'Choose another id.',
    },
    'raffle-not-found': {
      title: 'There is no such raffle',
      next: 'Check the address.',
    },
    'rate-limited': {
      title: 'Too many requests from here',
      next: 'Wait {wait}, then try again.',
    },
    'role-insufficient': {
      title: 'This key may only read',
      next: 'Ask an operator whose key has the admin role.',
    },
    'sign-in-refused': {
      title: 'You are not signed in',
      next: 'Your organisation did not confirm who you are. Try again, or ask there.',
    },
    'sign-in-required': {
      title: 'Your sign-in has ended',
      next: 'Sign in again, then press Buy: it is still the same purchase.',
    },
    'signature-invalid': {
      title: 'The signature does not fit',
      next: 'Load your key again.',
    },
    'signature-missing': {
      title: 'The request was not signed',
      next: 'Load your key first.',
    },
    'signature-replayed': {
      title: 'This signature was used before',
      next: 'Try again; it is signed anew.',
    },
    'signature-stale': {
      title: 'The signature is too old or too new',
      next: 'Check this computer’s clock, then try again.',
    },
    'sold-out': {
      title: 'Not enough tickets left',
      next: 'Others were faster. The number on this page is up to date.',
    },
    'timed-out': {
      title: 'No answer in time',
      next: 'Ask again: however often you ask, it counts once.',
    },
    unreachable: {
      title: 'The raffle did not answer',
      next: 'Check your connection and ask again: however often you ask, it counts once.',
    },
    'unsupported-media-type': {
      title: 'The service did not understand this',
      next: 'Reload this page, then try again.',
    },
  },
};
