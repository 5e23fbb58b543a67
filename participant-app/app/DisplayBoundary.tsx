import type { ReactNode } from 'react';
import { Button } from '#ui/Button.tsx';
import { ErrorBoundary } from '#ui/ErrorBoundary.tsx';
import { Surface, type SurfaceProps } from '#ui/Surface.tsx';
import { useMessages } from '../shared/messages/messages.ts';
import styles from './RaffleDashboard.module.css';

export interface DisplayBoundaryProps {
  readonly locale: string;
  readonly colorScheme?: NonNullable<SurfaceProps['colorScheme']>;
  readonly children: ReactNode;
  readonly onFailure?: () => void;
}

/** An error boundary that shows a message and "Try again". */
export function DisplayBoundary({ children, onFailure, ...surface }: DisplayBoundaryProps) {
  return (
    <ErrorBoundary
      renderFallback={(_, retry) => (
        <Surface {...surface} className={styles.raffle}>
          <DisplayFailure onRetry={retry} />
        </Surface>
      )}
      {...(onFailure === undefined ? {} : { onCatch: onFailure })}
    >
      {children}
    </ErrorBoundary>
  );
}

function DisplayFailure({ onRetry }: { readonly onRetry: () => void }) {
  const messages = useMessages();
  return (
    <div role="alert" className={styles.failure}>
      <strong className={styles.sentence}>{messages.displayFailed.title}</strong>
      <span>{messages.displayFailed.next}</span>
      <Button look="quiet" onPress={onRetry}>
        {messages.tryAgain}
      </Button>
    </div>
  );
}
