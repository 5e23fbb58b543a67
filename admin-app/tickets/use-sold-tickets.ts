import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RaffleView, SoldTicket } from '#contract/schemas.ts';
import { useService } from '../service.tsx';

export interface SoldTicketsState {
  /** In the order of sale; undefined until they were read once. */
  readonly tickets: readonly SoldTicket[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** They come whole each time: the longer that takes, the rarer it is asked for. */
const pause = { minMs: 1000, timesAsLong: 10 };

/** The tickets sold, with the addresses that bought them, as they come. Needs a key. */
export function useSoldTickets({ id, openedAt, sold }: RaffleView, isAllowed: boolean) {
  const { patientClient, serviceUrl } = useService();
  const tookMs = useRef(0);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['tickets', serviceUrl, id, openedAt],
    async queryFn({ signal }) {
      const began = performance.now();
      const { tickets } = await patientClient.call('listSoldTickets', { params: { id }, signal });
      tookMs.current = performance.now() - began;
      return tickets;
    },
    enabled: isAllowed,
    structuralSharing: false,
  });
  const isBehind = data !== undefined && data.length < sold && !isFetching && error === null;
  useEffect(() => {
    if (!isBehind) return undefined;
    const waitMs = Math.max(pause.minMs, tookMs.current * pause.timesAsLong);
    const timer = setTimeout(() => void refetch(), waitMs);
    return () => clearTimeout(timer);
  }, [isBehind, refetch]);
  const state: SoldTicketsState = { tickets: data, error, readAgain: () => void refetch() };
  return state;
}
