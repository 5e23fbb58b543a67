import { Card, Code, Title } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { useSession } from '../../shared/session/session.tsx';
import styles from './people.module.css';

/** Shown in a browser without a valid key: why, and how to get one. */
export function EnrolPrompt() {
  const { prompt: messages } = useMessages().session;
  const { serviceUrl } = useService();
  const { status, key } = useSession();
  if (status === 'opening' || status === 'ready') return null;
  const invite = `npx raffle keys invite --name Ada --role admin --url ${serviceUrl}`;
  if (status === 'unsupported') {
    return (
      <Card element="section" tone="caution" gap={3} align="start" className={styles['prompt']}>
        <Title level={2}>{messages.unsupported}</Title>
        <p>{messages.unsupportedText}</p>
        <p>{messages.commandLine}</p>
        <Code look="command">npx raffle --help</Code>
      </Card>
    );
  }
  return (
    <Card element="section" tone="caution" gap={3} align="start" className={styles['prompt']}>
      <Title level={2}>{key === undefined ? messages.none : messages.refused(key.name)}</Title>
      <p>{messages.how}</p>
      <ul>
        <li>{messages.byOperator}</li>
        <li>{messages.byStart}</li>
        <li>
          {messages.byCommand} <Code look="command">{invite}</Code>
        </li>
      </ul>
    </Card>
  );
}
