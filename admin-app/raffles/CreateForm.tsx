import { flushSync } from 'react-dom';
import { Form } from 'react-aria-components/Form';
import { Choice } from '#ui/Choice.tsx';
import { CountField } from '#ui/CountField.tsx';
import { Switch } from '#ui/Switch.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useMessages } from '../messages/messages.ts';
import { Action } from '../page/Action.tsx';
import { Refusal } from '../page/Refusal.tsx';
import { useReason } from '../session/reasons.ts';
import styles from './CreateForm.module.css';
import { useCreation } from './use-creation.ts';

export interface CreateFormProps {
  readonly isRehearsal: boolean;
  /** Ids that are not proposed. */
  readonly taken: readonly string[];
}

/** Everything a raffle is, and what is final about it. */
export function CreateForm(props: CreateFormProps) {
  const { createForm: say } = useMessages().raffles;
  const reason = useReason('change');
  const { draft, proposedId, write, errors, order, submit } = useCreation(props);
  return (
    <Form
      className={styles['form']!}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== undefined) return;
        flushSync(submit);
        event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      }}
    >
      <TextField
        label={say.title}
        hint={say.titleHint}
        autoComplete="off"
        value={draft.title}
        onChange={(title) => write({ title })}
        error={errors.title}
      />
      <TextField
        label={say.id}
        hint={say.idHint}
        autoComplete="off"
        spellCheck="false"
        value={draft.id ?? proposedId}
        onChange={(id) => write({ id })}
        error={errors.id}
      />
      <CountField
        label={say.capacity}
        value={draft.capacity}
        onChange={(capacity) => write({ capacity })}
        error={errors.capacity}
      />
      <CountField
        label={say.perPersonLimit}
        value={draft.perPersonLimit}
        onChange={(perPersonLimit) => write({ perPersonLimit })}
        error={errors.perPersonLimit}
      />
      <Choice
        label={say.randomness}
        value={draft.randomness}
        onChange={(randomness) => write({ randomness })}
        options={[
          { value: 'local', ...say.local },
          { value: 'drand', ...say.drand },
        ]}
      />
      <Switch
        label={say.rehearsal}
        hint={say.rehearsalHint}
        isOn={draft.rehearsal}
        onChange={(rehearsal) => write({ rehearsal })}
      />
      <p className={styles['final']}>{say.final}</p>
      <Refusal failure={order.failure?.code === 'raffle-exists' ? undefined : order.failure} />
      <Action type="submit" reason={reason} isPending={order.isPending} pendingLabel={say.pending}>
        {draft.rehearsal ? say.openRehearsal : say.open}
      </Action>
    </Form>
  );
}
