import { winningNumbers, type RaffleView } from '#contract/raffles.ts';
import type { Messages } from './messages/en.ts';

/** Describes the state of a raffle in one or two sentences. */
export function describeStatus(raffle: RaffleView, { state }: Messages['raffle']): string {
  switch (raffle.status) {
    case 'open':
      if (raffle.sold === 0) return state.unsold;
      return raffle.remaining === 0 ? state.soldOut(raffle.prizes.length) : state.open;
    case 'closed':
      return raffle.seal === undefined
        ? state.closed(raffle.prizes.length)
        : state.sealed(raffle.seal);
    case 'announced':
      return state.announced(raffle.opensAt);
    case 'drawn':
      return state.drawn(winningNumbers(raffle), raffle.drawnAt);
    case 'cancelled':
      return state.cancelled(raffle.cancelReason, raffle.cancelledAt);
    default:
      return raffle satisfies never;
  }
}
