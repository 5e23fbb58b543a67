import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/raffles.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import { useNotices } from '#ui/Notices.tsx';
import { toApiError } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useKnownTickets } from '../../shared/queries/use-sold-tickets.ts';
import { summaryKey, useSummary } from '../../shared/queries/use-summary.ts';
import { useService } from '../../shared/service-context.ts';

/** Marks a ticket as paid or as not paid: shown at once, and taken back if the service refuses it. */
export function useMarkPaid(raffle: RaffleView): (ticket: SoldTicket) => void {
  const { tickets: messages } = useMessages();
  const { locale } = useLocale();
  const { client, serviceUrl } = useService();
  const queries = useQueryClient();
  const notices = useNotices();
  const known = useKnownTickets(raffle);
  const { id } = raffle;
  const { mutate } = useMutation({
    mutationKey: markingKey(id),
    mutationFn: async ({ number, sale, paid }: SoldTicket) => {
      const body = { numbers: [number], paid: paid !== true, soldBefore: sale + 1 };
      await client.call('markPayments', { params: { id }, body });
      await queries.invalidateQueries({ queryKey: summaryKey(serviceUrl, id) });
    },
    onMutate: ({ sale, paid }) => known.setPaid(sale, paid !== true),
    onError: (error, { number, sale, paid }) => {
      known.setPaid(sale, paid === true);
      const { text } = describeApiError(toApiError(error), { locale, asked: 'change' });
      const title = messages.unmarked(number);
      notices.show(`paid ${id} ${number}`, { tone: 'error', title, text });
    },
  });
  return (ticket) => mutate(ticket);
}

const markingKey = (id: string) => ['mark-payments', id];

/**
 * Reads the tickets again when the sums name another number of paid ones: a seller has marked some,
 * which the log does not show.
 */
export function usePaymentsOfOthers(raffle: RaffleView, tickets: readonly SoldTicket[]): void {
  const queries = useQueryClient();
  const summary = useSummary(raffle.id);
  const known = useKnownTickets(raffle);
  const paidCount = tickets.filter(({ paid }) => paid === true).length;
  const isComplete = raffle.sold === tickets.length;
  useEffect(() => {
    const isMarking = queries.isMutating({ mutationKey: markingKey(raffle.id) }) > 0;
    const isStale = summary?.sold === raffle.sold && summary.paid !== paidCount;
    if (isComplete && isStale && !isMarking) void known.reload();
  }, [isComplete, paidCount, summary, known, queries, raffle.id, raffle.sold]);
}
