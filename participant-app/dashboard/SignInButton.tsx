import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface SignInButtonProps {
  readonly label: string;
  readonly look?: 'primary' | 'quiet';
  readonly actions: SignInActions;
  /** Shows the sign-in on this page. On another site's page a window opens instead. */
  readonly onOpen: () => void;
}

/** The way in. One press either way: a browser lets a window open only in the press itself. */
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
          if (isElsewhere) run(actions.byWindow);
        }}
      >
        {label}
      </Button>
      {error !== undefined && <p className={styles['error']}>{error}</p>}
      {isElsewhere && error === undefined && <p className={styles['why']}>{signIn.windowHint}</p>}
    </>
  );
}
