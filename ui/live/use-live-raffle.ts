import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { LiveRaffle, type LiveTimings, type RaffleNews } from './live-raffle.ts';

export interface LiveRaffleOptions {
  readonly serviceUrl: string;
  readonly raffleId: string;
  readonly timings: LiveTimings;
}

/** Follows a raffle for as long as the component is there. */
export function useLiveRaffle(options: LiveRaffleOptions): {
  readonly live: LiveRaffle;
  readonly news: RaffleNews;
} {
  const { serviceUrl, raffleId, timings } = options;
  const live = useMemo(
    () => new LiveRaffle({ serviceUrl, raffleId, timings }),
    [serviceUrl, raffleId, timings],
  );
  useEffect(() => live.start(), [live]);
  const news = useSyncExternalStore(live.subscribe, live.getNews);
  return { live, news };
}
