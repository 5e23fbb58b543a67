import type { Sentences } from './describe-api-error.ts';

/** From problem code to sentence, in English. */
export const english: Sentences = {
  aMoment: 'a moment',
  once: 'It is safe: it counts only once.',
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
      title: 'The draw has been made',
      next: 'The result is on this page. The draw is never repeated.',
    },
    'code-wrong': {
      title: 'That code is wrong or has expired',
      next: 'Use the code from the newest mail, in the browser where you asked for it, or send a new one.',
    },
    'cross-site-request': {
      title: 'This request came from another site',
      next: 'Open the raffle on its own page and try there.',
    },
    'details-required': {
      title: 'The organiser needs to know more about you',
      next: 'Fill in the details that are marked as required, then buy again.',
    },
    'embedding-not-allowed': {
      title: 'This site may not show the raffle',
      next: 'Open the raffle on its own page, or ask the organiser.',
    },
    'idempotency-key-missing': {
      title: 'The request was incomplete',
      next: 'Reload this page, then try again.',
    },
    'idempotency-key-reused': {
      title: 'This was sent before with different content',
      next: 'Look at what that request did, then start again.',
    },
    internal: {
      title: 'The service failed',
      next: 'Try again. {once}',
    },
    'invalid-request': {
      title: 'Something you entered is not valid',
      next: 'Check what you entered, then try again.',
    },
    'limit-reached': {
      title: 'That is more than one person may have',
      next: 'This page shows your tickets and how many more you may buy.',
    },
    'mail-unavailable': {
      title: 'We cannot send mail at the moment',
      next: 'No code was sent. Try again in a minute.',
    },
    'not-drawn': {
      title: 'The draw is not made yet',
      next: 'Come back after the draw.',
    },
    'not-found': {
      title: 'This page does not exist',
      next: 'Check the address.',
    },
    'not-open-yet': {
      title: 'Sales have not started yet',
      next: 'Come back when they start. The time is on this page.',
    },
    offline: {
      title: 'You are offline',
      next: 'Nothing was sent, and nothing will be sent automatically. Connect, then press Buy.',
    },
    'outcome-unknown': {
      title: 'We could not confirm it',
      next: 'Try again. {once}',
    },
    overloaded: {
      title: 'Too many people at once',
      next: 'Wait {wait}, then try again.',
    },
    'payload-too-large': {
      title: 'That is too large',
      next: 'Enter less, then try again.',
    },
    'raffle-cancelled': {
      title: 'This raffle was cancelled',
      next: 'There is no draw. Ask the organiser about your money.',
    },
    'raffle-closed': {
      title: 'Sales have ended',
      next: 'The result appears here after the draw.',
    },
    'raffle-not-found': {
      title: 'There is no such raffle',
      next: 'Check the address.',
    },
    'rate-limited': {
      title: 'Too many requests from here',
      next: 'Wait {wait}, then try again.',
    },
    'rules-changed': {
      title: 'The raffle has changed',
      next: 'The organiser changed something since you opened this page. Read it again, then buy.',
    },
    'sign-in-refused': {
      title: 'You are not signed in',
      next: 'Your organisation did not confirm who you are. Try again, or ask there.',
    },
    'sign-in-required': {
      title: 'Your sign-in has ended',
      next: 'Sign in again, then press Buy. It is still the same purchase.',
    },
    'sold-out': {
      title: 'Not enough tickets left',
      next: 'Others were faster. The number on this page is up to date.',
    },
    'timed-out': {
      title: 'No answer in time',
      next: 'Try again. {once}',
    },
    unreachable: {
      title: 'The raffle did not answer',
      next: 'Check your connection and try again. {once}',
    },
    'unsupported-media-type': {
      title: 'We could not read this request',
      next: 'Reload this page, then try again.',
    },
  },
};
