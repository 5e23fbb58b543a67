import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { createClient, ProblemReply } from '#contract/client.ts';
import type { Account } from '#contract/accounts.ts';
import { Button } from '#ui/Button.tsx';
import { Note, Stack, Title } from '#ui/primitives.tsx';
import { useAttempt } from '../features/session/use-attempt.ts';
import { notifyOtherWindows } from '../features/session/other-windows.ts';
import { LateSignIn } from '../features/session/SignInPanel.tsx';
import { useMessages } from '../shared/messages/messages.ts';
import type { SignInActions } from '../shared/session.ts';
import { Failure } from './Failure.tsx';
import styles from './Page.module.css';

export interface SignInWindowProps {
  /** The origin of the site that asks. */
  readonly origin: string;
  /** The id of the raffle that the site shows. */
  readonly raffle: string | null;
}

/**
 * The window that an embedded raffle opens for the sign-in. It says which site asks, and passes the
 * token to that origin only.
 *
 * @see docs/embedding.md
 */
export function SignInWindow({ origin, raffle }: SignInWindowProps) {
  const { signIn } = useMessages();
  const { locale } = useLocale();
  const answer = useQuery({ queryKey: ['me'], queryFn: fetchAccount });
  const [signedIn, setSignedIn] = useState<Account>();
  const actions: SignInActions = {
    mode: 'cookie',
    requestCode: async (email) =>
      client().call('requestCode', {
        body: { email, locale, ...(raffle === null ? {} : { raffle }) },
      }),
    async enterCode(email, code) {
      const { account } = await client().call('signIn', { body: { email, code, locale } });
      setSignedIn(account);
      notifyOtherWindows(location.origin);
      await sendToken(origin);
    },
    openWindow: async () => {},
  };
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  const account = signedIn ?? answer.data;
  return (
    <Stack gap={6} align="start" className={styles.content}>
      <Title level={1}>{signIn.title}</Title>
      <Note size="text">{signIn.siteAsks(origin)}</Note>
      {account === null ? (
        <LateSignIn actions={actions} onCancel={() => window.close()} />
      ) : (
        <Confirm account={account} origin={origin} />
      )}
    </Stack>
  );
}

/** For a participant who is signed in already: one press confirms. */
function Confirm({ account, origin }: { readonly account: Account; readonly origin: string }) {
  const { signIn } = useMessages();
  const { error, isBusy, run } = useAttempt();
  const confirm = useCallback(async () => sendToken(origin), [origin]);
  return (
    <>
      <p>{signIn.signedInAs(account.email)}</p>
      <Button
        autoFocus
        isPending={isBusy}
        pendingLabel={signIn.entering}
        onPress={() => run(confirm)}
      >
        {signIn.goOn}
      </Button>
      {error !== undefined && <p role="alert">{error}</p>}
      <Button look="plain" onPress={() => window.close()}>
        {signIn.cancel}
      </Button>
    </>
  );
}

async function sendToken(origin: string): Promise<void> {
  const { token, expiresAt } = await client().call('issueEmbedToken', { body: { origin } });
  const opener: Window | null = window.opener;
  // The browser delivers the message only if the opener is still at this origin.
  opener?.postMessage({ type: 'raffle-sign-in', token, expiresAt }, origin);
  window.close();
}

async function fetchAccount(): Promise<Account | null> {
  try {
    return (await client().call('whoAmI')).account;
  } catch (error) {
    if (error instanceof ProblemReply && error.code === 'sign-in-required') return null;
    throw error;
  }
}

function client() {
  return createClient({ baseUrl: location.origin });
}
