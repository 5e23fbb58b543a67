import { useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { KeyName } from '#contract/requests.ts';
import type { AdminRole, Invitation } from '#contract/admin-keys.ts';
import { Choice } from '#ui/Choice.tsx';
import { isolateText } from '#contract/shown-text.ts';
import { Button, Action } from '#ui/Button.tsx';
import { CopyField, Form, TextField } from '#ui/Field.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useService } from '../../shared/service.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { useKeys } from './use-keys.ts';

/** A form that creates an invitation for a name and a role, then its link. */
export function InviteKey() {
  const { keys, session } = useMessages();
  const messages = keys.invite;
  const { client } = useService();
  const reason = useDisabledReason('change');
  const [name, setName] = useState('');
  const [role, setRole] = useState<AdminRole>('admin');
  const [error, setError] = useState<string>();
  const [invitation, setInvitation] = useState<Invitation>();
  const invite = useIdempotentMutation(
    'invite-key',
    async (body: { name: string; role: AdminRole }, idempotencyKey) =>
      client.call('createInvitation', { body, idempotencyKey }),
    (made) => {
      setInvitation(made);
      setName('');
    },
  );
  if (invitation !== undefined) {
    return <InvitationLink invitation={invitation} onDone={() => setInvitation(undefined)} />;
  }
  return (
    <Form
      onSubmit={() => {
        const parsed = KeyName.safeParse(name);
        setError(parsed.success ? undefined : messages.nameMissing);
        if (parsed.success && reason === undefined) invite.run({ name: parsed.data, role });
      }}
    >
      <Stack align="start" width="form">
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
          options={[
            { value: 'admin', label: session.roles.admin, hint: messages.adminMay },
            { value: 'seller', label: session.roles.seller, hint: messages.sellerMay },
            { value: 'auditor', label: session.roles.auditor, hint: messages.auditorMay },
          ]}
        />
        <MutationFailureNote failure={invite.failure} />
        <Action
          type="submit"
          look="quiet"
          reason={reason}
          isPending={invite.isPending}
          pendingLabel={messages.pending}
        >
          {messages.button}
        </Action>
      </Stack>
    </Form>
  );
}

/** How often the list is read while an invitation is shown, in milliseconds. */
const refetchMs = 4000;

interface InvitationLinkProps {
  readonly invitation: Invitation;
  readonly onDone: () => void;
}

/** The link of an invitation. It is shown once, because the service stores only its hash. */
function InvitationLink({ invitation, onDone }: InvitationLinkProps) {
  const { keys, session } = useMessages();
  const messages = keys.invite;
  // The new organiser appears in the list, where the fingerprints are compared.
  useKeys(refetchMs);
  const { moment } = formatsOf(useLocale().locale);
  const { name, role, link, expiresAt } = invitation;
  return (
    <Stack align="start" width="form">
      <output>{messages.made(isolateText(name), session.roles[role])}</output>
      <Stack width="full">
        <CopyField
          label={messages.link}
          text={link}
          copyLabel={messages.copy}
          copiedLabel={messages.copied}
        />
      </Stack>
      <p>{messages.once(moment(expiresAt))}</p>
      <p>{messages.compare}</p>
      <Button look="quiet" onPress={onDone}>
        {messages.done}
      </Button>
    </Stack>
  );
}
