import { useLocale } from 'react-aria/I18nProvider';
import { Button } from '#ui/Button.tsx';
import { Stack, Title } from '#ui/primitives.tsx';
import { toApiError } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useMessages } from '../shared/messages/messages.ts';
import styles from './Page.module.css';

export interface FailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Shown instead of a page that could not be loaded. */
export function Failure({ error, onRetry }: FailureProps) {
  const messages = useMessages();
  const { locale } = useLocale();
  const { title } = describeApiError(toApiError(error), { locale, asked: 'look' });
  return (
    <Stack gap={6} align="start" className={styles.content}>
      <Title level={1}>{`${title}.`}</Title>
      <Button look="quiet" onPress={onRetry}>
        {messages.tryAgain}
      </Button>
    </Stack>
  );
}
