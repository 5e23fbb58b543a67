import { flushSync } from 'react-dom';
import { Choice, Switch } from '#ui/Choice.tsx';
import { CountField, Form, TextField } from '#ui/Field.tsx';
import { Note, Stack } from '#ui/primitives.tsx';
import { Action } from '#ui/Button.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { Page } from '../../shared/Page.tsx';
import { hrefs } from '../../shared/route.ts';
import { useRaffles } from '../../shared/queries/raffle-queries.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useCreation } from './use-creation.ts';

/** Opens a raffle, or a rehearsal of one. */
export function CreatePage({ isRehearsal }: { readonly isRehearsal: boolean }) {
  const { raffles: messages } = useMessages();
  const { data, isError } = useRaffles();
  return (
    <Page title={messages.create} back={{ href: hrefs.raffles, label: messages.title }}>
      {(data !== undefined || isError) && (
        <CreateForm isRehearsal={isRehearsal} takenIds={data?.map(({ id }) => id) ?? []} />
      )}
    </Page>
  );
}

interface CreateFormProps {
  readonly isRehearsal: boolean;
  readonly takenIds: readonly string[];
}

function CreateForm(props: CreateFormProps) {
  const { createForm: messages } = useMessages().raffles;
  const reason = useDisabledReason('change');
  const { draft, proposedId, write, errors, mutation, submit } = useCreation(props);
  return (
    <Form
      onSubmit={(form) => {
        if (reason !== undefined) return;
        flushSync(submit);
        form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      }}
    >
      <Stack gap={6} width="form">
        <TextField
          label={messages.title}
          hint={messages.titleHint}
          autoComplete="off"
          value={draft.title}
          onChange={(title) => write({ title })}
          error={errors.title}
        />
        <TextField
          label={messages.id}
          hint={messages.idHint}
          autoComplete="off"
          spellCheck="false"
          value={draft.id ?? proposedId}
          onChange={(id) => write({ id })}
          error={errors.id}
        />
        <CountField
          label={messages.capacity}
          value={draft.capacity}
          onChange={(capacity) => write({ capacity })}
          error={errors.capacity}
        />
        <CountField
          label={messages.perPersonLimit}
          value={draft.perPersonLimit}
          onChange={(perPersonLimit) => write({ perPersonLimit })}
          error={errors.perPersonLimit}
        />
        <Choice
          label={messages.randomness}
          value={draft.randomness}
          onChange={(randomness) => write({ randomness })}
          options={[
            { value: 'local', ...messages.local },
            { value: 'drand', ...messages.drand },
          ]}
        />
        <Switch
          label={messages.rehearsal}
          hint={messages.rehearsalHint}
          isOn={draft.rehearsal}
          onChange={(rehearsal) => write({ rehearsal })}
        />
        <Note tone="caution">{messages.final}</Note>
        <MutationFailureNote
          failure={mutation.failure?.code === 'raffle-exists' ? undefined : mutation.failure}
        />
        <Stack align="start">
          <Action
            type="submit"
            reason={reason}
            isPending={mutation.isPending}
            pendingLabel={messages.pending}
          >
            {draft.rehearsal ? messages.openRehearsal : messages.open}
          </Action>
        </Stack>
      </Stack>
    </Form>
  );
}
