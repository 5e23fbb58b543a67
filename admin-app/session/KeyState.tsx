import { classNames } from '#ui/class-names.ts';
import { useMessages } from '../messages/messages.ts';
import { useSession } from './session.tsx';
import styles from './KeyState.module.css';

/** How the short form of a fingerprint is cut, everywhere. */
export const shortKeyidLength = 8;

/** Whose key signs in this browser. */
export function KeyState() {
  const { state, roles } = useMessages().session;
  const { status, key } = useSession();
  if (status === 'opening') return null;
  if (status !== 'ready') {
    return <p className={classNames(styles['state'], styles['none'])}>{state[status]}</p>;
  }
  return (
    <p className={styles['state']}>
      <span className={styles['name']}>{key.name}</span> · {roles[key.role]} ·{' '}
      <span className={styles['keyid']}>{key.keyid.slice(0, shortKeyidLength)}</span>
    </p>
  );
}
