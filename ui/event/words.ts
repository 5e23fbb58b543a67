import type { ForfeitReason } from '#contract/raffles.ts';
import { reasonWords } from '#contract/reason-words.ts';
import { createCatalogues } from '../catalogues.ts';
import type { Formats } from '../formats.ts';

const english = (f: Formats) => ({
  prize: 'Prize',
  prizes: (n: number) => `${f.number(n)} prizes`,
  morePrizes: (n: number) => f.plural(n, { one: 'and one more', other: `and ${f.number(n)} more` }),
  price: 'Ticket',
  priceLabel: 'Price',
  free: 'Free',
  salesStart: 'Sales start',
  salesEnd: 'Sales end',
  draw: 'Draw',
  place: 'Place',
  by: (organiser: string) => `By ${organiser}`,
  left: (remaining: number, capacity: number) => ({
    number: f.number(remaining),
    rest: `of ${f.number(capacity)} left`,
  }),
  inDraw: (n: number) => ({
    number: f.number(n),
    rest: f.plural(n, { one: 'ticket is in the draw', other: 'tickets are in the draw' }),
  }),
  /** What became of a prize after the draw. */
  prizeState: { drawn: 'Drawn', claimed: 'Collected', unawarded: 'Not awarded' },
  /** A prize that was taken from the ticket that held it. */
  passedOn: (ticketNumber: number, reason: ForfeitReason) =>
    `Passed on from ticket ${f.number(ticketNumber)}: ${reasonWords.en.forfeits[reason]}.`,
  sold: (n: number) => ({
    number: f.number(n),
    rest: f.plural(n, { one: 'ticket was sold', other: 'tickets were sold' }),
  }),
  ticketCount: (n: number) => ({
    number: f.number(n),
    rest: f.plural(n, { one: 'ticket', other: 'tickets' }),
  }),
});

export type EventWords = ReturnType<typeof english>;

/**
 * The words about a raffle as an event: prizes, price, dates and count. An app that has another
 * language than English adds it.
 */
export const eventWords = createCatalogues({ en: english });
