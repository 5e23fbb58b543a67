import { useEffect, useRef } from 'react';
import type { RaffleDashboardProps } from '../host-contract.ts';
import type { RaffleNews } from '#ui/live/live-raffle.ts';

/** Tells the host what the news mean to it. Each thing once. */
export function useHostEvents(news: RaffleNews, host: RaffleDashboardProps): void {
  const told = useRef(new Set<string>());
  const latestHost = useRef(host);
  useEffect(() => {
    latestHost.current = host;
  });
  useEffect(() => {
    const { raffleId } = latestHost.current;
    const once = (what: string, tell: () => void) => {
      if (told.current.has(what)) return;
      told.current.add(what);
      tell();
    };
    if (news.kind === 'unknown-raffle' || news.kind === 'deleted') {
      once('unknown', () => latestHost.current.onError?.({ raffleId, code: 'raffle-not-found' }));
    }
    if (news.kind === 'unreachable') {
      once('unreachable', () => latestHost.current.onError?.({ raffleId, code: 'unreachable' }));
    }
    if (news.kind !== 'known') return;
    once('ready', () => latestHost.current.onReady?.({ raffleId }));
    const { raffle, freshness, confirmedAt } = news;
    if (freshness !== 'stale') told.current.delete('stale');
    else {
      const ageMs = Date.now() - confirmedAt;
      once('stale', () => latestHost.current.onStale?.({ raffleId, ageMs }));
    }
    if (raffle.remaining === 0)
      once('sold-out', () => latestHost.current.onSoldOut?.({ raffleId }));
    const { winner } = raffle;
    if (winner !== undefined) {
      const { ticketNumber } = winner;
      once('drawn', () => latestHost.current.onDrawn?.({ raffleId, ticketNumber }));
    }
  }, [news]);
}
