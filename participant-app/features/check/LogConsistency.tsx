import { Button } from '#ui/Button.tsx';
import { Code, Details, Note, Stack, Title } from '#ui/primitives.tsx';
import { saveFile } from '#ui/save-file.ts';
import type { Fork, LogConsistency } from './comparison.ts';
import { useMessages } from './messages.ts';
import styles from './LogConsistency.module.css';

export interface LogConsistencyNoteProps {
  readonly consistency: LogConsistency | undefined;
}

/**
 * Says that the log could not be compared with an earlier visit. While all is well it shows
 * nothing, and has the result in attributes.
 */
export function LogConsistencyNote({ consistency }: LogConsistencyNoteProps) {
  const messages = useMessages();
  if (consistency === undefined) return null;
  switch (consistency.status) {
    case 'same':
      return <span hidden data-log="same" data-entries={consistency.size} />;
    case 'grown':
      return (
        <span hidden data-log="grown" data-entries={`${consistency.from}-${consistency.to}`} />
      );
    case 'unchecked':
      return <Note isScreenOnly>{messages.unchecked[consistency.why]}</Note>;
    case 'fork':
      return null;
    default:
      return consistency satisfies never;
  }
}

export interface ForkNoticeProps {
  readonly consistency: LogConsistency | undefined;
  readonly headingLevel: 2 | 3;
  /** Accepts the log as it is now. */
  readonly onAccept: () => void;
}

/** Warns that the log contradicts what this browser saw before. Shows nothing otherwise. */
export function ForkNotice({ consistency, ...props }: ForkNoticeProps) {
  return consistency?.status === 'fork' ? <ForkWarning fork={consistency} {...props} /> : null;
}

interface ForkWarningProps extends Omit<ForkNoticeProps, 'consistency'> {
  readonly fork: Fork;
}

function ForkWarning({ fork, headingLevel, onAccept }: ForkWarningProps) {
  const { fork: messages } = useMessages();
  const name = `${fork.evidence.raffle}.raffle-fork.json`;
  return (
    <Stack
      element="section"
      gap={3}
      align="start"
      role="alert"
      aria-label={messages.title}
      className={styles.fork}
    >
      <Title level={headingLevel} className={styles.title}>
        {messages.title}
      </Title>
      <p>{messages.what[fork.finding](fork)}</p>
      <p>{messages.means}</p>
      <strong>{messages.toDo}</strong>
      <ol className={styles.steps}>
        {messages.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button onPress={() => saveEvidence(name, fork)}>{messages.save}</Button>
      <Note>
        <Button look="plain" onPress={onAccept}>
          {messages.forget}
        </Button>{' '}
        <span>{messages.forgetHint}</span>
      </Note>
      <Details summary={messages.details}>
        <Note>
          <span>{messages.command}</span> <Code>{`raffle verify ${name}`}</Code>
        </Note>
      </Details>
    </Stack>
  );
}

/** Saves the file that `raffle verify` and the verifier take. */
function saveEvidence(name: string, { evidence }: Fork): void {
  const text = `${JSON.stringify(evidence, null, 2)}\n`;
  saveFile({ name, type: 'application/json', text });
}
