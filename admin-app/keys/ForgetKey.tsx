import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { ConfirmDialog } from '#ui/ConfirmDialog.tsx';
import { useMessages } from '../messages/messages.ts';
import { useSessionStore, type SessionKey } from '../session/session.tsx';

/** Lets go of this browser's key. The service still knows it. */
export function ForgetKey({ sessionKey }: { readonly sessionKey: SessionKey }) {
  const { keys, shell } = useMessages();
  const say = keys.forget;
  const { forget } = useSessionStore();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <p>{say.text}</p>
      <div>
        <Button look="quiet" onPress={() => setIsOpen(true)}>
          {say.open}
        </Button>
      </div>
      <ConfirmDialog
        title={say.title}
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        expected={sessionKey.name}
        expectedLabel={keys.revoke.typeName(sessionKey.name)}
        action={say.action}
        pendingLabel={say.action}
        cancelLabel={shell.cancel}
        isPending={false}
        onConfirm={() => void forget()}
      >
        <p>{say.consequence}</p>
      </ConfirmDialog>
    </>
  );
}
