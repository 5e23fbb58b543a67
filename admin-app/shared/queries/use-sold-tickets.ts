import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import { useService } from '../service-context.ts';
import { useCatchingUp } from './use-catching-up.ts';

export interface SoldTicketsState {
  /** The valid ones in the order of sale; undefined until the first read, and without a key. */
  readonly tickets: readonly SoldTicket[] | undefined;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

interface KnownTickets {
  readonly tickets: readonly SoldTicket[];
  /** Size of the log that they were read from; 0 to read all of them again. */
  readonly to: number;
}

const nothingKnown: KnownTickets = { tickets: [], to: 0 };

type TicketsOf = Pick<RaffleView, 'id' | 'openedAt'>;

function keyOf(serviceUrl: string, { id, openedAt }: TicketsOf) {
  return ['tickets', serviceUrl, id, openedAt];
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
  const queryKey = keyOf(serviceUrl, { id, openedAt });
  const readKnown = () => queries.getQueryData<KnownTickets>(queryKey) ?? nothingKnown;
  const {
    data: known,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey,
    /** Only what was sold or voided since the last read is read. */
    async queryFn({ signal }) {
      const { to: from } = readKnown();
      const reply = await longReplyClient.call('listSoldTickets', {
        params: { id },
        query: { from },
        signal,
      });
      const voided = new Set(reply.voided.map(({ sale }) => sale));
      // Read after the reply, because a ticket may have been marked as paid meanwhile.
      const before = from === 0 ? [] : readKnown().tickets;
      const stillValid = before.filter(({ sale }) => !voided.has(sale));
      return { tickets: [...stillValid, ...reply.tickets], to: reply.to };
    },
    enabled: isAllowed,
    structuralSharing: false,
  });
  const tickets = known?.tickets;
  const isMissing = known === undefined ? error !== null : known.to < version;
  const isBehind = isAllowed && isMissing && !isFetching;
  // Several components follow the tickets: none cancels the read of another.
  const readAgain = useCallback(async () => refetch({ cancelRefetch: false }), [refetch]);
  useCatchingUp({ isBehind, error, readAgain, pauseMs });
  // When the key is removed, the tickets stay in this component's state for one more render.
  if (!isAllowed) return { tickets: undefined, error: null, readAgain: () => {} };
  return { tickets, error, readAgain: () => void readAgain() };
}

/** Changes what is known of the sold tickets without a read: payments are not in the log. */
export function useKnownTickets({ id, openedAt }: TicketsOf) {
  const { serviceUrl } = useService();
  const queries = useQueryClient();
  return useMemo(() => {
    const queryKey = keyOf(serviceUrl, { id, openedAt });
    const change = (next: (known: KnownTickets) => KnownTickets) =>
      queries.setQueryData<KnownTickets>(queryKey, (known) => known && next(known));
    return {
      setPaid(sale: number, isPaid: boolean) {
        change(({ tickets, to }) => ({
          tickets: tickets.map((ticket) =>
            ticket.sale === sale ? withPaid(ticket, isPaid) : ticket,
          ),
          to,
        }));
      },
      /** Reads all of them again; the known ones stay until then. */
      async reload() {
        change(({ tickets }) => ({ tickets, to: 0 }));
        await queries.refetchQueries({ queryKey });
      },
    };
  }, [queries, serviceUrl, id, openedAt]);
}

function withPaid({ paid: _paid, ...ticket }: SoldTicket, isPaid: boolean): SoldTicket {
  return isPaid ? { ...ticket, paid: true } : ticket;
}
