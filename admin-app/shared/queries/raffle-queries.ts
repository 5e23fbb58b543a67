import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLiveRaffle as useLiveRaffleOf } from '#ui/live/use-live-raffle.ts';
import { RaffleId } from '#contract/raffles.ts';
import type { RaffleState, KnownRaffle } from '#ui/live/raffle-state.ts';
import type { DrawRecord } from '#contract/draws.ts';
import { useService } from '../service-context.ts';

/** Every raffle of the service, asked for anew every few seconds. */
export function useRaffles() {
  const { client, timings } = useService();
  return useQuery({
    queryKey: ['raffles'],
    queryFn: async () => (await client.call('listRaffles')).raffles,
    refetchInterval: timings.pollMs,
  });
}

/** Follows a raffle of this app's service while the component is mounted. */
export function useLiveRaffle(raffleId: string): { readonly state: RaffleState } {
  const { serviceUrl, timings } = useService();
  const { state } = useLiveRaffleOf({ serviceUrl, raffleId, timings });
  // In a URL, an id such as `..` would be another path.
  return RaffleId.safeParse(raffleId).success ? { state } : unknownRaffle;
}

const unknownRaffle = { state: { status: 'unknown-raffle' } } as const;

/**
 * The public draw record of this version of a raffle: claims and forfeits change it. Undefined until
 * it is read. It is read before its result is revealed.
 */
export function useDrawRecord({
  raffle: { id, status, version },
  drawing,
}: Pick<KnownRaffle, 'raffle' | 'drawing'>): DrawRecord | undefined {
  const { client, serviceUrl } = useService();
  const { data } = useQuery({
    queryKey: ['draw', serviceUrl, id, version],
    queryFn: async ({ signal }) => client.call('showDraw', { params: { id }, signal }),
    enabled: status === 'drawn' || drawing !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: true,
  });
  return data;
}
