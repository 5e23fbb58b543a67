import { useState } from 'react';
import type { AdminKey } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { Action } from '#ui/Action.tsx';
import { Card, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { useDisabledReason } from '../../shared/session/use-disabled-reason.ts';
import { Device } from './Device.tsx';
import { InvitationForm } from './InvitationForm.tsx';
import styles from './people.module.css';

export interface PersonCardProps {
  readonly name: string;
  /** At least one, all of one role. */
  readonly devices: readonly AdminKey[];
  /** The names of all keys by keyid. */
  readonly nameOf: ReadonlyMap<string, string>;
  /** Whether this is the only admin, with a single device. */
  readonly isLastAdmin: boolean;
}

/** A person, their devices, and a way to add another device. */
export function PersonCard({ name, devices, nameOf, isLastAdmin }: PersonCardProps) {
  const { people: messages } = useMessages();
  const reason = useDisabledReason('change');
  const [isAdding, setIsAdding] = useState(false);
  const [first] = devices;
  return (
    <Card element="li" gap={3}>
      <strong className={styles['name']}>{isolateText(name)}</strong>
      <Stack element="ul" gap={6}>
        {devices.map((device) => (
          <Device
            key={device.keyid}
            device={device}
            inviter={device.invitedBy === undefined ? undefined : nameOf.get(device.invitedBy)}
            revokeReason={reason ?? (isLastAdmin ? messages.revoke.isLast : undefined)}
          />
        ))}
      </Stack>
      {isAdding && first !== undefined ? (
        <InvitationForm invitee={{ name, role: first.role }} onDone={() => setIsAdding(false)} />
      ) : (
        reason === undefined && (
          <div>
            <Action
              look="plain"
              reason={undefined}
              aria-label={messages.addDeviceFor(isolateText(name))}
              onPress={() => setIsAdding(true)}
            >
              {messages.addDevice}
            </Action>
          </div>
        )
      )}
    </Card>
  );
}
