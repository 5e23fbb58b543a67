import { Button } from '#ui/Button.tsx';
import { Code } from '#ui/primitives.tsx';
import { useMessages } from '../shared/messages/messages.ts';
import { Page } from '../shared/Page.tsx';
import { ConfigFaulty } from './config.ts';
import styles from './AdminApp.module.css';

/** Shown by the error boundary around the app. */
export function AppFault({ error }: { readonly error: unknown }) {
  const { fault } = useMessages().shell;
  return (
    <main role="alert" className={styles['fault']}>
      <Page title={fault.title}>
        <p>{fault.text}</p>
        <Button onPress={() => location.reload()}>{fault.reload}</Button>
        <p>{fault.report}</p>
        <Code look="command">{String(error)}</Code>
      </Page>
    </main>
  );
}

export interface ConfigFaultProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** For the person who deployed the app: what is wrong with `config.json`, and an example. */
export function ConfigFault({ error, onRetry }: ConfigFaultProps) {
  const { config, tryAgain } = useMessages().shell;
  const reason = error instanceof ConfigFaulty ? error.code : 'missing';
  const address = error instanceof ConfigFaulty ? error.address : 'config.json';
  return (
    <main className={styles['fault']}>
      <Page title={config.title}>
        <p>{config[reason](address)}</p>
        <p>{config.example}</p>
        <Code look="command">{'{"serviceUrl": "https://raffle.example.org"}'}</Code>
        <Button look="quiet" onPress={onRetry}>
          {tryAgain}
        </Button>
      </Page>
    </main>
  );
}
