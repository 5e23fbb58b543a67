import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { RaffleView } from '#contract/raffles.ts';
import { CountLine } from '#ui/event/CountLine.tsx';
import { EventHead } from '#ui/event/EventHead.tsx';
import { Card, RehearsalBand } from '#ui/primitives.tsx';
import { Surface } from '#ui/Surface.tsx';
import { addGerman } from '../shared/messages/german.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { pictureUrl } from '../shared/raffle-place.ts';
import buyStyles from '../features/purchase/BuyPanel.module.css';
import { RaffleList } from './RaffleList.tsx';
import dashboardStyles from './DashboardView.module.css';
import pageStyles from './Page.module.css';
import raffleStyles from './RaffleDashboard.module.css';

addGerman();

/**
 * Renders the start of a raffle's page for the service, which sends it before any script has run. It
 * is built for Node, with the class names of the page.
 *
 * @param locale BCP 47 tag.
 * @param serviceUrl The origin of the page.
 * @returns HTML without scripts.
 */
export function renderFirstContent(raffle: RaffleView, locale: string, serviceUrl: string): string {
  return render(
    <Surface locale={locale} className={raffleStyles.raffle}>
      <FirstContent raffle={raffle} serviceUrl={serviceUrl} />
    </Surface>,
  );
}

/**
 * Renders the list of raffles on the start page, in the same way.
 *
 * @param raffles Newest first.
 */
export function renderFirstList(raffles: readonly RaffleView[], locale: string): string {
  return render(
    <Surface locale={locale} className={pageStyles.surface}>
      <RaffleList raffles={raffles} />
    </Surface>,
  );
}

function render(content: ReactNode): string {
  return renderToStaticMarkup(<main className={pageStyles.page}>{content}</main>);
}

interface FirstContentProps {
  readonly raffle: RaffleView;
  readonly serviceUrl: string;
}

/** As in `DashboardView`, without what needs a connection. */
function FirstContent({ raffle, serviceUrl }: FirstContentProps) {
  const messages = useMessages();
  return (
    <article className={dashboardStyles.dashboard}>
      {raffle.rehearsal === true && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      <div className={dashboardStyles.columns}>
        <div className={dashboardStyles.head}>
          <EventHead
            event={raffle}
            pictureUrl={pictureUrl({ serviceUrl }, raffle.notice?.picture)}
            headingLevel={1}
          />
        </div>
        {raffle.status !== 'drawn' && (
          <div className={dashboardStyles.deal}>
            <Card gap={4} className={buyStyles.panel}>
              <CountLine
                raffle={raffle}
                label={messages.poolLabel}
                sentence={messages.poolValue({ ...raffle, mine: [] })}
              />
            </Card>
          </div>
        )}
      </div>
    </article>
  );
}
