import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { Button } from '#ui/Button.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface EmailFormProps {
  readonly actions: SignInActions;
  readonly onSent: (email: string) => void;
}

/** First step: where the code should go. */
export function EmailForm({ actions, onSent }: EmailFormProps) {
  const { signIn } = useMessages();
  const [email, setEmail] = useState('');
  const { error, isBusy, run, setError } = useAttempt();
  return (
    <Form
      className={styles['form']!}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        const address = email.trim();
        if (address === '') return setError(signIn.emailMissing);
        run(async () => {
          await actions.askForCode(address);
          onSent(address);
        });
      }}
    >
      <p className={styles['why']}>{signIn.why}</p>
      <TextField
        label={signIn.email}
        type="email"
        name="email"
        autoComplete="email"
        inputMode="email"
        autoFocus
        value={email}
        onChange={setEmail}
        error={error}
      />
      <Button type="submit" isPending={isBusy} pendingLabel={signIn.sendingCode}>
        {signIn.sendCode}
      </Button>
    </Form>
  );
}
