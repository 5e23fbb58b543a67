import type { RaffleView } from '#contract/raffles.ts';

/** What an organiser does next with a raffle; the `wait` steps happen by themselves. */
export type NextStep =
  'wait-to-open' | 'sell' | 'wait-to-close' | 'close' | 'draw' | 'hand-over' | 'nothing';

/** The one next step of a raffle. */
export function nextStepOf(raffle: RaffleView): NextStep {
  switch (raffle.status) {
    case 'announced':
      return 'wait-to-open';
    case 'open':
      // All tickets are sold, or sales have no announced end: the organiser ends them.
      if (raffle.remaining === 0) return 'close';
      if (raffle.closesAt !== undefined) return 'wait-to-close';
      return raffle.sold === 0 ? 'sell' : 'close';
    case 'closed':
      return raffle.sold === 0 ? 'nothing' : 'draw';
    case 'drawn':
      return raffle.prizes.some(({ state }) => state === 'drawn') ? 'hand-over' : 'nothing';
    case 'cancelled':
      return 'nothing';
    default:
      return raffle satisfies never;
  }
}
