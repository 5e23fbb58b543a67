import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { useLiveRaffle } from '../raffle/use-live-raffle.ts';
import { Log } from './Log.tsx';
import { Verify } from './Verify.tsx';

/** The checks of `raffle audit`, and the log that they are about. */
export function AuditPage({ raffleId }: { readonly raffleId: string }) {
  const { audit: say, raffle: sayRaffle } = useMessages();
  const { news } = useLiveRaffle(raffleId);
  const name = news.kind === 'known' ? news.raffle.title : raffleId;
  return (
    <Page title={say.title(name)} back={{ href: hrefs.raffle(raffleId), label: name }}>
      {news.kind === 'known' ? (
        <>
          <Verify raffleId={news.raffle.id} />
          <Log raffle={news.raffle} />
        </>
      ) : (
        <p>{sayRaffle.news[news.kind]}</p>
      )}
    </Page>
  );
}
