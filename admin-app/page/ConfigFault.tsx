import { Button } from '#ui/Button.tsx';
import { Command } from '#ui/Command.tsx';
import { ConfigFaulty } from '../config.ts';
import { useMessages } from '../messages/messages.ts';
import { Page } from './Page.tsx';
import styles from './ConfigFault.module.css';

export interface ConfigFaultProps {
  readonly error: Error;
  readonly onAgain: () => void;
}

/** The app does not know its service. For whoever deployed it: what is wrong, and what belongs there. */
export function ConfigFault({ error, onAgain }: ConfigFaultProps) {
  const { config, tryAgain } = useMessages().shell;
  const reason = error instanceof ConfigFaulty ? error.reason : 'missing';
  const address = error instanceof ConfigFaulty ? error.address : 'config.json';
  return (
    <main className={styles['fault']}>
      <Page title={config.title}>
        <p>{config[reason](address)}</p>
        <p>{config.example}</p>
        <Command>{'{"serviceUrl": "https://raffle.example.org"}'}</Command>
        <Button look="quiet" onPress={onAgain}>
          {tryAgain}
        </Button>
      </Page>
    </main>
  );
}
