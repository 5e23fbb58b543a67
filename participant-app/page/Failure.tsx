import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { toTrouble } from '#ui/problems/trouble.ts';
import { useMessages } from '../messages/messages.ts';
import styles from './Content.module.css';

export interface FailureProps {
  readonly error: Error;
  readonly onAgain: () => void;
}

/** A page that could not be loaded, and the way to try again. */
export function Failure({ error, onAgain }: FailureProps) {
  const say = useMessages();
  const { locale } = useLocale();
  const { title } = sayTrouble(toTrouble(error), { locale, asked: 'look' });
  return (
    <div className={styles['content']}>
      <h1 className={styles['title']}>{title}.</h1>
      <Button look="quiet" onPress={onAgain}>
        {say.tryAgain}
      </Button>
    </div>
  );
}
