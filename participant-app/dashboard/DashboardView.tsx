import { useState } from 'react';
import type { RaffleView } from '#contract/schemas.ts';
import { RehearsalBand } from '#ui/RehearsalBand.tsx';
import { useMessages } from '../messages/messages.ts';
import { resultUrl, type ReceiptPlace } from '../receipts/receipt-place.ts';
import type { ReceiptKit } from '../receipts/load-kit.ts';
import { describeSituation } from '../state/situation.ts';
import {
  buyableCount,
  myNumbersOf,
  receiptTexts,
  type DashboardState,
} from '../state/dashboard-state.ts';
import type { CheckKit } from '../check/load-kit.ts';
import type { DashboardActions } from './actions.ts';
import { BuyPanel } from './BuyPanel.tsx';
import { Count } from './Count.tsx';
import { Freshness } from './Freshness.tsx';
import { Result } from './Result.tsx';
import { Rules } from './Rules.tsx';
import { Viewer } from './Viewer.tsx';
import styles from './DashboardView.module.css';

export interface DashboardViewProps {
  readonly state: DashboardState;
  readonly actions: DashboardActions;
  /** Just bought: they are marked, and focus goes to them. */
  readonly newNumbers?: readonly number[];
  readonly headingLevel?: 1 | 2;
  readonly place: ReceiptPlace;
  /** There once somebody is signed in. */
  readonly kit: ReceiptKit | undefined;
  /** There once there is a raffle. */
  readonly checks: CheckKit | undefined;
}

const none: readonly number[] = [];

/** Everything the participant sees, as a function of the state. It asks nobody anything. */
export function DashboardView(props: DashboardViewProps) {
  const { state, headingLevel = 2, kit } = props;
  const say = useMessages();
  const { news } = state;
  const Heading = `h${headingLevel}` as const;
  if (news.kind === 'known') return <KnownRaffle {...props} raffle={news.raffle} />;
  const { sentence, next } = describeSituation(state, say);
  const title = state.receipts?.title;
  return (
    <div className={styles['dashboard']}>
      <Heading className={styles['title']}>
        {title === undefined || title === '' ? say.raffle : title}
      </Heading>
      <output className={styles['placeholder']}>
        <strong className={styles['sentence']}>{sentence}</strong>
        <span className={styles['next']}>{next}</span>
      </output>
      {kit !== undefined && (
        <kit.MyTickets {...props} newNumbers={none} headingLevel={headingLevel === 1 ? 2 : 3} />
      )}
    </div>
  );
}

function KnownRaffle({
  state,
  actions,
  raffle,
  newNumbers = none,
  headingLevel = 2,
  place,
  kit,
  checks,
}: DashboardViewProps & { readonly raffle: RaffleView }) {
  const say = useMessages();
  const { news, viewer, isOnline } = state;
  const [wanted, setWanted] = useState(1);
  // What is left may have shrunk since the number was chosen.
  const max = buyableCount(raffle, viewer);
  const quantity = Math.max(1, Math.min(wanted, max));
  const situation = describeSituation(state, say);
  const isDrawn = raffle.status === 'drawn';
  const isUnsettled = state.purchase.phase !== 'idle';
  const Heading = `h${headingLevel}` as const;
  const subheadingLevel = headingLevel === 1 ? 2 : 3;
  return (
    <article className={styles['dashboard']}>
      <header className={styles['header']}>
        <Heading className={styles['title']}>{raffle.title}</Heading>
        {news.kind === 'known' && <Freshness news={news} isOnline={isOnline} />}
      </header>
      {raffle.rehearsal === true && <RehearsalBand>{say.rehearsal.band}</RehearsalBand>}
      {checks && (
        <checks.ForkNotice
          growth={state.growth}
          headingLevel={subheadingLevel}
          onForget={() => actions.forgetLog()}
        />
      )}
      <div className={styles['columns']}>
        <section className={styles['pool']} aria-label={say.poolLabel}>
          <Count raffle={raffle} mine={myNumbersOf(viewer)} />
        </section>
        <section className={styles['deal']} aria-label={isDrawn ? say.result : say.raffle}>
          {isDrawn && <Result raffle={raffle} situation={situation} publicUrl={resultUrl(place)} />}
          {(!isDrawn || isUnsettled) && (
            <BuyPanel
              state={state}
              raffle={raffle}
              situation={situation}
              quantity={{ value: quantity, max, set: setWanted }}
              actions={actions}
            />
          )}
          <Viewer viewer={viewer} raffle={raffle} actions={actions} />
          {kit !== undefined && (
            <kit.MyTickets
              state={state}
              newNumbers={newNumbers}
              headingLevel={subheadingLevel}
              place={place}
              actions={actions}
            />
          )}
          {checks && <checks.GrowthNote growth={state.growth} />}
          {checks && isDrawn && (
            <checks.CheckYourself
              {...place}
              receipts={receiptTexts(state)}
              headingLevel={subheadingLevel}
            />
          )}
        </section>
        <div className={styles['rules']}>
          <Rules raffle={raffle} headingLevel={subheadingLevel} />
        </div>
      </div>
    </article>
  );
}
