import type { RaffleView } from '#contract/raffles.ts';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSoldTickets } from '../../shared/queries/use-sold-tickets.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useVoidTickets, voidOf } from './use-void-tickets.ts';

/** Voids every ticket that is not marked as paid, as before a draw. */
export function VoidUnpaid({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words, tickets: ticketWords } = useMessages();
  const messages = ticketWords.void;
  const { id } = raffle;
  const mayNot = useDisabledReason('change');
  const { tickets } = useSoldTickets(raffle, mayNot === undefined);
  const { mutation, doneCount } = useVoidTickets(raffle, () => {});
  const unpaid = (tickets ?? []).filter(({ paid }) => paid !== true);
  const isPartly = mutation.failure !== undefined && doneCount > 0;
  const isStale = mutation.failure?.code === 'ticket-not-valid';
  return (
    <ConfirmedMutation
      mutation={mutation}
      request={voidOf(unpaid, 'unpaid')}
      label={messages.unpaid}
      reason={mayNot ?? (unpaid.length === 0 ? messages.noneUnpaid : undefined)}
      confirmation={{
        title: messages.unpaidTitle(unpaid.length),
        typed: { expected: id, label: words.typeId(id) },
        action: messages.unpaidAction(unpaid.length),
      }}
      pendingLabel={messages.pending}
      failureText={
        isPartly ? messages.partly(doneCount) : isStale ? messages.changedMeanwhile : undefined
      }
    >
      <p>{messages.unpaidConsequence(unpaid.length)}</p>
    </ConfirmedMutation>
  );
}
