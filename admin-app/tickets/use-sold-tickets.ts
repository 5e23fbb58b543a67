import { useQuery } from '@tanstack/react-query';
import type { RaffleView, SoldTicket } from '#contract/schemas.ts';
import { useService } from '../service.tsx';
import { useCatchingUp } from '../use-catching-up.ts';

export interface SoldTicketsState {
  /** In the order of sale; undefined until they were read once, and while they may not be. */
  readonly tickets: readonly SoldTicket[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** They come whole each time: the more there are, the rarer they are asked for. */
const pause = { minMs: 1000, perTicketMs: 0.1 };

/** The tickets sold, with the addresses that bought them, as they come. Needs a key. */
export function useSoldTickets(
  { id, openedAt, sold }: RaffleView,
  isAllowed: boolean,
): SoldTicketsState {
  const { patientClient, serviceUrl } = useService();
  const {
    data: tickets,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey: ['tickets', serviceUrl, id, openedAt],
    async queryFn({ signal }) {
      return (await patientClient.call('listSoldTickets', { params: { id }, signal })).tickets;
    },
    enabled: isAllowed,
    structuralSharing: false,
  });
  const isMissing = tickets === undefined ? error !== null : tickets.length < sold;
  const pauseMs = Math.max(pause.minMs, (tickets?.length ?? 0) * pause.perTicketMs);
  const isBehind = isAllowed && isMissing && !isFetching;
  useCatchingUp({ isBehind, error, readAgain: refetch, pauseMs });
  // What was read before the key went is still at hand here, for a moment.
  if (!isAllowed) return { tickets: undefined, error: null, readAgain: () => {} };
  return { tickets, error, readAgain: () => void refetch() };
}
