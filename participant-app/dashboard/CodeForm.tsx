import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { announce } from '#ui/announce.ts';
import { Button } from '#ui/Button.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useMessages } from '../messages/messages.ts';
import type { SignInActions } from './actions.ts';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface CodeFormProps {
  readonly actions: SignInActions;
  readonly email: string;
  readonly onOtherAddress: () => void;
}

const codeLength = 8;

/**
 * Second step: the code. One field, so that it can be pasted with its spaces, and filled in by
 * whatever reads the mail. A whole code goes off by itself, once.
 */
export function CodeForm({ actions, email, onOtherAddress }: CodeFormProps) {
  const { signIn } = useMessages();
  const [code, setCode] = useState('');
  const { error, isBusy, run, setError } = useAttempt();
  const enter = (digits: string) => {
    if (digits.length !== codeLength) return setError(signIn.codeMissing);
    run(async () => actions.enterCode(email, digits));
  };
  const change = (text: string) => {
    const digits = toDigits(text);
    setCode(digits);
    if (digits.length === codeLength && digits !== code) enter(digits);
  };
  const sendAgain = async () => {
    await actions.askForCode(email);
    setCode('');
    announce(signIn.codeSent(email));
  };
  return (
    <Form
      className={styles['form']!}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        enter(code);
      }}
    >
      <p className={styles['sent']}>{signIn.codeSent(email)}</p>
      <TextField
        label={signIn.code}
        hint={signIn.codeHint(email)}
        isCode
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        value={code}
        onChange={change}
        error={error}
      />
      <Button type="submit" isPending={isBusy} pendingLabel={signIn.entering}>
        {signIn.enter}
      </Button>
      <div className={styles['links']}>
        <Button look="plain" onPress={() => run(sendAgain)}>
          {signIn.newCode}
        </Button>
        <Button look="plain" onPress={onOtherAddress}>
          {signIn.otherAddress}
        </Button>
      </div>
    </Form>
  );
}

/** The digits of what was typed or pasted, in whatever script, and no more than a code has. */
function toDigits(text: string): string {
  const latin = text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  return latin.replaceAll(/\D/g, '').slice(0, codeLength);
}

/** Unicode keeps the ten digits of a script together, beginning at a zero. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0)!;
  while (zero % 16 !== 0 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (digit.codePointAt(0)! - zero) % 10;
}
