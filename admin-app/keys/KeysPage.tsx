import { useMessages } from '../messages/messages.ts';
import { Failure } from '../page/Failure.tsx';
import { Page } from '../page/Page.tsx';
import { Section } from '../page/Section.tsx';
import { useSession } from '../session/session.tsx';
import { ForgetKey } from './ForgetKey.tsx';
import { InviteKey } from './InviteKey.tsx';
import { KeyList } from './KeyList.tsx';
import { useKeys } from './use-keys.ts';

/** Whose keys may order, how another is let in, and how one is shut out. */
export function KeysPage() {
  const say = useMessages().keys;
  const { key } = useSession();
  const { keys, error, readAgain } = useKeys();
  return (
    <Page title={say.title}>
      {error !== null && <Failure error={error} onAgain={readAgain} />}
      {keys !== undefined && <KeyList keys={keys} />}
      <Section title={say.invite.title}>
        <InviteKey />
      </Section>
      {key !== undefined && (
        <Section title={say.forget.title}>
          <ForgetKey sessionKey={key} />
        </Section>
      )}
    </Page>
  );
}
