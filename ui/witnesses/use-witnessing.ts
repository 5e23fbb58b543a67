import { useQuery } from '@tanstack/react-query';
import { createClient } from '#contract/client.ts';
import type { RaffleView } from '#contract/raffles.ts';
import type { Witnessing } from '#contract/witnessing.ts';

/** After the beacon, pages ask within this time, so that not all of them ask together. */
const spreadMs = 10_000;

/**
 * What witnesses have seen of a raffle's log: asked at each change of its status, and once more after
 * the beacon of a sealed closing, when it is known whether the closing was seen in time.
 */
export function useWitnessing(
  serviceUrl: string,
  raffle: RaffleView | undefined,
): Witnessing | undefined {
  const { data } = useQuery({
    queryKey: ['witnesses', serviceUrl, raffle?.id, raffle?.status],
    queryFn: async ({ signal }) =>
      createClient({ baseUrl: serviceUrl }).call('showWitnesses', {
        params: { id: raffle?.id ?? '' },
        signal,
      }),
    enabled: raffle !== undefined,
    placeholderData: (earlier) => earlier,
    refetchInterval: ({ state }) =>
      state.data?.closing?.state === 'waiting' ? untilKnown(raffle) : false,
  });
  return data;
}

function untilKnown(raffle: RaffleView | undefined): number {
  const seal = raffle !== undefined && 'seal' in raffle ? raffle.seal : undefined;
  const untilMs = seal === undefined ? 0 : Math.max(0, Date.parse(seal.publishedAt) - Date.now());
  return untilMs + 1_000 + Math.random() * spreadMs;
}
