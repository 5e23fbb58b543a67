import { useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import type { OpenInvitation } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { Action } from '#ui/Action.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Card, Note, Stack } from '#ui/primitives.tsx';
import { MutationFailureNote } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import styles from './people.module.css';

export interface OpenInvitationsProps {
  readonly invitations: readonly OpenInvitation[];
}

/** Invitations that were not used yet; each can be withdrawn. */
export function OpenInvitations({ invitations }: OpenInvitationsProps) {
  return (
    <Stack element="ul" width="full">
      {invitations.map((invitation) => (
        <Invitation key={invitation.digest} invitation={invitation} />
      ))}
    </Stack>
  );
}

function Invitation({ invitation }: { readonly invitation: OpenInvitation }) {
  const { people, session } = useMessages();
  const messages = people.open;
  const { client } = useService();
  const queries = useQueryClient();
  const reason = useDisabledReason('change');
  const { moment } = formatsOf(useLocale().locale);
  const { digest, name, role, expiresAt } = invitation;
  const withdraw = useIdempotentMutation(
    `withdraw ${digest}`,
    async (_request: null, idempotencyKey) =>
      client.call('withdrawInvitation', { params: { digest }, idempotencyKey }),
    () => void queries.invalidateQueries({ queryKey: ['keys'] }),
  );
  return (
    <Card element="li" align="start">
      <strong className={styles['name']}>{isolateText(name)}</strong>
      <Note>{messages.facts(session.roles[role], moment(expiresAt))}</Note>
      <MutationFailureNote failure={withdraw.failure} />
      <Action
        look="quiet"
        reason={reason}
        aria-label={messages.withdrawFor(isolateText(name))}
        isPending={withdraw.isPending}
        pendingLabel={messages.pending}
        onPress={() => withdraw.run(null)}
      >
        {messages.withdraw}
      </Action>
    </Card>
  );
}
