import { useMessages } from '../messages/messages.ts';
import { shortKeyidLength } from '../session/KeyState.tsx';
import styles from './Fingerprint.module.css';

/** A key's fingerprint, whole; what is shown of it elsewhere stands out. */
export function Fingerprint({ keyid }: { readonly keyid: string }) {
  const { keys: say } = useMessages();
  return (
    <span className={styles['fingerprint']}>
      <span className={styles['label']}>{say.fingerprint}</span>{' '}
      <code className={styles['digits']}>
        <b>{keyid.slice(0, shortKeyidLength)}</b>
        {keyid.slice(shortKeyidLength)}
      </code>
    </span>
  );
}
