import { useContext, type ReactNode } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { NoticesContext } from '#ui/Notices.tsx';
import { toApiError } from '#ui/problems/api-error.ts';
import { describeApiError } from '#ui/problems/describe-api-error.ts';
import { useLive } from '../../shared/live.ts';
import { SessionContext, type SignInActions } from '../../shared/session.ts';
import { useStoreFor } from '../../shared/use-store-for.ts';
import { createIdentity } from './identity.ts';
import { usePreloadedSignIn } from './SignInPanel.tsx';
import { useOtherWindows } from './other-windows.ts';
import { useViewer } from './use-viewer.ts';

export interface SessionProviderProps {
  readonly timeoutMs: number;
  /** Called after a sign-out, before the page shows it. */
  readonly onSignedOut: (accountId: string) => void;
  readonly children: ReactNode;
}

/** Provides the viewer, and signing in and out. */
export function SessionProvider({ timeoutMs, onSignedOut, children }: SessionProviderProps) {
  const { place, state } = useLive();
  const { serviceUrl, raffleId } = place;
  const { locale } = useLocale();
  const notices = useContext(NoticesContext);
  const identity = useStoreFor(`${timeoutMs}`, () => createIdentity({ serviceUrl, timeoutMs }));
  const { client, mode } = identity;
  const { viewer, refresh, addPurchase, forget } = useViewer(identity, state);
  usePreloadedSignIn(mode === 'cookie' && viewer.status === 'signed-out');
  const notifyOtherWindows = useOtherWindows(serviceUrl, () => void refresh());
  const handleSignedIn = async () => {
    notifyOtherWindows();
    await refresh();
  };
  const context = { locale, raffle: raffleId };
  const signIn: SignInActions = {
    mode,
    requestCode: async (email) => client.call('requestCode', { body: { email, ...context } }),
    async enterCode(email, code) {
      await client.call('signIn', { body: { email, code, locale } });
      await handleSignedIn();
    },
    async openWindow() {
      if (await identity.signInByPopup(context)) await handleSignedIn();
    },
  };
  const signOut = async () => {
    try {
      await identity.signOut();
    } catch (error) {
      const described = describeApiError(toApiError(error), { locale, asked: 'change' });
      notices?.show('sign-out', { tone: 'error', ...described });
      await refresh();
      return;
    }
    if (viewer.status === 'signed-in') onSignedOut(viewer.account.id);
    forget();
    notifyOtherWindows();
  };
  return (
    <SessionContext
      value={{
        viewer,
        client,
        signIn,
        signOut: () => void signOut(),
        refresh,
        addPurchase,
        forget,
        notifyOtherWindows,
      }}
    >
      {children}
    </SessionContext>
  );
}
