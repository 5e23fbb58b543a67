import { Button } from '#ui/Button.tsx';
import { saveFile } from '#ui/save-file.ts';
import type { Fork } from './comparison.ts';
import { useMessages } from './messages/messages.ts';
import styles from './ForkNotice.module.css';

export interface ForkNoticeProps {
  readonly fork: Fork;
  readonly headingLevel: 2 | 3;
  /** Takes the log of now for the log. */
  readonly onForget: () => void;
}

/** What was seen before and what is shown now do not fit: what is known, and what to do. */
export function ForkNotice({ fork, headingLevel, onForget }: ForkNoticeProps) {
  const { fork: say } = useMessages();
  const Heading = `h${headingLevel}` as const;
  const name = `${fork.evidence.raffle}.raffle-fork.json`;
  const text = `${JSON.stringify(fork.evidence, null, 2)}\n`;
  return (
    <section role="alert" aria-label={say.title} className={styles['fork']}>
      <Heading className={styles['title']}>{say.title}</Heading>
      <p>{say.what[fork.finding](fork)}</p>
      <p>{say.means}</p>
      <p className={styles['toDo']}>{say.toDo}</p>
      <ol className={styles['steps']}>
        {say.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button onPress={() => saveFile({ name, type: 'application/json', text })}>{say.save}</Button>
      <p className={styles['small']}>
        {say.command} <code className={styles['command']}>{`raffle verify ${name}`}</code>
      </p>
      <p className={styles['small']}>
        <Button look="plain" onPress={onForget}>
          {say.forget}
        </Button>{' '}
        {say.forgetHint}
      </p>
    </section>
  );
}
