import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';

/** A raffle's log, and the checks that anybody can make. */
export default function AuditPage({ raffleId }: { readonly raffleId: string }) {
  const { raffle: say } = useMessages();
  return (
    <Page title={say.audit} back={{ href: hrefs.raffle(raffleId), label: raffleId }}>
      {null}
    </Page>
  );
}
