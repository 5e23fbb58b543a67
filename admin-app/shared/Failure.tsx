import { useLocale } from 'react-aria/I18nProvider';
import { useService } from './service-context.ts';
import { Button } from '#ui/Button.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { toApiError, type ApiErrorCode } from '#ui/problems/api-error.ts';
import { useMessages } from './messages/messages.ts';
import { describeOperatorError } from './messages/operator-problems.ts';
import type { MutationFailure } from './use-idempotent-mutation.ts';

export interface QueryFailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A query failed: why, and a button that repeats it. */
export function QueryFailure({ error, onRetry }: QueryFailureProps) {
  const { tryAgain } = useMessages().shell;
  const { locale } = useLocale();
  const apiError = toApiError(error);
  return (
    <FailureNote
      {...describeOperatorError(apiError, { locale, asked: 'look' })}
      code={apiError.code}
      onRetry={onRetry}
      retryLabel={tryAgain}
    />
  );
}

/** A mutation failed: why, whether anything was changed, and what to do. */
export function MutationFailureNote({ failure }: { failure: MutationFailure | undefined }) {
  return failure === undefined ? null : <FailureNote {...failure} />;
}

interface FailureNoteProps {
  readonly title: string;
  readonly text: string;
  readonly code: ApiErrorCode;
  readonly onRetry?: () => void;
  readonly retryLabel?: string;
}

function FailureNote({ title, text, code, onRetry, retryLabel }: FailureNoteProps) {
  return (
    <Note role="alert" element="div" tone="danger">
      <Stack gap={2} align="start">
        <strong>{`${title}.`}</strong>
        <span>{text}</span>
        {code === 'unreachable' && <OriginMismatchHint />}
        {onRetry !== undefined && (
          <Button look="quiet" onPress={onRetry}>
            {retryLabel}
          </Button>
        )}
      </Stack>
    </Note>
  );
}

/**
 * Names the two origins. A browser does not tell a page whether the service is down, or allows a
 * different origin than this page's.
 */
export function OriginMismatchHint() {
  const { bothAddresses } = useMessages().shell;
  const { serviceUrl } = useService();
  return <span>{bothAddresses(serviceUrl, location.origin)}</span>;
}
