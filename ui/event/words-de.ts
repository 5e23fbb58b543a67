import { reasonWords } from '#contract/reason-words.ts';
import type { Formats } from '../formats.ts';
import type { EventWords } from './words.ts';

/** The words about a raffle as an event, in German. */
export const german = (f: Formats): EventWords => ({
  prize: 'Gewinn',
  prizes: (n) => `${f.number(n)} Gewinne`,
  morePrizes: (n) => f.plural(n, { one: 'und ein weiterer', other: `und ${f.number(n)} weitere` }),
  price: 'Los',
  priceLabel: 'Preis',
  free: 'Kostenlos',
  salesStart: 'Verkaufsbeginn',
  salesEnd: 'Verkaufsende',
  draw: 'Ziehung',
  place: 'Ort',
  by: (organiser) => `Von ${organiser}`,
  left: (remaining, capacity) => ({
    number: f.number(remaining),
    rest: `von ${f.number(capacity)} übrig`,
  }),
  inDraw: (n) => ({
    number: f.number(n),
    rest: f.plural(n, { one: 'Los ist in der Ziehung', other: 'Lose sind in der Ziehung' }),
  }),
  prizeState: { drawn: 'Gezogen', claimed: 'Abgeholt', unawarded: 'Nicht vergeben' },
  passedOn: (ticketNumber, reason) =>
    `Weitergegeben von Los ${f.number(ticketNumber)}: ${reasonWords.de.forfeits[reason]}.`,
  sold: (n) => ({
    number: f.number(n),
    rest: f.plural(n, { one: 'Los wurde verkauft', other: 'Lose wurden verkauft' }),
  }),
  ticketCount: (n) => ({
    number: f.number(n),
    rest: f.plural(n, { one: 'Los', other: 'Lose' }),
  }),
});
