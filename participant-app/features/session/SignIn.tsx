import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { Form, TextField } from '#ui/Field.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { SignInActions } from '../../shared/session.ts';
import { CodeForm } from './CodeForm.tsx';
import { codeStep } from './code-step.ts';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface SignInProps {
  readonly actions: SignInActions;
  readonly onCancel: () => void;
}

/** Signing in on this page: an e-mail address, then the code that was mailed there. */
export function SignIn({ actions, onCancel }: SignInProps) {
  const messages = useMessages();
  const [email, setEmail] = useState(() => codeStep.load()?.email);
  const leaveCodeStep = () => {
    codeStep.clear();
    setEmail(undefined);
  };
  return (
    <div className={styles.signIn}>
      {email === undefined ? (
        <EmailForm actions={actions} onSent={setEmail} />
      ) : (
        <CodeForm actions={actions} email={email} onOtherAddress={leaveCodeStep} />
      )}
      <Button
        look="plain"
        onPress={() => {
          codeStep.clear();
          onCancel();
        }}
      >
        {messages.signIn.cancel}
      </Button>
    </div>
  );
}

interface EmailFormProps {
  readonly actions: SignInActions;
  readonly onSent: (email: string) => void;
}

/** Catches an unfinished address. The service checks it fully. */
const looksLikeAddress = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** First step: the address for the code. */
function EmailForm({ actions, onSent }: EmailFormProps) {
  const { signIn } = useMessages();
  const [email, setEmail] = useState('');
  const { error, isBusy, run, setError } = useAttempt();
  return (
    <Form
      className={styles.form}
      onSubmit={() => {
        const address = email.trim();
        if (!looksLikeAddress.test(address)) return setError(signIn.emailIncomplete);
        run(async () => {
          await actions.requestCode(address);
          codeStep.save({ email: address, sentAt: Date.now() });
          onSent(address);
        });
      }}
    >
      <p className={styles.why}>{signIn.why}</p>
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
