import type { AdminKey } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { ConfirmedAction } from '#ui/ConfirmedAction.tsx';
import { Stack } from '#ui/primitives.tsx';
import { QueryFailure } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page, Section } from '../../shared/Page.tsx';
import { useSession, useSessionStore, type SessionKey } from '../../shared/session/session.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { InviteKey } from './InviteKey.tsx';
import { KeyCard } from './KeyCard.tsx';
import { useKeys } from './use-keys.ts';

/** The organisers' keys: list, invite, revoke, and forget this browser's own. */
export function KeysPage() {
  const messages = useMessages().keys;
  const { key } = useSession();
  const { keys, error, readAgain } = useKeys();
  return (
    <Page title={messages.title}>
      {error !== null && <QueryFailure error={error} onRetry={readAgain} />}
      {keys !== undefined && <KeyList keys={keys} />}
      <Section title={messages.invite.title}>
        <InviteKey />
      </Section>
      {key !== undefined && (
        <Section title={messages.forget.title}>
          <ForgetKey sessionKey={key} />
        </Section>
      )}
    </Page>
  );
}

/** In the order of the service: valid keys first. The last admin key cannot be revoked. */
function KeyList({ keys }: { readonly keys: readonly AdminKey[] }) {
  const { keys: messages } = useMessages();
  const reason = useDisabledReason('change');
  const admins = keys.filter(({ role, isRevoked }) => role === 'admin' && !isRevoked);
  const nameOf = new Map(keys.map(({ keyid, name }) => [keyid, name]));
  return (
    <Stack element="ul" width="full">
      {keys.map((key) => {
        const isLast = admins.length === 1 && admins[0] === key;
        return (
          <KeyCard
            key={key.keyid}
            adminKey={key}
            inviter={key.invitedBy === undefined ? undefined : nameOf.get(key.invitedBy)}
            revokeReason={reason ?? (isLast ? messages.revoke.isLast : undefined)}
          />
        );
      })}
    </Stack>
  );
}

/** Deletes this browser's key here. At the service it stays valid until it is revoked. */
function ForgetKey({ sessionKey }: { readonly sessionKey: SessionKey }) {
  const { keys, shell } = useMessages();
  const messages = keys.forget;
  const { forget } = useSessionStore();
  return (
    <>
      <p>{messages.text}</p>
      <div>
        <ConfirmedAction
          label={messages.open}
          look="quiet"
          confirmation={{
            title: messages.title,
            typed: {
              expected: sessionKey.name,
              label: keys.revoke.typeName(isolateText(sessionKey.name)),
            },
            action: messages.action,
            cancelLabel: shell.cancel,
          }}
          isPending={false}
          pendingLabel={messages.action}
          onConfirm={() => void forget()}
        >
          <p>{messages.consequence}</p>
        </ConfirmedAction>
      </div>
    </>
  );
}
