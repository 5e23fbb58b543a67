import type { RaffleView } from '#contract/raffles.ts';
import type { RaffleState } from '#ui/live/raffle-state.ts';
import type { RafflePlace } from './raffle-place.ts';
import { createRequiredContext } from '#ui/required-context.ts';

/** The raffle as the service describes it, updated as it changes. */
export interface Live {
  readonly place: RafflePlace;
  readonly state: RaffleState;
  readonly isOnline: boolean;
  /** Applies a view that came with another answer, if it is newer. */
  readonly applySnapshot: (raffle: RaffleView) => void;
}

export const [LiveContext, useLive] = createRequiredContext<Live>('LiveContext');

/** The raffle; undefined until the service has described it. */
export function knownRaffle(state: RaffleState): RaffleView | undefined {
  return state.status === 'known' ? state.raffle : undefined;
}
