import { useRef } from 'react';
import { randomnessKind } from '#contract/randomness-kind.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { Link } from '#ui/Link.tsx';
import { Row, Stack, Title, RehearsalBand } from '#ui/primitives.tsx';
import { useLate } from '#ui/use-late.ts';
import { useLogCheck } from '../features/check/LogConsistencyProvider.tsx';
import type { AboutProps } from '../features/live/About.tsx';
import { Count } from '../features/live/Count.tsx';
import { Freshness } from '../features/live/Freshness.tsx';
import { Result } from '../features/live/Result.tsx';
import { buyableCount } from '../features/purchase/buy-button.ts';
import { BuyPanel } from '../features/purchase/BuyPanel.tsx';
import { usePurchase } from '../features/purchase/PurchaseProvider.tsx';
import { useReceipts } from '../features/receipts/ReceiptsProvider.tsx';
import { missingDetails } from '../features/session/asked-details.ts';
import { AccountLine, SignInButton } from '../features/session/AccountLine.tsx';
import { LateDetails, LateSignIn, useSignInPanel } from '../features/session/SignInPanel.tsx';
import { useLive } from '../shared/live.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { resultUrl } from '../shared/raffle-place.ts';
import { myNumbersOf, useSession } from '../shared/session.ts';
import { describeSituation, type Situation } from '../shared/situation.ts';
import styles from './DashboardView.module.css';

export interface DashboardViewProps {
  readonly headingLevel: 1 | 2;
}

/** The whole dashboard. It shows what the contexts provide and sends no request itself. */
export function DashboardView({ headingLevel }: DashboardViewProps) {
  const messages = useMessages();
  const live = useLive();
  const { viewer } = useSession();
  const { chunk, state: receipts } = useReceipts();
  const { state } = live;
  const situation = describeSituation(live, viewer, messages);
  if (state.status === 'known') {
    return <KnownRaffle raffle={state.raffle} situation={situation} headingLevel={headingLevel} />;
  }
  const title = receipts?.title;
  return (
    <div className={styles.dashboard}>
      <Title level={headingLevel}>
        {title === undefined || title === '' ? messages.raffle : title}
      </Title>
      <output className={styles.placeholder}>
        <strong className={styles.sentence}>{situation.sentence}</strong>
        <span className={styles.next}>{situation.next}</span>
      </output>
      {live.place.isOwnPage && state.status === 'unknown-raffle' && (
        <Link href="/">{messages.toAllRaffles}</Link>
      )}
      {chunk !== undefined && (
        <chunk.MyTickets newNumbers={none} headingLevel={headingLevel === 1 ? 2 : 3} />
      )}
    </div>
  );
}

const none: readonly number[] = [];

interface KnownRaffleProps {
  readonly raffle: RaffleView;
  readonly situation: Situation;
  readonly headingLevel: 1 | 2;
}

function KnownRaffle({ raffle, situation, headingLevel }: KnownRaffleProps) {
  const messages = useMessages();
  const { place, state, isOnline } = useLive();
  const { viewer } = useSession();
  const { state: purchase, newNumbers } = usePurchase();
  const { chunk: receiptsChunk, state: receipts } = useReceipts();
  const { chunk: checkChunk, consistency, acceptLog } = useLogCheck();
  const isDrawn = raffle.status === 'drawn';
  const isUnsettled = purchase.phase !== 'idle';
  const subheadingLevel = headingLevel === 1 ? 2 : 3;
  const receiptTexts = [...(receipts?.receipts.values() ?? [])].map(({ text }) => text);
  return (
    <article className={styles.dashboard}>
      <Row element="header" gap={3} align="baseline" isSpread className={styles.header}>
        <Title level={headingLevel} className={styles.title}>
          {raffle.title}
        </Title>
        {state.status === 'known' && <Freshness known={state} isOnline={isOnline} />}
      </Row>
      {raffle.rehearsal === true && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      {checkChunk && (
        <checkChunk.ForkNotice
          consistency={consistency}
          headingLevel={subheadingLevel}
          onAccept={acceptLog}
        />
      )}
      <div className={styles.columns}>
        <section className={styles.pool} aria-label={messages.poolLabel}>
          <Count raffle={raffle} mine={myNumbersOf(viewer)} />
        </section>
        <section className={styles.deal} aria-label={isDrawn ? messages.result : messages.raffle}>
          {raffle.status === 'drawn' && (
            <Result raffle={raffle} situation={situation} publicUrl={resultUrl(place)} />
          )}
          {(!isDrawn || isUnsettled) && <BuyWithSignIn raffle={raffle} situation={situation} />}
          <AccountLine raffle={raffle} />
          {receiptsChunk && (
            <receiptsChunk.MyTickets newNumbers={newNumbers} headingLevel={subheadingLevel} />
          )}
          {checkChunk && <checkChunk.LogConsistencyNote consistency={consistency} />}
          {checkChunk && isDrawn && (
            <checkChunk.CheckYourself
              {...place}
              receipts={receiptTexts}
              headingLevel={subheadingLevel}
            />
          )}
        </section>
        <LateAbout raffle={raffle} headingLevel={subheadingLevel} />
        <Rules raffle={raffle} headingLevel={subheadingLevel} />
      </div>
    </article>
  );
}

/** The buy panel with the sign-in and the details that it needs. */
function BuyWithSignIn(props: Pick<KnownRaffleProps, 'raffle' | 'situation'>) {
  const messages = useMessages();
  const { viewer, signIn } = useSession();
  const { state: purchase } = usePurchase();
  const sentenceRef = useRef<HTMLParagraphElement>(null);
  const { isOpen, open, close } = useSignInPanel({
    viewer,
    error: purchase.error,
    focusTarget: sentenceRef,
  });
  const isSigningInHere = isOpen && signIn.mode === 'cookie';
  const asked = props.raffle.notice?.askFor ?? {};
  const canBuy = purchase.phase === 'idle' && buyableCount(props.raffle, viewer) > 0;
  const formOf = () => {
    if (isSigningInHere) return <LateSignIn actions={signIn} onCancel={close} />;
    if (!canBuy || viewer.status !== 'signed-in') return undefined;
    if (missingDetails(asked, viewer.account).length === 0) return undefined;
    return <LateDetails asked={asked} account={viewer.account} />;
  };
  return (
    <BuyPanel
      {...props}
      sentenceRef={sentenceRef}
      formBefore={formOf()}
      signInButton={<SignInButton label={messages.signInToBuy} actions={signIn} onOpen={open} />}
    />
  );
}

async function loadAbout() {
  return import(/* webpackChunkName: "about" */ '../features/live/About.tsx');
}

/** Loaded after the button that buys, which people see first. */
function LateAbout(props: AboutProps) {
  const late = useLate(loadAbout);
  return late === undefined ? null : <late.About {...props} />;
}

interface RulesProps {
  readonly raffle: RaffleView;
  readonly headingLevel: 2 | 3;
}

function Rules({ raffle, headingLevel }: RulesProps) {
  const messages = useMessages();
  const rules = [...messages.rules(raffle), messages.randomness[randomnessKind(raffle)]];
  return (
    <Stack element="section" gap={2} aria-label={messages.rulesTitle} className={styles.rules}>
      <Title level={headingLevel}>{messages.rulesTitle}</Title>
      <ul className={styles.ruleList}>
        {rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Stack>
  );
}
