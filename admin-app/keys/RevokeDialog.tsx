import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminKey } from '#contract/schemas.ts';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { useMessages } from '../messages/messages.ts';
import { useNotices } from '../notices.tsx';
import { useService } from '../service.tsx';
import { useSession } from '../session/session.tsx';
import { useOrder } from '../use-order.ts';
import { Fingerprint } from './Fingerprint.tsx';

export interface RevokeDialogProps {
  /** The key it is about; undefined while the dialog is closed. */
  readonly adminKey: AdminKey | undefined;
  readonly onClose: () => void;
}

/** Shuts a key out, for good, once its name is typed. */
export function RevokeDialog({ adminKey, onClose }: RevokeDialogProps) {
  const { keys, shell } = useMessages();
  const say = keys.revoke;
  const { client } = useService();
  const { key: own } = useSession();
  const notices = useNotices();
  const queries = useQueryClient();
  // What it says stays while it goes.
  const [shown, setShown] = useState<AdminKey>();
  if (adminKey !== undefined && adminKey !== shown) setShown(adminKey);
  const revoke = useOrder(
    'revoke-key',
    async (keyid: string, idempotencyKey) =>
      client.call('revokeKey', { params: { keyid }, idempotencyKey }),
    ({ name, keyid }) => {
      onClose();
      notices.show(keyid, { tone: 'success', title: say.done(name), text: say.doneText });
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  );
  if (shown === undefined) return null;
  const { keyid, name } = shown;
  const { failure } = revoke;
  return (
    <ConfirmDialog
      title={say.open(name)}
      isOpen={adminKey !== undefined}
      onClose={() => {
        revoke.clear();
        onClose();
      }}
      expected={name}
      expectedLabel={say.typeName(name)}
      action={say.action}
      pendingLabel={say.pending}
      cancelLabel={shell.cancel}
      isPending={revoke.isPending}
      error={failure === undefined ? undefined : `${failure.title}. ${failure.text}`}
      onConfirm={() => revoke.give(keyid)}
    >
      <p>{say.consequence}</p>
      {own?.keyid === keyid && <p>{say.isOwn}</p>}
      <Fingerprint keyid={keyid} />
    </ConfirmDialog>
  );
}
