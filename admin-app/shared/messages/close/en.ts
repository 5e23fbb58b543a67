import type { RaffleView } from '#contract/raffles.ts';
import type { Formats } from '#ui/formats.ts';
import type { NameBeacon } from '../beacon/en.ts';

/** `raffle close` says the same. */
export const close = (f: Formats, nameBeacon: NameBeacon) => ({
  consequence: 'Closing ends the sales. This is final.',
  open: 'Close the sales …',
  title: (title: string) => `Close ${title}`,
  typeId: (id: string) => `Type the raffle’s id (${id}) to close it`,
  final: ({ sold, remaining, capacity, randomness, chainHash }: RaffleView) => {
    const numbers = `${f.number(sold)} sold and ${f.number(remaining)} unsold of ${f.number(capacity)} stay as they are.`;
    if (sold === 0) return `${numbers} No ticket is sold, so there is no draw.`;
    return randomness === 'drand'
      ? `${numbers} The draw is sealed with them, to a future round of ${nameBeacon(chainHash)}.`
      : numbers;
  },
  /** Beside tickets that have a price. */
  unpaid: (n: number) =>
    `${f.number(n)} ${f.plural(n, { one: 'sold ticket is', other: 'sold tickets are' })} not marked as paid. After closing, no ticket can be voided: unpaid ones take part in the draw.`,
  action: 'Close the sales',
  pending: 'Closing …',
  ended: 'No more tickets can be bought.',
  endedAlready: 'Sales have ended already.',
  openEarly: 'Close the sales early …',
  /** With an announced end, and tickets both sold and left. */
  promised: (closesAt: string) =>
    `Sales end by themselves, ${f.moment(closesAt)}. Tickets are sold, so they can’t end earlier.`,
  done: (title: string) => `Sales of ${title} have ended`,
  doneText: ({ sold }: Pick<RaffleView, 'sold'>): string =>
    sold === 0
      ? 'No more tickets can be bought. No ticket was sold, so there is no draw.'
      : 'No more tickets can be bought. The draw is next.',
});
