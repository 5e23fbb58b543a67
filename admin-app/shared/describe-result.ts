import type { RaffleView } from '#contract/raffles.ts';
import type { Messages } from './messages/en.ts';

/** The result in a sentence: one winner with the title of the raffle, or the winners of several prizes. */
export function describeResult(
  { title, prizes }: Pick<RaffleView, 'title' | 'prizes'>,
  winners: readonly number[],
  words: Messages['draw'],
): string {
  if (prizes.length > 1) return words.winners(winners);
  const [winner] = winners;
  return winner === undefined ? words.winsNothing(title) : words.wins(winner, title);
}
