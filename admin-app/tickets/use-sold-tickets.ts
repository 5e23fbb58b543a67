import { useQuery } from '@tanstack/react-query';
import type { RaffleView, SoldTicket } from '#contract/schemas.ts';
import { useService } from '../service.tsx';
import { useCatchingUp } from '../use-catching-up.ts';

export interface SoldTicketsState {
  /** In the order of sale; undefined until they were read once. */
  readonly tickets: readonly SoldTicket[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** They come whole each time: the longer that takes, the rarer it is asked for. */
const pause = { minMs: 1000, timesAsLong: 10 };

/** The tickets sold, with the addresses that bought them, as they come. Needs a key. */
export function useSoldTickets(
  { id, openedAt, sold }: RaffleView,
  isAllowed: boolean,
): SoldTicketsState {
  const { patientClient, serviceUrl } = useService();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['tickets', serviceUrl, id, openedAt],
    async queryFn({ signal }) {
      const began = performance.now();
      const { tickets } = await patientClient.call('listSoldTickets', { params: { id }, signal });
      return { tickets, tookMs: performance.now() - began };
    },
    enabled: isAllowed,
    structuralSharing: false,
  });
  const { tickets, tookMs = 0 } = data ?? {};
  const isBehind = tickets !== undefined && tickets.length < sold && !isFetching && error === null;
  useCatchingUp(isBehind, refetch, Math.max(pause.minMs, tookMs * pause.timesAsLong));
  return { tickets, error, readAgain: () => void refetch() };
}
