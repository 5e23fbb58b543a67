import type { Formats } from '#ui/formats.ts';
import { phrases } from './phrases-en.ts';
import { situations } from './situations-en.ts';

/** All texts of the app in English. The other languages have the same shape. */
export const english = (f: Formats) => {
  const { count, held, winnersDrawn } = phrases(f);
  return {
    raffle: 'Raffle',
    rehearsal: { mark: 'Rehearsal', band: 'Rehearsal. Nothing here is real.' },
    poolLabel: 'Tickets left',
    poolValue: ({ remaining, capacity, mine }: PoolFacts) =>
      `${f.number(remaining)} of ${count(capacity)} left.${held(mine)}`,

    buy: (n: number) => `Buy ${count(n)}`,
    buying: 'Buying …',
    finishBuying: (n: number) => `Finish buying ${count(n)}`,
    checkingShort: 'Checking …',
    checking: 'Checking whether your ticket went through …',
    quantity: 'How many',
    free: 'Free',
    confirm: {
      title: 'Buy tickets',
      what: count,
      pay: 'You pay the organiser, not on this page.',
      forAccount: (email: string) => `We write to ${email}.`,
      action: (n: number) => `Confirm ${count(n)}`,
      cancel: 'Back',
      changed: 'The organiser has changed this raffle since you opened the page:',
      was: (before: string) => `was ${before}`,
    },
    moment: 'One moment …',
    lookingUpTickets: 'Looking up your tickets …',
    soldOut: 'Sold out',
    showMyTickets: 'Show my tickets',
    signInToBuy: 'Sign in to buy',
    signInToSee: 'Sign in to see your tickets',
    capReason: (limit: number) => `One person may have ${count(limit)} at most.`,
    slow: 'This takes longer than usual. It is safe to wait: you cannot buy twice.',
    unknownOutcome:
      'Press the button to find out. If your purchase went through, you see the tickets you have; if not, we buy them now. Never twice.',
    unknownAfterReload: 'The page closed before we got an answer',
    /** Numbers that came after the press of a purchase whose answer was lost. */
    arrived: (numbers: readonly number[]) => ({
      title: `You have ${f.plural(numbers.length, { one: 'ticket', other: 'tickets' })} ${f.list(numbers.map(f.number))}`,
      text: `${f.plural(numbers.length, { one: 'It was', other: 'They were' })} added after you pressed Buy. Press the button to finish: if this was your purchase, nothing more is bought.`,
    }),
    finishAction: 'Find out',
    bought: {
      title: (numbers: readonly number[]) =>
        `${f.plural(numbers.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'is', other: 'are' })} yours`,
      text: (count: number) =>
        `You find ${f.plural(count, { one: 'it', other: 'them' })} under “My tickets”.`,
    },

    signIn: {
      title: 'Sign in',
      why: 'We send a code to your address: your tickets stay yours, and one person gets no more than the rules allow.',
      email: 'E-mail address',
      sendCode: 'Send me a code',
      sendingCode: 'Sending …',
      code: 'Code from the mail',
      codeHint: (email: string) =>
        `Enter the 8-digit code we sent to ${email}. It expires in 10 minutes.`,
      enter: 'Sign in',
      entering: 'Signing in …',
      otherAddress: 'Use another address',
      newCode: 'Send a new code',
      sentAgain: (email: string, at: string) =>
        `New code sent to ${email} at ${f.time(at)}. Codes from earlier mails still work.`,
      emailIncomplete: 'Enter a full e-mail address, like ann@example.org.',
      codeMissing: 'Enter all 8 digits of the code.',
      cancel: 'Not now',
      windowOpen: 'Waiting for the sign-in window …',
      windowHint: 'Sign-in opens in a window of the raffle’s own.',
      windowBlocked: 'Your browser blocked the sign-in window. Allow it, then press again.',
      signedInAs: (email: string) => `Signed in as ${email}`,
      signOut: 'Sign out',
      siteAsks: (origin: string) =>
        `${origin} shows this raffle and asks to buy tickets for you, for 15 minutes.`,
      goOn: 'Continue',
    },

    tryAgain: 'Try again',
    displayFailed: {
      title: 'This could not be shown.',
      next: 'Tickets you bought are still yours. Try again, or reload the page.',
    },
    ticket: 'Ticket',
    ticketName: (n: number) => `Ticket ${f.number(n)}`,
    boughtAt: (time: string) => f.moment(time),

    result: 'Result',
    winningTicket: 'Winning ticket',
    voidedTicket: 'Not valid any more',
    contradictedTicket: 'Not confirmed',
    unpaidTicket: 'Not paid yet',
    unpaid: (numbers: readonly number[]) =>
      `${f.plural(numbers.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'is', other: 'are' })} not marked as paid yet.`,
    drawnAt: (time: string) => `Drawn ${f.moment(time)}`,
    drawnFrom: (sold: number) => `from ${count(sold)} sold`,
    toRaffle: 'To the raffle',
    toResult: 'To the public result',
    notDrawn: (prizes: number) =>
      f.plural(prizes, {
        one: 'The winner has not been drawn yet.',
        other: 'The winners have not been drawn yet.',
      }),
    resultComes: 'The result appears here after the draw.',
    allRaffles: 'All raffles',
    toAllRaffles: 'To all raffles',
    noRaffles: 'There is no raffle yet.',
    noSuchPage: 'There is nothing at this address. These are the raffles of this site.',
    listed: {
      soldOut: 'Sold out.',
      closed: 'Sales have ended. The draw comes next.',
      drawn: winnersDrawn,
      announced: (opensAt: string) => `Sales start on ${f.moment(opensAt)}.`,
      cancelled: 'Cancelled. There is no draw.',
    },

    freshness: {
      live: 'Live',
      polled: 'Checked every few seconds',
      stale: (ageMs: number) => `Updated ${f.ago(ageMs)}. Trying to reconnect …`,
      offline: (ageMs: number) => `You are offline. Updated ${f.ago(ageMs)}.`,
    },
    milestones: {
      half: (remaining: number) => `Half the tickets are sold. ${count(remaining)} left.`,
      ten: (remaining: number) => `${count(remaining)} left.`,
      last: 'One ticket left.',
      soldOut: 'Sold out.',
      drawn: (winners: readonly number[]) =>
        winners.length === 1
          ? `The winner is drawn: ticket ${f.list(winners.map(f.number))}.`
          : `The winners are drawn: tickets ${f.list(winners.map(f.number))}.`,
    },
    notices: 'Notices',
    dismiss: 'Dismiss',

    situations: situations(f),
  };
};

interface PoolFacts {
  readonly remaining: number;
  readonly capacity: number;
  readonly mine: readonly number[];
}

export type Messages = ReturnType<typeof english>;
