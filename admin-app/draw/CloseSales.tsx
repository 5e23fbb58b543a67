import { useEffect, useRef, useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { Action } from '../page/Action.tsx';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useOrder, type OrderFailure } from '../use-order.ts';
import styles from './CloseSales.module.css';

/** Ends the sales, before the draw or without one. */
export function CloseSales({ raffle }: { readonly raffle: RaffleView }) {
  const { close: say, shell } = useMessages();
  const { id, title, status } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useReason('change');
  const [isOpen, setIsOpen] = useState(false);
  const [isDone, setIsDone] = useState(false);
  const close = useOrder(
    `close ${id}`,
    async (_wish: null, idempotencyKey) =>
      client.call('closeRaffle', { params: { id }, idempotencyKey }),
    () => {
      notices.show(`close ${id}`, { tone: 'success', title: say.done(title), text: say.doneText });
      setIsOpen(false);
      setIsDone(true);
    },
  );
  const reason = mayNot ?? (status === 'open' ? undefined : say.endedAlready);
  const isClosedHere = isDone && !isOpen && status !== 'open';
  const sentence = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isClosedHere) sentence.current?.focus();
  }, [isClosedHere]);
  return (
    <div>
      <p ref={sentence} tabIndex={-1} className={styles['sentence']}>
        {status === 'open' ? say.consequence : say.ended}
      </p>
      <Action look="danger" reason={reason} onPress={() => setIsOpen(true)}>
        {say.open}
      </Action>
      <ConfirmDialog
        title={say.title(title)}
        isOpen={isOpen}
        onClose={() => {
          close.clear();
          setIsOpen(false);
        }}
        expected={id}
        expectedLabel={say.typeId(id)}
        action={say.action}
        pendingLabel={say.pending}
        cancelLabel={shell.cancel}
        isPending={close.isPending}
        // What this order itself comes to is told as its answer.
        reason={close.isPending || isDone ? undefined : reason}
        error={sayFailure(close.failure, say.endedAlready)}
        onConfirm={() => close.give(null)}
      >
        <p>{say.consequence}</p>
        <p>{say.final(raffle)}</p>
      </ConfirmDialog>
    </div>
  );
}

/** Who comes second has what they wanted; what participants are told of it is not for operators. */
function sayFailure(failure: OrderFailure | undefined, endedAlready: string): string | undefined {
  if (failure?.code === 'raffle-closed') return endedAlready;
  return failure === undefined ? undefined : `${failure.title}. ${failure.text}`;
}
