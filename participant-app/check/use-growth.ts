import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createClient } from '#contract/client.ts';
import { askForLog } from '#contract/log-source.ts';
import type { RaffleView } from '#contract/schemas.ts';
import type { Kept } from '#ui/storage.ts';
import type { Timings } from '../timings.ts';
import type { Growth, KeptHead } from './comparison.ts';
import { keptHead } from './kept-head.ts';
import type { LogWatch } from './log-watch.ts';

/** How often a comparison that could not be made is tried again, in milliseconds. */
const askAgainMs = 30_000;

export interface GrowthOptions {
  readonly serviceUrl: string;
  readonly raffleId: string;
  /** Its status is part of the question: the log is looked at again at the closing and the draw. */
  readonly raffle: RaffleView | undefined;
  readonly timings: Timings;
}

export interface GrowthControls {
  /** undefined while there is nothing to tell. */
  readonly growth: Growth | undefined;
  /** Drops what was kept, and begins with the log of now. */
  readonly forget: () => void;
}

/** How the log fits what this browser saw of it before. */
export function useGrowth({
  serviceUrl,
  raffleId,
  raffle,
  timings,
}: GrowthOptions): GrowthControls {
  const kept = useMemo(() => keptHead({ serviceUrl, raffleId }), [serviceUrl, raffleId]);
  const look = useMemo(
    () => prepareLook({ kept, serviceUrl, raffleId, timings }),
    [kept, serviceUrl, raffleId, timings],
  );
  const { data, refetch } = useQuery({
    queryKey: ['growth', serviceUrl, raffleId, raffle?.status],
    queryFn: async () => (await look()) ?? null,
    enabled: raffle !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.kind === 'unchecked' ? askAgainMs : false),
  });
  return {
    growth: data ?? undefined,
    forget: () => {
      kept.clear();
      void refetch();
    },
  };
}

/** What compares comes with the first look; it is one watch for the whole visit. */
function prepareLook({
  kept,
  serviceUrl,
  raffleId,
  timings,
}: Omit<GrowthOptions, 'raffle'> & { readonly kept: Kept<KeptHead> }): LogWatch['look'] {
  let watch: LogWatch | undefined;
  return async () => {
    const { watchLog } = await import('./log-watch.ts');
    const client = createClient({ baseUrl: serviceUrl, timeoutMs: timings.timeoutMs });
    watch ??= watchLog(kept, {
      raffleId,
      url: new URL(`/raffles/${encodeURIComponent(raffleId)}`, serviceUrl).href,
      source: askForLog(client, raffleId),
      againAfterMs: timings.pollMs,
    });
    return watch.look();
  };
}
