import { useLiveRaffle as useLiveRaffleOf } from '#ui/live/use-live-raffle.ts';
import { useService } from '../service.tsx';

/** Follows a raffle of this app's service for as long as the component is there. */
export function useLiveRaffle(raffleId: string) {
  const { serviceUrl, timings } = useService();
  return useLiveRaffleOf({ serviceUrl, raffleId, timings });
}
