import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { CodeForm } from './CodeForm.tsx';
import { EmailForm } from './EmailForm.tsx';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface SignInProps {
  readonly actions: SignInActions;
  readonly onCancel: () => void;
}

/** Signing in, on the spot: an address, then the code that was mailed there. */
export function SignIn({ actions, onCancel }: SignInProps) {
  const say = useMessages();
  const [email, setEmail] = useState<string>();
  if (actions.mode === 'bearer') return <SignInByWindow actions={actions} onCancel={onCancel} />;
  return (
    <div className={styles['signIn']}>
      {email === undefined ? (
        <EmailForm actions={actions} onSent={setEmail} />
      ) : (
        <CodeForm actions={actions} email={email} onOtherAddress={() => setEmail(undefined)} />
      )}
      <Button look="plain" onPress={onCancel}>
        {say.signIn.cancel}
      </Button>
    </div>
  );
}

function SignInByWindow({ actions, onCancel }: SignInProps) {
  const { signIn } = useMessages();
  const { error, isBusy, run } = useAttempt();
  return (
    <Form
      className={styles['signIn']!}
      onSubmit={(event) => {
        event.preventDefault();
        run(async () => actions.byWindow());
      }}
    >
      <p className={styles['why']}>{signIn.windowHint}</p>
      <Button type="submit" autoFocus isPending={isBusy} pendingLabel={signIn.windowOpen}>
        {signIn.byWindow}
      </Button>
      {error !== undefined && <p className={styles['error']}>{error}</p>}
      <Button look="plain" onPress={onCancel}>
        {signIn.cancel}
      </Button>
    </Form>
  );
}
