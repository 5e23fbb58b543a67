import type { ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { useService } from './service-context.ts';
import { Button } from '#ui/Button.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { toApiError, type ApiError } from '#ui/problems/api-error.ts';
import { describeApiError, type DescribeOptions } from '#ui/problems/describe-api-error.ts';
import { useMessages } from './messages/messages.ts';
import type { MutationFailure } from './use-idempotent-mutation.ts';

export interface QueryFailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A query failed: why, and a button that repeats it. */
export function QueryFailure({ error, onRetry }: QueryFailureProps) {
  const { tryAgain } = useMessages().shell;
  return (
    <FailureNote error={toApiError(error)} asked="look">
      <Button look="quiet" onPress={onRetry}>
        {tryAgain}
      </Button>
    </FailureNote>
  );
}

/** A mutation failed: why, whether anything was changed, and what to do. */
export function MutationFailureNote({ failure }: { failure: MutationFailure | undefined }) {
  return failure === undefined ? null : <FailureNote error={failure} asked="change" />;
}

interface FailureNoteProps extends Pick<DescribeOptions, 'asked'> {
  readonly error: ApiError;
  readonly children?: ReactNode;
}

function FailureNote({ error, asked, children }: FailureNoteProps) {
  const { locale } = useLocale();
  const { title, text } = describeApiError(error, { locale, asked });
  return (
    <Note role="alert" element="div" tone="danger">
      <Stack gap={2} align="start">
        <strong>{`${title}.`}</strong>
        <span>{text}</span>
        {error.code === 'unreachable' && <OriginMismatchHint />}
        {children}
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
