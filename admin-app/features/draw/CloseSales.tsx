import { useEffect, useRef, useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { Note } from '#ui/primitives.tsx';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useNotices } from '#ui/Notices.tsx';
import { useService } from '../../shared/service.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { clockBody, useClockConfirmation, type ClockRequest } from './clock-confirmation.tsx';

/** Closes the sales, before the draw or without one. */
export function CloseSales({ raffle }: { readonly raffle: RaffleView }) {
  const { close: messages } = useMessages();
  const { id, title, status } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useDisabledReason('change');
  const [isDone, setIsDone] = useState(false);
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
      setIsDone(true);
    },
  );
  const clock = useClockConfirmation(close.failure);
  const isOpen = status === 'open' || status === 'announced';
  const reason = mayNot ?? (isOpen ? undefined : messages.endedAlready);
  const isClosedHere = isDone && !isOpen;
  const result = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isClosedHere) result.current?.focus();
  }, [isClosedHere]);
  return (
    <>
      <Note ref={result} tabIndex={-1} tone="plain">
        {status === 'open' ? messages.consequence : messages.ended}
      </Note>
      <ConfirmedMutation
        mutation={close}
        request={clock.request}
        label={messages.open}
        reason={reason}
        confirmation={{
          title: messages.title(title),
          typed: { expected: id, label: messages.typeId(id) },
          action: messages.action,
        }}
        pendingLabel={messages.pending}
        // The general text is for participants; for an operator, closed sales are no failure.
        failureText={close.failure?.code === 'raffle-closed' ? messages.endedAlready : undefined}
      >
        <p>{messages.consequence}</p>
        <p>{messages.final(raffle)}</p>
        {clock.question}
      </ConfirmedMutation>
    </>
  );
}
