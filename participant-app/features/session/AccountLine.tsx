import { useState } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSession, type SignInActions } from '../../shared/session.ts';
import { codeStep } from './code-step.ts';
import { LateSignIn } from './SignInPanel.tsx';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

/** The signed-in account and signing out; or signing in, if nothing can be bought. */
export function AccountLine({ raffle }: { readonly raffle: RaffleView }) {
  const { signIn: messages } = useMessages();
  const { viewer, signOut } = useSession();
  if (viewer.status === 'asking' || viewer.status === 'unanswered') return null;
  if (viewer.status === 'signed-out') {
    // While tickets are on sale the Buy button leads to the sign-in.
    const canBuy = raffle.status === 'open' && raffle.remaining > 0;
    return canBuy ? null : <SignInToSeeTickets />;
  }
  return (
    <p className={styles.account}>
      <span className={styles.email}>{messages.signedInAs(viewer.account.email)}</span>
      <Button look="plain" onPress={signOut}>
        {messages.signOut}
      </Button>
    </p>
  );
}

/** Signing in to see one's own tickets. */
export function SignInToSeeTickets() {
  const messages = useMessages();
  const { signIn } = useSession();
  const [isOpen, setIsOpen] = useState(() => codeStep.load() !== undefined);
  if (isOpen && signIn.mode === 'cookie') {
    return <LateSignIn actions={signIn} onCancel={() => setIsOpen(false)} />;
  }
  return (
    <SignInButton
      look="quiet"
      label={messages.signInToSee}
      actions={signIn}
      onOpen={() => setIsOpen(true)}
    />
  );
}

export interface SignInButtonProps {
  readonly label: string;
  readonly look?: 'primary' | 'quiet';
  readonly actions: SignInActions;
  /** Shows the form on this page. On another site's page a window opens instead. */
  readonly onOpen: () => void;
}

/** Starts the sign-in. A browser lets a window open only during a press, so one press suffices. */
export function SignInButton({ label, look = 'primary', actions, onOpen }: SignInButtonProps) {
  const { signIn } = useMessages();
  const { error, isBusy, run } = useAttempt();
  const isElsewhere = actions.mode === 'bearer';
  return (
    <>
      <Button
        look={look}
        isPending={isBusy}
        {...(isElsewhere ? { pendingLabel: signIn.windowOpen } : {})}
        onPress={() => {
          onOpen();
          if (isElsewhere) run(actions.openWindow);
        }}
      >
        {label}
      </Button>
      {error !== undefined && <p className={styles.error}>{error}</p>}
      {isElsewhere && error === undefined && <p className={styles.why}>{signIn.windowHint}</p>}
    </>
  );
}
