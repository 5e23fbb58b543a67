import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { Action } from '../page/Action.tsx';
import { hrefs } from '../page/route.ts';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useOrder } from '../use-order.ts';
import styles from './FinalSteps.module.css';

/** Takes a rehearsal away, its log with it. */
export function DeleteRehearsal({ raffle }: { readonly raffle: RaffleView }) {
  const { raffle: words, shell } = useMessages();
  const say = words.rehearsal.delete;
  const { id, title } = raffle;
  const { client } = useService();
  const notices = useNotices();
  const queries = useQueryClient();
  const reason = useReason('change');
  const [isOpen, setIsOpen] = useState(false);
  const remove = useOrder(
    `delete ${id}`,
    async (_wish: null, idempotencyKey) =>
      client.call('deleteRaffle', { params: { id }, idempotencyKey }),
    () => {
      notices.show(`delete ${id}`, { tone: 'success', title: say.done(title), text: say.doneText });
      void queries.invalidateQueries({ queryKey: ['raffles'] });
      location.hash = hrefs.raffles;
    },
  );
  const { failure } = remove;
  return (
    <div className={styles['step']}>
      <p>{say.consequence}</p>
      <Action look="danger" reason={reason} onPress={() => setIsOpen(true)}>
        {say.open}
      </Action>
      <ConfirmDialog
        title={say.title(title)}
        isOpen={isOpen}
        onClose={() => {
          remove.clear();
          setIsOpen(false);
        }}
        expected={id}
        expectedLabel={words.typeId(id)}
        action={say.action}
        pendingLabel={say.pending}
        cancelLabel={shell.cancel}
        isPending={remove.isPending}
        error={failure === undefined ? undefined : `${failure.title}. ${failure.text}`}
        onConfirm={() => remove.give(null)}
      >
        <p>{say.consequence}</p>
      </ConfirmDialog>
    </div>
  );
}
