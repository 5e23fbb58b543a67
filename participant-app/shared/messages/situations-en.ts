import type { AwardedPrize } from '#contract/raffles.ts';
import { reasonWords } from '#contract/reason-words.ts';
import type { Formats } from '#ui/formats.ts';
import { phrases } from './phrases-en.ts';

/** What the page says of a raffle to its visitor: a sentence, and what comes next. */
export const situations = (f: Formats) => {
  const { count, named, drawn, held, winnersDrawn } = phrases(f);
  return {
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
    closed: ({ numbers, due }: ClosedFacts) => ({
      sentence: `Sales have ended.${held(numbers)}`,
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
    drawing: (prizes: number) => ({
      sentence: winnersDrawn(prizes),
      next: 'Comparing with your tickets …',
    }),
    drawn: (winners: readonly number[]) => ({
      sentence: drawn(winners),
      next:
        winners.length === 1
          ? 'Sign in to see whether it is yours.'
          : 'Sign in to see whether you won.',
    }),
    won: ({ numbers, prizes, isReal, isCollected }: WonFacts) => ({
      sentence:
        prizes.length === 0
          ? `Your ticket ${f.list(numbers.map(f.number))} won.`
          : `You won: ${f.list(prizes.map(({ title, ticketNumber }) => `${title} (ticket\u{A0}${f.number(ticketNumber)})`))}.`,
      next: isCollected
        ? f.plural(numbers.length, {
            one: 'The prize is marked as collected.',
            other: 'The prizes are marked as collected.',
          })
        : isReal
          ? `To collect ${f.plural(numbers.length, { one: 'the prize, show the organiser this page or your ticket', other: 'the prizes, show the organiser this page or your tickets' })}.`
          : 'It is a rehearsal, so there is no prize.',
    }),
    lost: ({ winners, numbers, passedOn }: LostFacts) => {
      const yours =
        passedOn.length === 0
          ? `${f.plural(numbers.length, { one: 'Yours was', other: 'Yours were' })} ${named(numbers)}.`
          : passedOn
              .map(
                ({ ticketNumber, reason }) =>
                  `Your ticket ${f.number(ticketNumber)} was drawn, but its prize was passed on: ${reasonWords.en.forfeits[reason]}.`,
              )
              .join(' ');
      return {
        sentence: 'Not this time.',
        next: `${drawn(winners)} ${yours} Thank you for taking part.`,
      };
    },
    noTicket: (winners: readonly number[]) => ({
      sentence: drawn(winners),
      next: 'You had no ticket in the draw.',
    }),
    announced: (opensAt: string) => ({
      sentence: 'Sales have not started yet.',
      next: `They start on ${f.day(opensAt)}.`,
    }),
    cancelled: (reason: string) => ({
      sentence: 'This raffle was cancelled. There is no draw.',
      next: `The organiser says: ${reason}`,
    }),
  };
};

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
  /** Whether all of them were handed over. */
  readonly isCollected: boolean;
}

export interface LostFacts {
  readonly winners: readonly number[];
  readonly numbers: readonly number[];
  /** Which of `numbers` held a prize that went to another ticket. */
  readonly passedOn: NonNullable<AwardedPrize['passedOn']>;
}

interface ClosedFacts {
  /** The viewer's tickets. */
  readonly numbers: readonly number[];
  readonly due: DrawDue | undefined;
}

interface OpenFacts {
  readonly numbers: readonly number[];
  readonly allowance: number;
}

export type Situations = ReturnType<typeof situations>;
