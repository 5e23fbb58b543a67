import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { CodeForm } from './CodeForm.tsx';
import { EmailForm } from './EmailForm.tsx';
import styles from './SignIn.module.css';

export interface SignInProps {
  readonly actions: SignInActions;
  readonly onCancel: () => void;
}

/** Signing in, on the spot: an address, then the code that was mailed there. */
export function SignIn({ actions, onCancel }: SignInProps) {
  const say = useMessages();
  const [email, setEmail] = useState<string>();
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
