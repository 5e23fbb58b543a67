import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { DrawResult } from '../draw/DrawResult.tsx';
import { useDrawing } from '../draw/use-drawing.ts';
import { useMessages } from '../messages/messages.ts';
import { BothAddresses } from '../page/BothAddresses.tsx';
import { Page } from '../page/Page.tsx';
import { hrefs } from '../page/route.ts';
import { Sales } from '../sales/Sales.tsx';
import { Tickets } from '../tickets/Tickets.tsx';
import { FinalSteps } from './FinalSteps.tsx';
import { LogSummary } from './LogSummary.tsx';
import { Preview } from './Preview.tsx';
import { RehearsalBuyers } from './RehearsalBuyers.tsx';
import { Standing } from './Standing.tsx';
import { useLiveRaffle } from './use-live-raffle.ts';

/** One raffle, live: how it stands, what it sold, and what can be done with it. */
export function RafflePage({ raffleId }: { readonly raffleId: string }) {
  const { raffles: list, raffle: say } = useMessages();
  const { news } = useLiveRaffle(raffleId);
  const back = { href: hrefs.raffles, label: list.title };
  if (news.kind !== 'known') {
    return (
      <Page title={raffleId} back={back}>
        <p>
          {say.news[news.kind]} {news.kind === 'unreachable' && <BothAddresses />}
        </p>
      </Page>
    );
  }
  return (
    <Page title={news.raffle.title} back={back}>
      <Content news={news} />
    </Page>
  );
}

/** From what is known at a glance down to what cannot be undone. */
function Content({ news }: { readonly news: KnownRaffle }) {
  const { raffle } = news;
  const drawing = useDrawing(news);
  return (
    <>
      <Standing news={news} />
      {raffle.status === 'drawn' && <DrawResult raffle={raffle} isMine={drawing.isMine} />}
      {raffle.rehearsal && <RehearsalBuyers raffle={raffle} />}
      <Sales raffle={raffle} />
      <Tickets raffle={raffle} />
      <LogSummary raffle={raffle} />
      <Preview raffleId={raffle.id} />
      <FinalSteps news={news} drawing={drawing} />
    </>
  );
}
