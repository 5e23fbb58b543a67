import type { Formats } from '#ui/formats.ts';

/** All texts of the app in English. The other languages have the same shape. */
export const english = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  const named = (numbers: readonly number[]) =>
    `${f.plural(numbers.length, { one: 'number', other: 'numbers' })} ${f.list(numbers.map(f.number))}`;
  const drawn = (winners: readonly number[]) =>
    winners.length === 0
      ? 'The draw has been made.'
      : `${f.plural(winners.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(winners.map(f.number))} ${f.plural(winners.length, { one: 'was', other: 'were' })} drawn.`;
  const held = (numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` You have ${count(numbers.length)}, ${named(numbers)}.`;

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
    checking: 'Checking whether your ticket went through…',
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
    signInToBuy: 'Sign in to buy',
    signInToSee: 'Sign in to see your tickets',
    youHold: (n: number, of: number) => `You hold ${f.number(n)} of ${f.number(of)}`,
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
      why: 'So that your tickets are yours, and one person gets no more than the rules allow.',
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

    prizeOf: (title: string, ticketNumber: number) => `${title}: ticket ${f.number(ticketNumber)}`,
    prizeClaimed: (title: string, ticketNumber: number) =>
      `${title}: ticket ${f.number(ticketNumber)}, collected`,
    prizeUnawarded: (title: string) => `${title}: not awarded`,

    result: 'Result',
    winningTicket: 'Winning ticket',
    voidedTicket: 'Not valid any more',
    drawnAt: (time: string) => `Drawn ${f.moment(time)}`,
    drawnFrom: (sold: number) => `from ${count(sold)} sold`,
    toRaffle: 'To the raffle',
    toResult: 'To the public result',
    notDrawn: 'The winner has not been drawn yet.',
    resultComes: 'The result appears here after the draw.',
    allRaffles: 'All raffles',
    toAllRaffles: 'To all raffles',
    noRaffles: 'There is no raffle yet.',
    noSuchPage: 'There is nothing at this address. These are the raffles of this site.',
    listed: {
      soldOut: 'Sold out.',
      closed: 'Sales have ended. The draw comes next.',
      drawn: 'The winner is drawn.',
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

    situations: {
      connecting: { sentence: 'Connecting to the raffle …', next: 'This takes a second or two.' },
      unknownRaffle: { sentence: 'There is no such raffle.', next: 'Check the address.' },
      deleted: { sentence: 'This rehearsal is deleted.', next: 'Nothing in it was real.' },
      offline: {
        sentence: 'You are offline.',
        next: 'Connect to the internet, and the raffle appears here.',
      },
      serverDown: {
        sentence: 'The raffle does not answer.',
        next: 'Nothing is bought meanwhile. We try again every few seconds; you do not need to reload.',
      },
      open: ({ numbers, allowance }: OpenFacts) => ({
        sentence: numbers.length === 0 ? 'Tickets are on sale.' : held(numbers).trim(),
        next:
          numbers.length === 0
            ? `You may buy ${count(allowance)}.`
            : `You may buy ${f.number(allowance)} more.`,
      }),
      lastTicket: { sentence: 'One ticket is left.', next: 'The first to buy it gets it.' },
      signedOut: {
        sentence: 'Tickets are on sale.',
        next: 'Sign in to buy yours, or to see the ones you have.',
      },
      atCap: (numbers: readonly number[]) => ({
        sentence: `You have ${count(numbers.length)}, the maximum: ${f.list(numbers.map(f.number))}.`,
        next: 'The result appears here after the draw.',
      }),
      soldOut: (numbers: readonly number[]) => ({
        sentence: `Sold out.${held(numbers)}`,
        next: 'The result appears here after the draw.',
      }),
      closed: ({ sold, numbers, due }: ClosedFacts) => ({
        sentence: `${count(sold)} ${f.plural(sold, { one: 'is', other: 'are' })} in the draw.${held(numbers)}`,
        next:
          due === undefined
            ? 'The draw comes next. The result appears here.'
            : due.isLate
              ? `The draw was due on ${f.day(due.at)}. It is late. The result appears here.`
              : `Draw: ${f.day(due.at)}. The result appears here.`,
      }),
      untilOpen: 'Until sales start',
      untilClose: 'Until sales end',
      untilDraw: 'Until the draw',
      beforeReveal: {
        sentence: 'Drawing …',
        next: 'The result appears here in a few seconds.',
      },
      drawing: {
        sentence: 'The winner is drawn.',
        next: 'Comparing with your tickets …',
      },
      drawn: (winners: readonly number[]) => ({
        sentence: drawn(winners),
        next:
          winners.length === 1
            ? 'Sign in to see whether it is yours.'
            : 'Sign in to see whether you won.',
      }),
      won: ({ numbers, prizes, isReal }: WonFacts) => ({
        sentence:
          prizes.length === 0
            ? `Your ticket ${f.list(numbers.map(f.number))} won.`
            : `You won: ${f.list(prizes.map(({ title, ticketNumber }) => `${title} (ticket ${f.number(ticketNumber)})`))}.`,
        next: isReal
          ? `To collect ${f.plural(numbers.length, { one: 'the prize, show the organiser this page or your ticket', other: 'the prizes, show the organiser this page or your tickets' })}.`
          : 'It is a rehearsal, so there is no prize.',
      }),
      lost: ({ winners, numbers }: LostFacts) => ({
        sentence: 'Not this time.',
        next: `${drawn(winners)} ${f.plural(numbers.length, { one: 'Yours was', other: 'Yours were' })} ${named(numbers)}. Thank you for taking part.`,
      }),
      noTicket: (winners: readonly number[]) => ({
        sentence: drawn(winners),
        next: 'You had no ticket in this raffle.',
      }),
      announced: (opensAt: string) => ({
        sentence: 'Sales have not started yet.',
        next: `They start on ${f.day(opensAt)}.`,
      }),
      cancelled: (reason: string) => ({
        sentence: 'This raffle was cancelled. There is no draw.',
        next: `The organiser says: ${reason}`,
      }),
    },
  };
};

interface PoolFacts {
  readonly remaining: number;
  readonly capacity: number;
  readonly mine: readonly number[];
}

/** When a draw can take place. */
export interface DrawDue {
  /** ISO 8601. */
  readonly at: string;
  readonly isLate: boolean;
}

export interface WonFacts {
  /** The tickets that hold a prize. */
  readonly numbers: readonly number[];
  /** Their prizes; empty if the prize has no name. */
  readonly prizes: readonly { readonly title: string; readonly ticketNumber: number }[];
  readonly isReal: boolean;
}

export interface LostFacts {
  readonly winners: readonly number[];
  readonly numbers: readonly number[];
}

interface ClosedFacts {
  readonly sold: number;
  /** The viewer's tickets. */
  readonly numbers: readonly number[];
  readonly due: DrawDue | undefined;
}

interface OpenFacts {
  readonly numbers: readonly number[];
  readonly allowance: number;
}

export type Messages = ReturnType<typeof english>;
