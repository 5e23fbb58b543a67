import type { RaffleView } from '#contract/schemas.ts';
import type { Formats } from '#ui/formats.ts';

/** `raffle close` says the same. */
export const close = (f: Formats) => ({
  consequence: 'Closing ends the sales for good.',
  open: 'Close the sales …',
  title: (title: string) => `Close ${title}`,
  typeId: (id: string) => `Type the raffle’s id (${id}) to close it`,
  final: ({ sold, remaining, capacity, randomness }: RaffleView) => {
    const numbers = `${f.number(sold)} sold and ${f.number(remaining)} unsold of ${f.number(capacity)} stay as they are.`;
    if (sold === 0) return `${numbers} Nobody can win: no ticket is sold.`;
    return randomness === 'drand'
      ? `${numbers} The draw is sealed with them, to a round of the public beacon that nobody knows yet.`
      : numbers;
  },
  action: 'Close the sales',
  pending: 'Closing …',
  ended: 'Nobody can buy any more.',
  endedAlready: 'Sales have ended already.',
  done: (title: string) => `Sales of ${title} have ended`,
  doneText: 'Nobody can buy any more. The draw is next.',
});
