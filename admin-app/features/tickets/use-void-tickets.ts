import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { limits, type RaffleView } from '#contract/raffles.ts';
import type { VoidRequest } from '#contract/requests.ts';
import type { SoldTicket, VoidReason } from '#contract/tickets.ts';
import { useNotices } from '#ui/Notices.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { summaryKey } from '../../shared/queries/use-summary.ts';
import { useService } from '../../shared/service-context.ts';
import { useIdempotentMutation, type Mutation } from '../../shared/use-idempotent-mutation.ts';

/** Asks to void these tickets, and none that was sold later with one of their numbers. */
export function voidOf(tickets: readonly SoldTicket[], reason: VoidReason): VoidRequest {
  const lastSale = tickets.reduce((last, { sale }) => Math.max(last, sale), 0);
  return { numbers: tickets.map(({ number }) => number), reason, soldBefore: lastSale + 1 };
}

/**
 * Voids tickets. More than the service takes at once are voided part by part, each all or nothing;
 * `doneCount` says how many are voided when a later part fails.
 */
export function useVoidTickets(
  { id }: RaffleView,
  onDone: () => void,
): { readonly mutation: Mutation<VoidRequest>; readonly doneCount: number } {
  const { void: messages } = useMessages().tickets;
  const { client, serviceUrl } = useService();
  const notices = useNotices();
  const queries = useQueryClient();
  const [doneCount, setDoneCount] = useState(0);
  const mutation = useIdempotentMutation(
    `void ${id}`,
    async ({ numbers, ...request }: VoidRequest, key) => {
      setDoneCount(0);
      for (let from = 0; from < numbers.length; from += limits.numbersMax) {
        const body = { ...request, numbers: numbers.slice(from, from + limits.numbersMax) };
        const idempotencyKey = from === 0 ? key : `${key}-${from}`;
        await client.call('voidTickets', { params: { id }, body, idempotencyKey });
        setDoneCount(from + body.numbers.length);
      }
    },
    (_answer, { numbers }) => {
      void queries.invalidateQueries({ queryKey: summaryKey(serviceUrl, id) });
      notices.show(`void ${id}`, {
        tone: 'success',
        title: messages.done(numbers.length),
        text: messages.doneText(numbers.length),
      });
      onDone();
    },
  );
  return { mutation, doneCount };
}
