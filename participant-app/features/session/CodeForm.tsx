import { useState } from 'react';
import { Button } from '#ui/Button.tsx';
import { Form, TextField } from '#ui/Field.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import type { SignInActions } from '../../shared/session.ts';
import { codeStep } from './code-step.ts';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface CodeFormProps {
  readonly actions: SignInActions;
  readonly email: string;
  readonly onOtherAddress: () => void;
}

const codeLength = 8;

/**
 * Second step: the code. It is one field, so that a code can be pasted with spaces or filled in by
 * the browser. A complete code is submitted automatically, once.
 */
export function CodeForm({ actions, email, onOtherAddress }: CodeFormProps) {
  const { signIn } = useMessages();
  const [code, setCode] = useState('');
  const [sentAgainAt, setSentAgainAt] = useState<string>();
  const { error, isBusy, run, setError } = useAttempt();
  const again = useAttempt();
  const enter = (digits: string) => {
    if (digits.length !== codeLength) return setError(signIn.codeMissing);
    run(async () => {
      await actions.enterCode(email, digits);
      codeStep.clear();
    });
  };
  const change = (text: string) => {
    const digits = toDigits(text);
    setCode(digits);
    if (digits.length === codeLength && digits !== code) enter(digits);
  };
  const sendAgain = async () => {
    setError(undefined);
    setSentAgainAt(undefined);
    await actions.requestCode(email);
    const sentAt = Date.now();
    codeStep.save({ email, sentAt });
    setCode('');
    setSentAgainAt(new Date(sentAt).toISOString());
  };
  return (
    <Form
      className={styles.form}
      onSubmit={() => {
        enter(code);
      }}
    >
      <TextField
        label={signIn.code}
        hint={signIn.codeHint(email)}
        look="code"
        name="code"
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        value={code}
        onChange={change}
        error={error ?? again.error}
      />
      <Button type="submit" isPending={isBusy} pendingLabel={signIn.entering}>
        {signIn.enter}
      </Button>
      <div className={styles.links}>
        <output className={styles.sent}>
          {sentAgainAt !== undefined && signIn.sentAgain(email, sentAgainAt)}
        </output>
        <Button
          look="plain"
          isPending={again.isBusy}
          pendingLabel={signIn.sendingCode}
          onPress={() => again.run(sendAgain)}
        >
          {signIn.newCode}
        </Button>
        <Button look="plain" onPress={onOtherAddress}>
          {signIn.otherAddress}
        </Button>
      </div>
    </Form>
  );
}

/** The digits of the input, in any script, at most as many as a code has. */
function toDigits(text: string): string {
  const latin = text.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  return latin.replaceAll(/\D/g, '').slice(0, codeLength);
}

/** In Unicode, the ten digits of a script follow each other, starting with its zero. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (zero % 16 !== 0 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (point - zero) % 10;
}
