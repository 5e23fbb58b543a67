import { useLocale } from 'react-aria/I18nProvider';
import type { Invitation } from '#contract/admin-keys.ts';
import { isolateText } from '#contract/shown-text.ts';
import { Button } from '#ui/Button.tsx';
import { CopyField } from '#ui/CopyField.tsx';
import { formatsOf } from '#ui/formats.ts';
import { Link } from '#ui/Link.tsx';
import { Row, Stack } from '#ui/primitives.tsx';
import { useMessages } from '../../shared/messages/messages.ts';
import { usePeople } from './use-people.ts';

/** How often the list is read while an invitation is shown, in milliseconds. */
const refetchMs = 4000;

export interface InvitationLinkProps {
  readonly invitation: Invitation;
  readonly onDone: () => void;
}

/** The link of an invitation. It is shown once, because the service stores only its hash. */
export function InvitationLink({ invitation, onDone }: InvitationLinkProps) {
  const { people, session } = useMessages();
  const messages = people.invite;
  // The new device appears in the list, where the fingerprints are compared.
  usePeople(refetchMs);
  const { moment } = formatsOf(useLocale().locale);
  const { name, role, link, expiresAt } = invitation;
  const until = moment(expiresAt);
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
      <p>{messages.once(until)}</p>
      <p>{messages.compare}</p>
      <Row>
        <Link look="button" href={mailAddress(messages.mail({ name, link, until }))}>
          {messages.writeMail}
        </Link>
        <Button look="quiet" onPress={onDone}>
          {messages.done}
        </Button>
      </Row>
    </Stack>
  );
}

interface Mail {
  readonly subject: string;
  readonly body: string;
}

/** Opens the operator's own mail program; who gets the mail is written there. @see RFC 6068 */
function mailAddress({ subject, body }: Mail): string {
  const crlf = body.replaceAll('\n', '\r\n');
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(crlf)}`;
}
