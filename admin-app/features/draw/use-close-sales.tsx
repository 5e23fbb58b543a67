import type { RaffleView } from '#contract/raffles.ts';
import { useConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSummary } from '../../shared/queries/use-summary.ts';
import { useNotices } from '#ui/Notices.tsx';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { clockBody, useClockConfirmation, type ClockRequest } from './clock-confirmation.tsx';

/** Closes the sales, before the draw or without one: the button and its dialog. */
export function useCloseSales(raffle: RaffleView, onClosed: () => void) {
  const { close: messages } = useMessages();
  const { id, title, status, closesAt, sold, remaining } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useDisabledReason('change');
  const summary = useSummary(id);
  const unpaid = (summary?.income?.due ?? 0) > 0 ? (summary?.due ?? 0) : 0;
  const close = useIdempotentMutation(
    `close ${id}`,
    async (request: ClockRequest, idempotencyKey) =>
      client.call('closeRaffle', { params: { id }, idempotencyKey, ...clockBody(request) }),
    (closed) => {
      notices.show(`close ${id}`, {
        tone: 'success',
        title: messages.done(title),
        text: messages.doneText(closed),
      });
      onClosed();
    },
  );
  const clock = useClockConfirmation(close.failure);
  const isEarly = closesAt !== undefined && remaining > 0;
  const unavailable =
    status !== 'open'
      ? messages.endedAlready
      : isEarly && sold > 0
        ? messages.promised(closesAt)
        : undefined;
  return useConfirmedMutation({
    mutation: close,
    request: clock.request,
    label: isEarly ? messages.openEarly : messages.open,
    reason: mayNot ?? unavailable,
    confirmation: {
      title: messages.title(title),
      typed: { expected: id, label: messages.typeId(id) },
      action: messages.action,
    },
    pendingLabel: messages.pending,
    // The general text is for participants; for an operator, closed sales are no failure.
    failureText: close.failure?.code === 'raffle-closed' ? messages.endedAlready : undefined,
    children: (
      <>
        <p>{messages.consequence}</p>
        <p>{messages.final(raffle)}</p>
        {unpaid > 0 && <p>{messages.unpaid(unpaid)}</p>}
        {clock.question}
      </>
    ),
  });
}
