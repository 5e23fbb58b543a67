import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { KeyName, type AdminRole, type Invitation } from '#contract/schemas.ts';
import { Choice } from '#ui/Choice.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useMessages } from '../messages/messages.ts';
import { Action } from '../page/Action.tsx';
import { Refusal } from '../page/Refusal.tsx';
import { useService } from '../service.tsx';
import { useReason } from '../session/reasons.ts';
import { useOrder } from '../use-order.ts';
import { InvitationLink } from './InvitationLink.tsx';
import styles from './InviteKey.module.css';

/** Makes an invitation: for whom, to do what. */
export function InviteKey() {
  const { keys, session } = useMessages();
  const say = keys.invite;
  const { client } = useService();
  const reason = useReason('change');
  const [name, setName] = useState('');
  const [role, setRole] = useState<AdminRole>('admin');
  const [error, setError] = useState<string>();
  const [invitation, setInvitation] = useState<Invitation>();
  const invite = useOrder(
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
      className={styles['form']!}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = KeyName.safeParse(name);
        setError(parsed.success ? undefined : say.nameMissing);
        if (parsed.success && reason === undefined) invite.give({ name: parsed.data, role });
      }}
    >
      <TextField
        label={say.name}
        hint={say.nameHint}
        autoComplete="off"
        value={name}
        onChange={setName}
        error={error}
      />
      <Choice
        label={say.role}
        value={role}
        onChange={setRole}
        options={[
          { value: 'admin', label: session.roles.admin, hint: say.adminMay },
          { value: 'auditor', label: session.roles.auditor, hint: say.auditorMay },
        ]}
      />
      <Refusal failure={invite.failure} />
      <Action
        type="submit"
        look="quiet"
        reason={reason}
        isPending={invite.isPending}
        pendingLabel={say.pending}
      >
        {say.button}
      </Action>
    </Form>
  );
}
