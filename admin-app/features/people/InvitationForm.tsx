import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdminRole, Invitation } from '#contract/admin-keys.ts';
import { KeyName, type InvitationRequest } from '#contract/requests.ts';
import { Button } from '#ui/Button.tsx';
import { Choice } from '#ui/Choice.tsx';
import { Form, SelectField, TextField } from '#ui/Field.tsx';
import { Row, Stack } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { SubmitAction } from '../../shared/SubmitAction.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { InvitationLink } from './InvitationLink.tsx';

export interface InvitationFormProps {
  /** For another device of a person who is known. Default: name and role are asked. */
  readonly invitee?: { readonly name: string; readonly role: AdminRole };
  /** The link was put away, or the form left. */
  readonly onDone?: () => void;
}

const validities = ['7', '1', 'now'] as const;
type Validity = (typeof validities)[number];

/** A form that creates an invitation, then its link. */
export function InvitationForm({ invitee, onDone }: InvitationFormProps) {
  const { people, shell } = useMessages();
  const messages = people.invite;
  const { client } = useService();
  const queries = useQueryClient();
  const reason = useDisabledReason('change');
  const [name, setName] = useState(invitee?.name ?? '');
  const [role, setRole] = useState<AdminRole>(invitee?.role ?? 'seller');
  const [validity, setValidity] = useState<Validity>('7');
  const [error, setError] = useState<string>();
  const [invitation, setInvitation] = useState<Invitation>();
  const invite = useIdempotentMutation(
    'invite-key',
    async (body: InvitationRequest, idempotencyKey) =>
      client.call('createInvitation', { body, idempotencyKey }),
    (made) => {
      setInvitation(made);
      if (invitee === undefined) setName('');
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  );
  if (invitation !== undefined) {
    const putAway = () => {
      setInvitation(undefined);
      onDone?.();
    };
    return <InvitationLink invitation={invitation} onDone={putAway} />;
  }
  const submit = () => {
    const parsed = KeyName.safeParse(name);
    setError(parsed.success ? undefined : messages.nameMissing);
    if (!parsed.success || reason !== undefined) return;
    const days = validity === 'now' ? {} : { validForDays: Number(validity) };
    invite.run({ name: parsed.data, role, ...days });
  };
  return (
    <Form onSubmit={submit}>
      <Stack width="form">
        {invitee === undefined && (
          <>
            <TextField
              label={messages.name}
              hint={messages.nameHint}
              autoComplete="off"
              value={name}
              onChange={setName}
              error={error}
            />
            <Choice
              label={messages.role}
              value={role}
              onChange={setRole}
              options={(['seller', 'admin', 'auditor'] as const).map((each) => ({
                value: each,
                ...messages.roles[each],
              }))}
            />
          </>
        )}
        <SelectField
          label={messages.validity}
          value={validity}
          onChange={setValidity}
          options={validities.map((value) => ({ value, label: messages.validities[value] }))}
        />
        <MutationFailureNote failure={invite.failure} />
        <Row align="start">
          <SubmitAction mutation={invite} reason={reason} pendingLabel={messages.pending}>
            {messages.button}
          </SubmitAction>
          {onDone !== undefined && (
            <Button look="plain" onPress={onDone}>
              {shell.cancel}
            </Button>
          )}
        </Row>
      </Stack>
    </Form>
  );
}
