import { Button } from '#ui/Button.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { toTrouble } from '#ui/problems/trouble.ts';
import { useMessages } from '../messages/messages.ts';
import { useService } from '../service.tsx';
import { BothAddresses } from './BothAddresses.tsx';
import styles from './Failure.module.css';

export interface FailureProps {
  readonly error: unknown;
  readonly onAgain: () => void;
}

/** Something could not be read: what happened, and the way to try again. */
export function Failure({ error, onAgain }: FailureProps) {
  const { tryAgain } = useMessages().shell;
  const { locale } = useService();
  const trouble = toTrouble(error);
  const { title, text } = sayTrouble(trouble, { locale, asked: 'look' });
  return (
    <div role="alert" className={styles['failure']}>
      <strong>{title}.</strong>
      <span>{text}</span>
      {trouble.code === 'unreachable' && <BothAddresses />}
      <Button look="quiet" onPress={onAgain}>
        {tryAgain}
      </Button>
    </div>
  );
}
