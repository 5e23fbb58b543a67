import type { Formats } from '#ui/formats.ts';

/** Every word of the app, in English. The other languages have the same shape. */
export const english = (f: Formats) => {
  const count = (n: number) => `${f.number(n)} ${f.plural(n, { one: 'ticket', other: 'tickets' })}`;
  const named = (numbers: readonly number[]) =>
    `${f.plural(numbers.length, { one: 'number', other: 'numbers' })} ${f.list(numbers.map(f.number))}`;
  const held = (numbers: readonly number[]) =>
    numbers.length === 0 ? '' : ` You have ${count(numbers.length)}, ${named(numbers)}.`;

  return {
    raffle: 'Raffle',
    rehearsal: { mark: 'Rehearsal', band: 'Rehearsal. Nothing here is real.' },
    poolLabel: 'Tickets left',
    left: (n: number) => f.plural(n, { one: 'ticket left', other: 'tickets left' }),
    unsold: (n: number) => f.plural(n, { one: 'ticket not sold', other: 'tickets not sold' }),
    ofCapacity: (capacity: number) => `of ${f.number(capacity)}`,
    poolValue: ({ remaining, capacity, mine }: PoolFacts) =>
      `${f.number(remaining)} of ${count(capacity)} left.${held(mine)}`,
    yours: (numbers: readonly number[]) => `Yours: ${f.list(numbers.map(f.number))}`,
    soldCount: (n: number) => `${f.number(n)} sold`,

    buy: (n: number) => `Buy ${count(n)}`,
    buying: 'Buying …',
    finishBuying: (n: number) => `Finish buying ${count(n)}`,
    checkingShort: 'Checking …',
    checking: 'Checking whether your ticket went through…',
    quantity: 'How many',
    moment: 'One moment …',
    lookingUpTickets: 'Looking up your tickets …',
    salesEnded: 'Sales have ended',
    soldOut: 'Sold out',
    signInToBuy: 'Sign in to buy',
    signInToSee: 'Sign in to see your tickets',
    youHold: (n: number, of: number) => `You hold ${f.number(n)} of ${f.number(of)}`,
    capReason: (limit: number) => `One person may have ${count(limit)} at most.`,
    slow: 'This takes longer than usual. It is safe to wait: you cannot buy twice.',
    unknownOutcome:
      'Press the button to find out. If your purchase went through, you get the tickets you have; if not, it is made now. Never twice.',
    unknownAfterReload: 'This page went away before the answer came.',
    finishAction: 'Find out',
    bought: {
      title: (numbers: readonly number[]) =>
        `${f.plural(numbers.length, { one: 'Ticket', other: 'Tickets' })} ${f.list(numbers.map(f.number))} ${f.plural(numbers.length, { one: 'is', other: 'are' })} yours`,
      text: 'Recorded in the raffle’s log. You find it under “My tickets”.',
    },

    signIn: {
      title: 'Sign in',
      why: 'So that your tickets are yours, and one person gets no more than the rules allow.',
      email: 'E-mail address',
      sendCode: 'Send me a code',
      sendingCode: 'Sending …',
      code: 'Code from the mail',
      codeHint: (email: string) => `Eight digits, sent to ${email}. They hold for ten minutes.`,
      enter: 'Sign in',
      entering: 'Signing in …',
      otherAddress: 'Use another address',
      newCode: 'Send a new code',
      codeSent: (email: string) => `A code is on its way to ${email}.`,
      emailMissing: 'Write your e-mail address.',
      codeMissing: 'Write the eight digits of the code.',
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
    ticket: 'Ticket',
    ticketName: (n: number) => `Ticket ${f.number(n)}`,
    boughtAt: (time: string) => f.moment(time),

    rulesTitle: 'The rules',
    rules: ({ capacity, perPersonLimit }: { capacity: number; perPersonLimit: number }) => [
      `${count(capacity)}, never one more.`,
      `At most ${count(perPersonLimit)} to a person.`,
      'One winner, drawn once.',
    ],
    randomness: {
      drand:
        'Sealed when sales ended, then decided by a public beacon. Anybody can recompute it. The raffle’s operator could have chosen only together with the beacon’s keepers, or alone if nobody else saw the sealed closing before the beacon was published.',
      local:
        'Drawn by the raffle’s own server. The log holds the result; that it was left to chance is the server’s word.',
    },

    result: 'Result',
    winningTicket: 'Winning ticket',
    drawnAt: (time: string) => `Drawn ${f.moment(time)}`,
    drawnFrom: (sold: number) => `from ${count(sold)} sold`,
    toRaffle: 'To the raffle',
    toResult: 'To the public result',
    allRaffles: 'All raffles',
    noRaffles: 'There is no raffle yet. An operator opens one with `raffle create`.',

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
      drawn: (winner: number) => `The winner is drawn: ticket ${f.number(winner)}.`,
    },
    notices: 'Notices',
    dismiss: 'Dismiss',

    situations: {
      connecting: { sentence: 'Connecting to the raffle …', next: 'This takes a second or two.' },
      unknownRaffle: { sentence: 'There is no such raffle.', next: 'Check the address.' },
      deleted: { sentence: 'This rehearsal is deleted.', next: 'Nothing in it was real.' },
      offline: {
        sentence: 'You are offline.',
        next: 'Connect, and the raffle appears by itself.',
      },
      serverDown: {
        sentence: 'The raffle does not answer.',
        next: 'Nothing is bought meanwhile. It is tried again every few seconds; you need not reload.',
      },
      open: ({ numbers, allowance }: OpenFacts) => ({
        sentence: numbers.length === 0 ? 'Tickets are on sale.' : held(numbers).trim(),
        next:
          numbers.length === 0
            ? `You may buy ${count(allowance)}.`
            : `You may buy ${f.number(allowance)} more.`,
      }),
      lastTicket: { sentence: 'One ticket is left.', next: 'The first to buy it has it.' },
      signedOut: { sentence: 'Tickets are on sale.', next: 'Sign in to buy yours.' },
      atCap: (numbers: readonly number[]) => ({
        sentence: `You have all you may have.${held(numbers)}`,
        next: 'The result appears here after the draw.',
      }),
      soldOut: (numbers: readonly number[]) => ({
        sentence: `Sold out.${held(numbers)}`,
        next: 'The result appears here after the draw.',
      }),
      closed: (numbers: readonly number[]) => ({
        sentence: `Sales have ended.${held(numbers)}`,
        next: 'The draw comes next; the result appears here.',
      }),
      drawing: {
        sentence: 'The winner is drawn.',
        next: 'Comparing with your tickets …',
      },
      drawn: (winner: number) => ({
        sentence: `Ticket ${f.number(winner)} was drawn.`,
        next: 'Sign in to see whether it is yours.',
      }),
      won: ({ winner, isReal }: { winner: number; isReal: boolean }) => ({
        sentence: `Your ticket ${f.number(winner)} won.`,
        next: isReal
          ? 'Whoever runs the raffle knows your address and will write to you.'
          : 'It is a rehearsal, so there is no prize.',
      }),
      lost: ({ winner, numbers }: { winner: number; numbers: readonly number[] }) => ({
        sentence: `Ticket ${f.number(winner)} was drawn. ${f.plural(numbers.length, { one: 'Yours was', other: 'Yours were' })} ${named(numbers)}.`,
        next: 'Not this time. Thank you for taking part.',
      }),
      noTicket: (winner: number) => ({
        sentence: `Ticket ${f.number(winner)} was drawn.`,
        next: 'You had no ticket in this raffle.',
      }),
    },
  };
};

interface PoolFacts {
  readonly remaining: number;
  readonly capacity: number;
  readonly mine: readonly number[];
}

interface OpenFacts {
  readonly numbers: readonly number[];
  readonly allowance: number;
}

export type Messages = ReturnType<typeof english>;
