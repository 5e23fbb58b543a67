import type { RaffleView } from '#contract/raffles.ts';
import type { SoldTicket } from '#contract/tickets.ts';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useVoidTickets } from './use-void-tickets.ts';

export interface VoidUnpaidProps {
  readonly raffle: RaffleView;
  readonly tickets: readonly SoldTicket[];
}

/** Voids every ticket that is not marked as paid, as before a draw. */
export function VoidUnpaid({ raffle, tickets }: VoidUnpaidProps) {
  const { raffle: words, tickets: ticketWords } = useMessages();
  const messages = ticketWords.void;
  const { id, status } = raffle;
  const mayNot = useDisabledReason('change');
  const { mutation, doneCount } = useVoidTickets(raffle, () => {});
  const numbers = tickets.filter(({ paid }) => paid !== true).map(({ number }) => number);
  const unavailable =
    status !== 'open' ? messages.notOnSale : numbers.length === 0 ? messages.noneUnpaid : undefined;
  const isPartly = mutation.failure !== undefined && doneCount > 0;
  return (
    <ConfirmedMutation
      mutation={mutation}
      request={{ numbers, reason: 'unpaid' as const }}
      label={messages.unpaid}
      reason={mayNot ?? unavailable}
      confirmation={{
        title: messages.unpaidTitle(numbers.length),
        typed: { expected: id, label: words.typeId(id) },
        action: messages.unpaidAction,
      }}
      pendingLabel={messages.pending}
      failureText={isPartly ? messages.partly(doneCount) : undefined}
    >
      <p>{messages.unpaidConsequence}</p>
    </ConfirmedMutation>
  );
}
