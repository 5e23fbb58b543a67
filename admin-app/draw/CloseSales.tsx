import { useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { Action } from '../page/Action.tsx';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useOrder } from '../use-order.ts';

/** Ends the sales, before the draw or without one. */
export function CloseSales({ raffle }: { readonly raffle: RaffleView }) {
  const { close: say, shell } = useMessages();
  const { id, title, status } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const mayNot = useReason('change');
  const [isOpen, setIsOpen] = useState(false);
  const close = useOrder(
    `close ${id}`,
    async (_wish: null, idempotencyKey) =>
      client.call('closeRaffle', { params: { id }, idempotencyKey }),
    () => {
      notices.show(`close ${id}`, { tone: 'success', title: say.done(title), text: say.doneText });
      setIsOpen(false);
    },
  );
  const { failure } = close;
  return (
    <div>
      <p>{say.consequence}</p>
      <Action
        look="danger"
        reason={mayNot ?? (status === 'open' ? undefined : say.endedAlready)}
        onPress={() => setIsOpen(true)}
      >
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
        error={failure === undefined ? undefined : `${failure.title}. ${failure.text}`}
        onConfirm={() => close.give(null)}
      >
        <p>{say.consequence}</p>
        <p>{say.final(raffle)}</p>
      </ConfirmDialog>
    </div>
  );
}
