import { Link } from '#ui/Link.tsx';
import { useMessages } from '../messages/messages.ts';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { useLiveRaffle } from './use-live-raffle.ts';

/** One raffle, live: how it stands, what it sold, and what can be done with it. */
export function RafflePage({ raffleId }: { readonly raffleId: string }) {
  const { raffles: list, raffle: say } = useMessages();
  const { news } = useLiveRaffle(raffleId);
  const back = { href: hrefs.raffles, label: list.title };
  if (news.kind !== 'known') {
    return (
      <Page title={raffleId} back={back}>
        <p>{say.news[news.kind]}</p>
      </Page>
    );
  }
  return (
    <Page title={news.raffle.title} back={back}>
      <Link href={hrefs.projector(raffleId)} isExternal>
        {say.projector}
      </Link>
      <Link href={hrefs.audit(raffleId)}>{say.audit}</Link>
    </Page>
  );
}
