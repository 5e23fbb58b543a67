import type { RaffleView } from '#contract/schemas.ts';
import type { Messages } from '../messages/en.ts';

/** The state of a raffle in one sentence. Pure. */
export function sayState(raffle: RaffleView, { state }: Messages['raffle']): string {
  const { status, sold, remaining, seal, winner, drawnAt } = raffle;
  if (status === 'drawn') return state.drawn(winner!.ticketNumber, drawnAt!);
  if (status === 'closed') return seal === undefined ? state.closed : state.sealed(seal);
  if (sold === 0) return state.unsold;
  return remaining === 0 ? state.soldOut : state.open;
}
