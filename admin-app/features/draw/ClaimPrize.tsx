import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useNotices } from '#ui/Notices.tsx';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import type { PrizeProps } from './DrawResult.tsx';

export interface ClaimPrizeProps extends Pick<PrizeProps, 'prize' | 'award' | 'raffle'> {
  readonly ticketNumber: number;
}

/** Records that a prize was handed over. */
export function ClaimPrize({
  prize,
  award: { title },
  raffle: { id },
  ticketNumber,
}: ClaimPrizeProps) {
  const { claim: messages } = useMessages().draw.prizes;
  const { client } = useService();
  const notices = useNotices();
  const reason = useDisabledReason('change');
  const claim = useIdempotentMutation(
    `claim ${id} ${prize}`,
    async (body: { readonly ticketNumber: number }, idempotencyKey) =>
      client.call('claimPrize', { params: { id, prize: String(prize) }, body, idempotencyKey }),
    () =>
      notices.show(`prize ${id} ${prize}`, {
        tone: 'success',
        title: messages.done(title),
        text: messages.doneText,
      }),
  );
  return (
    <ConfirmedMutation
      mutation={claim}
      request={{ ticketNumber }}
      label={messages.open}
      accessibleLabel={messages.label(title)}
      look="quiet"
      reason={reason}
      confirmation={{ title: messages.title(title), action: messages.action }}
      pendingLabel={messages.pending}
    >
      <p>{messages.consequence(ticketNumber)}</p>
    </ConfirmedMutation>
  );
}
