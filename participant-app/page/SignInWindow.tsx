import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { createClient, ProblemReply } from '#contract/client.ts';
import type { Account } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import type { SignInActions } from '../dashboard/actions.ts';
import { SignIn } from '../dashboard/SignIn.tsx';
import { useAttempt } from '../dashboard/use-attempt.ts';
import { useMessages } from '../messages/messages.ts';
import { Failure } from './Failure.tsx';
import styles from './Content.module.css';

/**
 * The window that an embedded raffle opens to sign somebody in. It says which site asks, and gives
 * a token to that origin and no other.
 *
 * @see docs/embedding.md
 */
export function SignInWindow({ origin }: { readonly origin: string }) {
  const { signIn } = useMessages();
  const answer = useQuery({ queryKey: ['me'], queryFn: askWho });
  const [signedIn, setSignedIn] = useState<Account>();
  const actions: SignInActions = {
    mode: 'cookie',
    askForCode: async (email) => client().call('askForCode', { body: { email } }),
    async enterCode(email, code) {
      const { account } = await client().call('signIn', { body: { email, code } });
      setSignedIn(account);
      await handOver(origin);
    },
    byWindow: async () => {},
  };
  if (answer.isError) {
    return <Failure error={answer.error} onAgain={() => void answer.refetch()} />;
  }
  if (answer.data === undefined) return null;
  const account = signedIn ?? answer.data;
  return (
    <div className={styles['content']}>
      <h1 className={styles['title']}>{signIn.title}</h1>
      <p className={styles['note']}>{signIn.siteAsks(origin)}</p>
      {account === null ? (
        <SignIn actions={actions} onCancel={() => window.close()} />
      ) : (
        <Confirm account={account} origin={origin} />
      )}
    </div>
  );
}

/** Who has a session already confirms with one press. */
function Confirm({ account, origin }: { readonly account: Account; readonly origin: string }) {
  const { signIn } = useMessages();
  const { error, isBusy, run } = useAttempt();
  const confirm = useCallback(async () => handOver(origin), [origin]);
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

async function handOver(origin: string): Promise<void> {
  const { token, expiresAt } = await client().call('issueEmbedToken', { body: { origin } });
  // A window that has gone elsewhere meanwhile gets nothing: the target is exactly this origin.
  (window.opener as Window | null)?.postMessage(
    { type: 'raffle-sign-in', token, expiresAt },
    origin,
  );
  window.close();
}

async function askWho(): Promise<Account | null> {
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
