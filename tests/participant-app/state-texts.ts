interface Expected {
  /** Texts on the page, each whole. */
  readonly says: readonly string[];
  /** The one button, and whether a press has an effect. */
  readonly button?: readonly [name: string, effect: 'on' | 'off'];
}

const onSale = 'Tickets are on sale.';

const canBuy = ['Buy 1 ticket', 'on'] as const;

const finish = ['Finish buying 1 ticket', 'on'] as const;

export const expected: Readonly<Record<string, Expected>> = {
  connecting: { says: ['Connecting to the raffle …'] },
  'signed-out': {
    says: [onSale, 'Sign in to buy yours, or to see the ones you have.'],
    button: ['Sign in to buy', 'on'],
  },
  'asking-who': { says: [onSale], button: ['One moment …', 'off'] },
  open: { says: [onSale, 'You may buy 2 tickets.', 'of 100 left', '42'], button: canBuy },
  event: {
    says: ['By Hillside School', 'A weekend hamper', '£2.00', 'The school hall'],
    button: canBuy,
  },
  'event-with-picture': { says: ['By Hillside School', 'A weekend hamper'], button: canBuy },
  'open-holding-one': {
    says: ['You have 1 ticket, number 42.', 'You may buy 1 more.'],
    button: canBuy,
  },
  'just-bought': { says: ['You have 1 ticket, number 42.'], button: canBuy },
  confirm: {
    says: ['1 ticket', 'We write to ann@example.org.'],
    button: ['Confirm 1 ticket', 'on'],
  },
  'rules-changed': {
    says: ['The organiser has changed this raffle since you opened the page:', '£2.00', '£3.00'],
    button: ['Confirm 1 ticket', 'on'],
  },
  'last-ticket': {
    says: ['One ticket is left.', 'The first to buy it gets it.'],
    button: canBuy,
  },
  'at-cap': {
    says: ['You have 2 tickets, the maximum: 42 and 43.', 'One person may have 2 tickets at most.'],
    button: ['Show my tickets', 'on'],
  },
  'receipt-that-does-not-hold': {
    says: ['The receipt of this ticket is not valid. Open it, and save it as evidence.'],
    button: ['Show my tickets', 'on'],
  },
  'ticket-denied': {
    says: [
      'The raffle does not list this ticket any more. The receipt was signed when the ticket was sold: open it, and save it as evidence.',
    ],
    button: canBuy,
  },
  announced: { says: ['Sales have not started yet.'] },
  cancelled: {
    says: [
      'This raffle was cancelled. There is no draw.',
      'The organiser says: The hall was flooded. You get your money back at the stall.',
    ],
  },
  'sold-out': {
    says: ['Sold out. You have 1 ticket, number 42.'],
    button: ['Show my tickets', 'on'],
  },
  closed: {
    says: [
      'Sales have ended. You have 1 ticket, number 42.',
      'The draw comes next. The result appears here.',
    ],
  },
  'closed-due': { says: ['Until the draw'] },
  'closed-late': { says: ['Sales have ended. You have 1 ticket, number 42.'] },
  'before-reveal': { says: ['Drawing …', 'The result appears here in a few seconds.'] },
  drawing: { says: ['The winner is drawn.', 'Comparing with your tickets …'] },
  won: { says: ['Your ticket 42 won.'] },
  'not-paid': {
    says: ['Ticket 42 is not marked as paid yet.', 'Pay in cash at the stall.', 'Not paid yet'],
    button: canBuy,
  },
  'won-not-paid': {
    says: [
      'You won: A weekend hamper (ticket 42) and A tin of biscuits (ticket 43).',
      'Tickets 42 and 43 are not marked as paid yet.',
      'Pay in cash at the stall.',
    ],
  },
  'passed-on': {
    says: [
      'Collected',
      'Passed on from ticket 17: declined.',
      'Ticket 42 was drawn. Your ticket 17 was drawn, but its prize was passed on: declined. Thank you for taking part.',
    ],
  },
  'won-several': {
    says: [
      'Passed on from ticket 12: not collected in time.',
      'You won: A weekend hamper (ticket 42) and A tin of biscuits (ticket 43).',
      'Collected',
      'Not awarded',
    ],
  },
  lost: {
    says: [
      'Not this time.',
      'Ticket 17 was drawn. Yours were numbers 42 and 43. Thank you for taking part.',
    ],
  },
  'no-ticket': { says: ['Ticket 17 was drawn.', 'You had no ticket in the draw.'] },
  'drawn-signed-out': {
    says: ['Ticket 17 was drawn.'],
    button: ['Sign in to see your tickets', 'on'],
  },
  rehearsal: {
    says: ['Rehearsal. Nothing here is real.', 'You have 1 ticket, number 42.'],
    button: canBuy,
  },
  'rehearsal-won': {
    says: [
      'Rehearsal. Nothing here is real.',
      'Your ticket 42 won.',
      'It is a rehearsal, so there is no prize.',
    ],
  },
  'rehearsal-deleted': {
    says: ['This rehearsal is deleted.', 'Nothing in it was real.', 'To all raffles'],
  },
  'unknown-raffle': { says: ['There is no such raffle.', 'Check the address.', 'To all raffles'] },
  offline: {
    says: ['You are offline. Updated 45 minutes ago.'],
    button: canBuy,
  },
  'offline-from-the-start': {
    says: ['You are offline.', 'Connect to the internet, and the raffle appears here.'],
  },
  'offline-with-kept-tickets': {
    says: [
      'You are offline.',
      'The raffle cannot be reached right now. These tickets are stored in this browser.',
    ],
  },
  stale: { says: ['Updated 45 minutes ago. Trying to reconnect …'], button: canBuy },
  polled: { says: ['Checked every few seconds'], button: canBuy },
  'server-down': {
    says: [
      'The raffle does not answer.',
      'Nothing is bought meanwhile. We try again every few seconds; you do not need to reload.',
    ],
  },
  'tickets-not-loaded': { says: ['Your tickets could not be loaded.'], button: canBuy },
  buying: { says: [onSale], button: ['Buy 1 ticket', 'off'] },
  'buying-slow': {
    says: ['This takes longer than usual. It is safe to wait: you cannot buy twice.'],
    button: ['Buy 1 ticket', 'off'],
  },
  checking: {
    says: ['Checking whether your ticket went through …'],
    button: ['Finish buying 1 ticket', 'off'],
  },
  'timed-out': {
    says: [
      'No answer in time.',
      'We do not know yet whether a ticket was taken. Try again. It is safe: it counts only once.',
    ],
    button: finish,
  },
  'timed-out-but-listed': {
    says: [
      'You have ticket 42.',
      'It was added after you pressed Buy. Press the button to finish: if this was your purchase, nothing more is bought.',
    ],
    button: finish,
  },
  'unknown-after-reload': {
    says: ['The page closed before we got an answer.'],
    button: finish,
  },
  'clicked-offline': { says: ['You are offline.'], button: canBuy },
  'sold-out-while-buying': { says: ['Not enough tickets left.'], button: ['Sold out', 'off'] },
  'rate-limited': { says: ['Too many requests from here.'], button: canBuy },
  'session-ended': { says: ['Your sign-in has ended.'], button: ['Send me a code', 'on'] },
  'nothing-sold': { says: ['of 100 left', '100'], button: canBuy },
  'a-million': { says: ['654,322', 'of 1,000,000 left'], button: canBuy },
  'three-hundred': { says: ['180', 'of 300 left', '120 sold', 'Yours: 7'], button: canBuy },
  'log-same': { says: [onSale], button: canBuy },
  'log-grown': { says: ['You may buy 1 more.'], button: canBuy },
  'log-not-compared': {
    says: [
      'The record could not be compared with your last visit: no answer came. That says nothing about the record. We try again.',
    ],
    button: canBuy,
  },
  'log-not-signed': {
    says: [
      'The record could not be compared with your last visit: the answer is not signed. That proves nothing either way. We try again.',
    ],
    button: canBuy,
  },
  'fork-shorter': {
    says: [
      'At your last visit it had 103 entries. Now it is shown with 90. The record never gets shorter: either you see an old copy, or entries were taken out.',
    ],
    button: canBuy,
  },
  'fork-rewritten': { says: ['What to do'], button: canBuy },
  'fork-not-grown': { says: ['What to do'], button: canBuy },
  'fork-other-key': { says: ['What to do'], button: canBuy },
  'witnessed-in-time': {
    says: [
      'Cosigned by club, chosen by the organiser.',
      'They signed the end of sales before the random number was published.',
    ],
  },
  'not-witnessed-in-time': {
    says: [
      'Cosigned by club, chosen by the organiser.',
      'Not witnessed in time: not enough of them signed the end of sales before the random number was published. The draw goes on all the same.',
      'council: nothing signed',
    ],
  },
};
