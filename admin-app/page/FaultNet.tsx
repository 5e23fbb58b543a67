import { Component, type ReactNode } from 'react';
import { Button } from '#ui/Button.tsx';
import { Command } from '#ui/Command.tsx';
import { useMessages } from '../messages/messages.ts';
import styles from './ConfigFault.module.css';
import { Page } from './Page.tsx';

interface Caught {
  readonly error?: unknown;
}

/** Below it the app may break: instead of an empty page there is what happened, and what to do. */
export class FaultNet extends Component<{ readonly children: ReactNode }, Caught> {
  static getDerivedStateFromError(error: unknown): Caught {
    return { error };
  }

  override state: Caught = {};

  override render() {
    return 'error' in this.state ? <AppFault error={this.state.error} /> : this.props.children;
  }
}

function AppFault({ error }: { readonly error: unknown }) {
  const { fault } = useMessages().shell;
  return (
    <main role="alert" className={styles['fault']}>
      <Page title={fault.title}>
        <p>{fault.orders}</p>
        <Button onPress={() => location.reload()}>{fault.reload}</Button>
        <p>{fault.report}</p>
        <Command>{String(error)}</Command>
      </Page>
    </main>
  );
}
