import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { toApiError } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { PopupBlocked } from './popup-sign-in.ts';

/** Runs one attempt at a time, and describes why the last one failed. */
export function useAttempt() {
  const messages = useMessages();
  const { locale } = useLocale();
  const [error, setError] = useState<string | undefined>();
  const [isBusy, setIsBusy] = useState(false);
  const run = (attempt: () => Promise<void>) => {
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    attempt()
      .catch((cause: unknown) => setError(describeFailure(cause)))
      .finally(() => setIsBusy(false));
  };
  const describeFailure = (cause: unknown) => {
    if (cause instanceof PopupBlocked) return messages.signIn.windowBlocked;
    const { title, text } = describeApiError(toApiError(cause), { locale, asked: 'look' });
    return `${title}. ${text}`;
  };
  return { error, isBusy, run, setError };
}
