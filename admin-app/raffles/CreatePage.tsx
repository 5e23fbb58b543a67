import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';

/** A new raffle. */
export function CreatePage() {
  const { raffles: say } = useMessages();
  return (
    <Page title={say.create} back={{ href: hrefs.raffles, label: say.title }}>
      {null}
    </Page>
  );
}
