import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import type { Timings } from '../timings.ts';
import { useLate } from '#ui/use-late.ts';
import type { Growth } from './comparison.ts';
import { keptHead } from './kept-head.ts';
import { loadCheckKit, type CheckKit } from './load-kit.ts';

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
  readonly checks: CheckKit | undefined;
  /** undefined while there is nothing to tell. */
  readonly growth: Growth | undefined;
  /** Drops what was kept, and begins with the log of now. */
  readonly forgetLog: () => void;
}

/** How the log fits what this browser saw of it before. */
export function useGrowth({
  serviceUrl,
  raffleId,
  raffle,
  timings,
}: GrowthOptions): GrowthControls {
  const isKnown = raffle !== undefined;
  const checks = useLate(loadCheckKit, isKnown);
  const kept = useMemo(() => keptHead({ serviceUrl, raffleId }), [serviceUrl, raffleId]);
  // Asked at once: a purchase of this very visit may keep something before the first look.
  const isFirstVisit = useMemo(() => kept.load() === undefined, [kept]);
  const watch = useMemo(
    () => checks?.watchService({ kept, isFirstVisit, serviceUrl, raffleId, timings }),
    [checks, kept, isFirstVisit, serviceUrl, raffleId, timings],
  );
  const { data, refetch } = useQuery({
    queryKey: ['growth', serviceUrl, raffleId, raffle?.status],
    queryFn: async () => (await watch?.look()) ?? null,
    enabled: watch !== undefined && isKnown,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.kind === 'unchecked' ? askAgainMs : false),
  });
  return {
    checks,
    growth: data ?? undefined,
    forgetLog: () => {
      kept.clear();
      void refetch();
    },
  };
}
