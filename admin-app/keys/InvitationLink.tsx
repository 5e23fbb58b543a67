import { useLocale } from 'react-aria/I18nProvider';
import type { Invitation } from '#contract/schemas.ts';
import { Button } from '#ui/Button.tsx';
import { CopyField } from '#ui/CopyField.tsx';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import styles from './InviteKey.module.css';

export interface InvitationLinkProps {
  readonly invitation: Invitation;
  readonly onDone: () => void;
}

/** The link that lets one key in. The service keeps no copy, so it is shown now and never again. */
export function InvitationLink({ invitation, onDone }: InvitationLinkProps) {
  const { keys, session } = useMessages();
  const say = keys.invite;
  const { moment } = formatsOf(useLocale().locale);
  const { name, role, link, expiresAt } = invitation;
  return (
    <div className={styles['invitation']}>
      <output>{say.made(name, session.roles[role])}</output>
      <div className={styles['link']}>
        <CopyField label={say.link} text={link} copyLabel={say.copy} copiedLabel={say.copied} />
      </div>
      <p>{say.once(moment(expiresAt))}</p>
      <p>{say.compare}</p>
      <Button look="quiet" onPress={onDone}>
        {say.done}
      </Button>
    </div>
  );
}
