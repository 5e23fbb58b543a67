import { Button } from '#ui/Button.tsx';
import { saveFile } from '#ui/save-file.ts';
import type { Fork, Growth } from './comparison.ts';
import { useMessages } from './messages/messages.ts';
import styles from './ForkNotice.module.css';

export interface ForkNoticeProps {
  readonly growth: Growth | undefined;
  readonly headingLevel: 2 | 3;
  /** Takes the log of now for the log. */
  readonly onForget: () => void;
}

/** Nothing, unless what was seen before and what is shown now do not fit. */
export function ForkNotice({ growth, ...props }: ForkNoticeProps) {
  return growth?.kind === 'fork' ? <Notice fork={growth} {...props} /> : null;
}

interface NoticeProps extends Omit<ForkNoticeProps, 'growth'> {
  readonly fork: Fork;
}

/** What is known, what it means, and what to do. */
function Notice({ fork, headingLevel, onForget }: NoticeProps) {
  const { fork: say } = useMessages();
  const Heading = `h${headingLevel}` as const;
  const name = `${fork.evidence.raffle}.raffle-fork.json`;
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
      <Button onPress={() => saveEvidence(name, fork)}>{say.save}</Button>
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

/** The file that `raffle verify` and the verifier take. */
function saveEvidence(name: string, { evidence }: Fork): void {
  const text = `${JSON.stringify(evidence, null, 2)}\n`;
  saveFile({ name, type: 'application/json', text });
}
