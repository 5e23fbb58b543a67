import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { useService } from '../../shared/service.tsx';
import { useNotices } from '#ui/Notices.tsx';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import type { AdminKey } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { classNames } from '#ui/class-names.ts';
import { formatsOf } from '#ui/formats.ts';
import { Card, Note, Row } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import styles from './keys.module.css';

export interface KeyCardProps {
  readonly adminKey: AdminKey;
  /** The name of the key that invited it. */
  readonly inviter: string | undefined;
  /** Why it cannot be revoked now; undefined while it can. */
  readonly revokeReason: string | undefined;
}

/** One key: name, role, fingerprint, when it was enrolled and last used, and a button to revoke it. */
export function KeyCard({ adminKey, inviter, revokeReason }: KeyCardProps) {
  const { keys: messages, session } = useMessages();
  const { moment } = formatsOf(useLocale().locale);
  const { key: own } = useSession();
  const { keyid, name, role, isRevoked, enrolledAt, lastUsedAt } = adminKey;
  const isOwn = own?.keyid === keyid;
  const facts = [
    ...(enrolledAt === undefined ? [] : [messages.enrolledAt(moment(enrolledAt))]),
    ...(inviter === undefined ? [] : [messages.invitedBy(isolateText(inviter))]),
    lastUsedAt === undefined ? messages.neverUsed : messages.lastUsedAt(moment(lastUsedAt)),
  ];
  return (
    <Card element="li" align="start" className={classNames(isRevoked && styles['revoked'])}>
      <Row align="baseline">
        <strong className={styles['name']}>{isolateText(name)}</strong>
        <span>{session.roles[role]}</span>
        {isOwn && <span className={styles['mark']}>{messages.thisBrowser}</span>}
        {isRevoked && <span className={styles['mark']}>{messages.revoked}</span>}
      </Row>
      <Fingerprint keyid={keyid} />
      <Note>{facts.join(' · ')}</Note>
      {!isRevoked && <RevokeKey adminKey={adminKey} reason={revokeReason} />}
    </Card>
  );
}

interface RevokeKeyProps {
  readonly adminKey: AdminKey;
  /** Why it cannot be revoked now; undefined while it can. */
  readonly reason: string | undefined;
}

/** Revokes a key for good once its name is typed. */
function RevokeKey({ adminKey, reason }: RevokeKeyProps) {
  const messages = useMessages().keys.revoke;
  const { client } = useService();
  const { key: own } = useSession();
  const notices = useNotices();
  const queries = useQueryClient();
  const { keyid, name } = adminKey;
  const revoke = useIdempotentMutation(
    `revoke-key ${keyid}`,
    async (_request: null, idempotencyKey) =>
      client.call('revokeKey', { params: { keyid }, idempotencyKey }),
    () => {
      notices.show(keyid, {
        tone: 'success',
        title: messages.done(isolateText(name)),
        text: messages.doneText,
      });
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  );
  return (
    <ConfirmedMutation
      mutation={revoke}
      request={null}
      label={messages.button}
      accessibleLabel={messages.open(isolateText(name))}
      look="quiet"
      reason={reason}
      confirmation={{
        title: messages.open(isolateText(name)),
        typed: { expected: name, label: messages.typeName(isolateText(name)) },
        action: messages.action,
      }}
      pendingLabel={messages.pending}
    >
      <p>{messages.consequence}</p>
      {own?.keyid === keyid && <p>{messages.isOwn}</p>}
      <Fingerprint keyid={keyid} />
    </ConfirmedMutation>
  );
}
