import { useLiveRaffle as useLiveRaffleOf } from '#ui/live/use-live-raffle.ts';
import { RaffleId } from '#contract/schemas.ts';
import type { RaffleNews } from '#ui/live/live-raffle.ts';
import { useService } from '../service.tsx';

/** Follows a raffle of this app's service for as long as the component is there. */
export function useLiveRaffle(raffleId: string): { readonly news: RaffleNews } {
  const { serviceUrl, timings } = useService();
  const { news } = useLiveRaffleOf({ serviceUrl, raffleId, timings });
  // Asked for by its address, `..` would be another address.
  return RaffleId.safeParse(raffleId).success ? { news } : noSuchRaffle;
}

const noSuchRaffle = { news: { kind: 'unknown-raffle' } } as const;
