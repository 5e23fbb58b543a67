import { useState } from 'react';
import { limits, type RaffleView } from '#contract/raffles.ts';
import { CancelRequest } from '#contract/requests.ts';
import { TextField } from '#ui/Field.tsx';
import { useNotices } from '#ui/Notices.tsx';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSummary } from '../../shared/queries/use-summary.ts';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';

export interface CancelRaffleProps {
  readonly raffle: RaffleView;
  readonly onCancelled: () => void;
}

/** Ends the sales of a raffle for good, without a draw. */
export function CancelRaffle({ raffle, onCancelled }: CancelRaffleProps) {
  const { raffle: words } = useMessages();
  const messages = words.cancel;
  const { id, title, status } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useDisabledReason('change');
  const paid = useSummary(id)?.paid ?? 0;
  const [reason, setReason] = useState('');
  const cancel = useIdempotentMutation(
    `cancel ${id}`,
    async (body: CancelRequest, idempotencyKey) =>
      client.call('cancelRaffle', { params: { id }, body, idempotencyKey }),
    () => {
      notices.show(`cancel ${id}`, {
        tone: 'success',
        title: messages.done(title),
        text: messages.doneText,
      });
      onCancelled();
    },
  );
  const unavailable =
    status === 'cancelled'
      ? messages.already
      : status === 'open' || status === 'announced'
        ? undefined
        : messages.tooLate;
  return (
    <ConfirmedMutation
      mutation={cancel}
      request={{ reason: reason.trim() }}
      label={messages.open}
      reason={mayNot ?? unavailable}
      confirmation={{
        title: messages.title(title),
        typed: { expected: id, label: words.typeId(id) },
        fields: (
          <TextField
            label={messages.reason}
            hint={messages.reasonHint}
            value={reason}
            onChange={setReason}
            maxLength={limits.cancelReasonLengthMax}
            autoComplete="off"
          />
        ),
        isComplete: CancelRequest.safeParse({ reason }).success,
        action: messages.action,
      }}
      pendingLabel={messages.pending}
    >
      <p>{messages.consequence}</p>
      {paid > 0 && <p>{messages.refund(paid)}</p>}
    </ConfirmedMutation>
  );
}
