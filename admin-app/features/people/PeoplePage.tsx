import type { AdminKey, AdminRole } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { ConfirmedAction } from '#ui/ConfirmedAction.tsx';
import { Details, Note, Stack } from '#ui/primitives.tsx';
import { QueryFailure } from '../../shared/Failure.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { Page, Section } from '../../shared/Page.tsx';
import { useSession, useSessionStore, type SessionKey } from '../../shared/session/session.tsx';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { DeviceFacts } from './Device.tsx';
import { InvitationForm } from './InvitationForm.tsx';
import { OpenInvitations } from './OpenInvitations.tsx';
import { PersonCard } from './PersonCard.tsx';
import { usePeople } from './use-people.ts';

/** Who may do what: organisers, sellers and auditors, each with the devices they sign in on. */
export function PeoplePage() {
  const messages = useMessages().people;
  const { key } = useSession();
  const { keys, invitations, error, readAgain } = usePeople();
  const reason = useDisabledReason('read');
  if (key?.role === 'seller') {
    return (
      <Page title={messages.forget.title}>
        <ForgetKey sessionKey={key} />
      </Page>
    );
  }
  return (
    <Page title={messages.title}>
      {key === undefined && reason !== undefined && <Note size="text">{reason}</Note>}
      {error !== null && <QueryFailure error={error} onRetry={readAgain} />}
      {keys !== undefined && roles.map((role) => <People key={role} role={role} keys={keys} />)}
      {invitations !== undefined && invitations.length > 0 && (
        <Section title={messages.open.title}>
          <OpenInvitations invitations={invitations} />
        </Section>
      )}
      {key !== undefined && (
        <Section title={messages.invite.title}>
          <InvitationForm />
        </Section>
      )}
      {keys !== undefined && <Removed keys={keys} />}
      {key !== undefined && (
        <Section title={messages.forget.title}>
          <ForgetKey sessionKey={key} />
        </Section>
      )}
    </Page>
  );
}

const roles = ['admin', 'seller', 'auditor'] as const satisfies readonly AdminRole[];

interface PeopleProps {
  readonly role: AdminRole;
  readonly keys: readonly AdminKey[];
}

/** The people of one role. A person is a name; each of their devices has a key. */
function People({ role, keys }: PeopleProps) {
  const { people: messages } = useMessages();
  const valid = keys.filter((key) => key.role === role && !key.isRevoked);
  const names = [...new Set(valid.map(({ name }) => name))];
  const nameOf = new Map(keys.map(({ keyid, name }) => [keyid, name]));
  // Most services have no auditor, and nothing is wrong with that.
  if (role === 'auditor' && valid.length === 0) return null;
  return (
    <Section title={messages.groups[role].title}>
      {valid.length === 0 && <Note size="text">{messages.groups[role].none}</Note>}
      <Stack element="ul" width="full">
        {names.map((name) => (
          <PersonCard
            key={name}
            name={name}
            devices={valid.filter((device) => device.name === name)}
            nameOf={nameOf}
            isLastAdmin={role === 'admin' && valid.length === 1}
          />
        ))}
      </Stack>
    </Section>
  );
}

/** Devices without access. They stay listed, because they signed what they did. */
function Removed({ keys }: { readonly keys: readonly AdminKey[] }) {
  const { people: messages, session } = useMessages();
  const removed = keys.filter(({ isRevoked }) => isRevoked);
  if (removed.length === 0) return null;
  return (
    <Details summary={messages.removed(removed.length)}>
      <Stack element="ul" width="full">
        {removed.map((key) => (
          <li key={key.keyid}>
            <Stack gap={1}>
              <span>
                {isolateText(key.name)} · {session.roles[key.role]} · {messages.revoked}
              </span>
              <DeviceFacts device={key} inviter={undefined} />
            </Stack>
          </li>
        ))}
      </Stack>
    </Details>
  );
}

/** Deletes this browser's key here. At the service it stays valid until it is revoked. */
function ForgetKey({ sessionKey }: { readonly sessionKey: SessionKey }) {
  const { people, shell } = useMessages();
  const messages = people.forget;
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
              label: people.revoke.typeName(isolateText(sessionKey.name)),
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
