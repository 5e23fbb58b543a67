import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RaffleView } from '#contract/raffles.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import { useService } from '../service.tsx';
import { useCatchingUp } from './use-catching-up.ts';

export interface SoldTicketsState {
  /** The valid ones in the order of sale; undefined until the first read, and without a key. */
  readonly tickets: readonly SoldTicket[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

interface KnownTickets {
  readonly tickets: readonly SoldTicket[];
  /** Size of the log that they were read from. */
  readonly to: number;
}

/** The pause between two reads, in milliseconds, however fast tickets are sold. */
const pauseMs = 1000;

/** The tickets sold, with the addresses that bought them, as they are sold. Needs a key. */
export function useSoldTickets(
  { id, openedAt, version }: RaffleView,
  isAllowed: boolean,
): SoldTicketsState {
  const { longReplyClient, serviceUrl } = useService();
  const queries = useQueryClient();
  const queryKey = ['tickets', serviceUrl, id, openedAt];
  const {
    data: known,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey,
    /** Only what was sold or voided since the last read is read. */
    async queryFn({ signal }) {
      const before = queries.getQueryData<KnownTickets>(queryKey) ?? { tickets: [], to: 0 };
      const query = { from: before.to };
      const reply = await longReplyClient.call('listSoldTickets', {
        params: { id },
        query,
        signal,
      });
      const voided = new Set(reply.voided.map(({ sale }) => sale));
      const stillValid = before.tickets.filter(({ sale }) => !voided.has(sale));
      return { tickets: [...stillValid, ...reply.tickets], to: reply.to };
    },
    enabled: isAllowed,
    structuralSharing: false,
  });
  const tickets = known?.tickets;
  const isMissing = known === undefined ? error !== null : known.to < version;
  const isBehind = isAllowed && isMissing && !isFetching;
  useCatchingUp({ isBehind, error, readAgain: refetch, pauseMs });
  // When the key is removed, the tickets stay in this component's state for one more render.
  if (!isAllowed) return { tickets: undefined, error: null, readAgain: () => {} };
  return { tickets, error, readAgain: () => void refetch() };
}
