import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { sayTrouble } from '#ui/problems/sentences.ts';
import { toTrouble } from '#ui/problems/trouble.ts';
import { useMessages } from '../messages/messages.ts';
import { PopupBlocked } from '../popup-sign-in.ts';

/** One attempt at a time, and why the last one failed. */
export function useAttempt() {
  const say = useMessages();
  const { locale } = useLocale();
  const [error, setError] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const run = (attempt: () => Promise<void>) => {
    if (isBusy) return;
    setIsBusy(true);
    setError(undefined);
    attempt()
      .catch((cause: unknown) => setError(sayFailure(cause)))
      .finally(() => setIsBusy(false));
  };
  const sayFailure = (cause: unknown) => {
    if (cause instanceof PopupBlocked) return say.signIn.windowBlocked;
    const { title, text } = sayTrouble(toTrouble(cause), { locale, asked: 'look' });
    return `${title}. ${text}`;
  };
  return { error, isBusy, run, setError };
}
