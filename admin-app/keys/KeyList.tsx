import { useState } from 'react';
import type { AdminKey } from '#contract/schemas.ts';
import { useMessages } from '../messages/messages.ts';
import { useReason } from '../session/reasons.ts';
import { KeyCard } from './KeyCard.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import styles from './KeyList.module.css';

/** Every key: those that may order first, then the revoked ones. */
export function KeyList({ keys }: { readonly keys: readonly AdminKey[] }) {
  const { keys: say } = useMessages();
  const reason = useReason('change');
  const [revoking, setRevoking] = useState<AdminKey>();
  const admins = keys.filter(({ role, isRevoked }) => role === 'admin' && !isRevoked);
  const nameOf = new Map(keys.map(({ keyid, name }) => [keyid, name]));
  return (
    <>
      <ul className={styles['list']}>
        {keys.map((key) => {
          const isLast = admins.length === 1 && admins[0] === key;
          return (
            <KeyCard
              key={key.keyid}
              adminKey={key}
              inviter={key.invitedBy === undefined ? undefined : nameOf.get(key.invitedBy)}
              revokeReason={reason ?? (isLast ? say.revoke.isLast : undefined)}
              onRevoke={() => setRevoking(key)}
            />
          );
        })}
      </ul>
      <RevokeDialog adminKey={revoking} onClose={() => setRevoking(undefined)} />
    </>
  );
}
