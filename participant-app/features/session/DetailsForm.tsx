import { useState } from 'react';
import type { Account } from '#contract/accounts.ts';
import { Button } from '#ui/Button.tsx';
import { Form, TextField } from '#ui/Field.tsx';
import { useSession } from '../../shared/session.ts';
import { detailNames, missingDetails, type AskedDetails } from './asked-details.ts';
import { useDetailsWords } from './details-words.ts';
import { useAttempt } from './use-attempt.ts';
import styles from './SignIn.module.css';

export interface DetailsFormProps {
  readonly asked: AskedDetails;
  readonly account: Account;
}

/** What the organiser asks of a buyer. It is stored with the account, for all raffles of the site. */
export function DetailsForm({ asked, account }: DetailsFormProps) {
  const details = useDetailsWords();
  const { client, refresh } = useSession();
  const [values, setValues] = useState({ name: account.name ?? '', phone: account.phone ?? '' });
  const { error, isBusy, run, setError } = useAttempt();
  const shown = detailNames.filter((name) => asked[name] !== undefined);
  const save = () => {
    if (missingDetails(asked, values).length > 0) return setError(details.missing);
    run(async () => {
      const given = shown.map((name) => [name, values[name].trim() || null] as const);
      await client.call('changeDetails', { body: Object.fromEntries(given) });
      await refresh();
    });
  };
  return (
    <Form className={styles.form} onSubmit={save}>
      <p className={styles.why}>{details.why}</p>
      {shown.map((name, index) => (
        <TextField
          key={name}
          label={asked[name] === 'required' ? details[name] : details.optional(details[name])}
          name={name}
          type={name === 'phone' ? 'tel' : 'text'}
          autoComplete={name === 'phone' ? 'tel' : 'name'}
          value={values[name]}
          onChange={(value) => setValues({ ...values, [name]: value })}
          error={index === shown.length - 1 ? error : undefined}
        />
      ))}
      <Button type="submit" isPending={isBusy} pendingLabel={details.saving}>
        {details.save}
      </Button>
    </Form>
  );
}
