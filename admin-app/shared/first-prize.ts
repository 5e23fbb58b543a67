import type { RaffleView } from '#contract/raffles.ts';

/** What the first winning ticket wins: the first of several prizes, or else the raffle. */
export function firstPrizeOf({ title, prizes }: Pick<RaffleView, 'title' | 'prizes'>): string {
  const [first, second] = prizes;
  return first === undefined || second === undefined ? title : first.title;
}
