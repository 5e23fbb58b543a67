import { useLocale } from 'react-aria/I18nProvider';
import type { AdminKey } from '#contract/schemas.ts';
import { classNames } from '#ui/class-names.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import { Action } from '../page/Action.tsx';
import { useSession } from '../session/session.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import styles from './KeyCard.module.css';

export interface KeyCardProps {
  readonly adminKey: AdminKey;
  /** Who let it in. */
  readonly inviter: string | undefined;
  /** Why it cannot be revoked; undefined where it can. */
  readonly revokeReason: string | undefined;
  readonly onRevoke: () => void;
}

/** One key: whose it is, how to recognise it, and when it was last used. */
export function KeyCard({ adminKey, inviter, revokeReason, onRevoke }: KeyCardProps) {
  const { keys: say, session } = useMessages();
  const { moment } = formatsOf(useLocale().locale);
  const { key: own } = useSession();
  const { keyid, name, role, isRevoked, enrolledAt, lastUsedAt } = adminKey;
  const isOwn = own?.keyid === keyid;
  const facts = [
    ...(enrolledAt === undefined ? [] : [say.enrolledAt(moment(enrolledAt))]),
    ...(inviter === undefined ? [] : [say.invitedBy(inviter)]),
    lastUsedAt === undefined ? say.neverUsed : say.lastUsedAt(moment(lastUsedAt)),
  ];
  return (
    <li className={classNames(styles['card'], isRevoked && styles['revoked'])}>
      <div className={styles['who']}>
        <strong className={styles['name']}>{name}</strong>
        <span>{session.roles[role]}</span>
        {isOwn && <span className={styles['mark']}>{say.thisBrowser}</span>}
        {isRevoked && <span className={styles['mark']}>{say.revoked}</span>}
      </div>
      <Fingerprint keyid={keyid} />
      <p className={styles['facts']}>{facts.join(' · ')}</p>
      {!isRevoked && (
        <Action
          look="quiet"
          reason={revokeReason}
          aria-label={say.revoke.open(name)}
          onPress={onRevoke}
        >
          {say.revoke.button}
        </Action>
      )}
    </li>
  );
}
