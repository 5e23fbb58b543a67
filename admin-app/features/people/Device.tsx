import { useQueryClient } from '@tanstack/react-query';
import { useLocale } from 'react-aria/I18nProvider';
import type { AdminKey } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { formatsOf } from '#ui/formats.ts';
import { useNotices } from '#ui/Notices.tsx';
import { Note, Row, Stack } from '#ui/primitives.tsx';
import { ConfirmedMutation } from '../../shared/ConfirmedMutation.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { useSession } from '../../shared/session/session.tsx';
import { useIdempotentMutation } from '../../shared/use-idempotent-mutation.ts';
import { Fingerprint } from './Fingerprint.tsx';
import styles from './people.module.css';

export interface DeviceProps {
  /** The key that the device signs with. */
  readonly device: AdminKey;
  /** Who invited it. */
  readonly inviter: string | undefined;
  /** Why it cannot be revoked now; undefined while it can. */
  readonly revokeReason: string | undefined;
}

/** One device of a person: since when, its fingerprint, and a button that ends its access. */
export function Device({ device, inviter, revokeReason }: DeviceProps) {
  const { people: messages } = useMessages();
  const { key: own } = useSession();
  return (
    <li>
      <Stack gap={1} align="start">
        <Row align="baseline">
          <span>{messages.device}</span>
          {own?.keyid === device.keyid && (
            <span className={styles['mark']}>{messages.thisBrowser}</span>
          )}
        </Row>
        <DeviceFacts device={device} inviter={inviter} />
        <RevokeDevice device={device} reason={revokeReason} />
      </Stack>
    </li>
  );
}

/** When it was added and used, and its fingerprint. */
export function DeviceFacts({ device, inviter }: Omit<DeviceProps, 'revokeReason'>) {
  const { people: messages } = useMessages();
  const { moment } = formatsOf(useLocale().locale);
  const { enrolledAt, lastUsedAt, keyid } = device;
  const facts = [
    ...(enrolledAt === undefined ? [] : [messages.enrolledAt(moment(enrolledAt))]),
    ...(inviter === undefined ? [] : [messages.invitedBy(isolateText(inviter))]),
    lastUsedAt === undefined ? messages.neverUsed : messages.lastUsedAt(moment(lastUsedAt)),
  ];
  return (
    <>
      <Note>{facts.join(' · ')}</Note>
      <Fingerprint keyid={keyid} />
    </>
  );
}

interface RevokeDeviceProps {
  readonly device: AdminKey;
  /** Why it cannot be revoked now; undefined while it can. */
  readonly reason: string | undefined;
}

/** Ends the access of a device for good once the person's name is typed. */
function RevokeDevice({ device, reason }: RevokeDeviceProps) {
  const messages = useMessages().people.revoke;
  const { client } = useService();
  const { key: own } = useSession();
  const notices = useNotices();
  const queries = useQueryClient();
  const { keyid, name } = device;
  const revoke = useIdempotentMutation(
    `revoke-key ${keyid}`,
    async (_request: null, idempotencyKey) =>
      client.call('revokeKey', { params: { keyid }, idempotencyKey }),
    () => {
      notices.show(keyid, {
        tone: 'success',
        title: messages.done(isolateText(name)),
        text: messages.doneText,
      });
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  );
  return (
    <ConfirmedMutation
      mutation={revoke}
      request={null}
      label={messages.button}
      accessibleLabel={messages.open(isolateText(name))}
      look="quiet"
      reason={reason}
      confirmation={{
        title: messages.open(isolateText(name)),
        typed: { expected: name, label: messages.typeName(isolateText(name)) },
        action: messages.action,
      }}
      pendingLabel={messages.pending}
    >
      <p>{messages.consequence}</p>
      {own?.keyid === keyid && <p>{messages.isOwn}</p>}
      <Fingerprint keyid={keyid} />
    </ConfirmedMutation>
  );
}
