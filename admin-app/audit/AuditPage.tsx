import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { useLiveRaffle } from '../raffle/use-live-raffle.ts';
import { PublicLog } from './PublicLog.tsx';
import { Verification } from './Verification.tsx';

/** A raffle's log, and the checks that anybody can make. */
export default function AuditPage({ raffleId }: { readonly raffleId: string }) {
  const { raffle: words, audit: say } = useMessages();
  const { news } = useLiveRaffle(raffleId);
  const raffle = news.kind === 'known' ? news.raffle : undefined;
  const back = { href: hrefs.raffle(raffleId), label: raffle?.title ?? raffleId };
  return (
    <Page title={say.title(raffle?.title ?? raffleId)} back={back}>
      {news.kind === 'known' ? null : <p>{words.news[news.kind]}</p>}
      {raffle !== undefined && (
        <>
          <Verification raffleId={raffleId} />
          <PublicLog raffle={raffle} />
        </>
      )}
    </Page>
  );
}
