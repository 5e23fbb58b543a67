import { useRef } from 'react';
import type { RaffleView } from '#contract/raffles.ts';
import { classNames } from '#ui/class-names.ts';
import { CountLine } from '#ui/event/CountLine.tsx';
import { EventHead } from '#ui/event/EventHead.tsx';
import { Link } from '#ui/Link.tsx';
import type { KnownRaffle as KnownRaffleState } from '#ui/live/raffle-state.ts';
import { Title, RehearsalBand } from '#ui/primitives.tsx';
import { useLate } from '#ui/use-late.ts';
import { useLogCheck } from '../features/check/LogConsistencyProvider.tsx';
import { Countdown } from '../features/live/Countdown.tsx';
import { Freshness } from '../features/live/Freshness.tsx';
import { Result } from '../features/live/Result.tsx';
import type { RulesProps } from '../features/live/Rules.tsx';
import type { TicketGridProps } from '../features/live/TicketGrid.tsx';
import { buyableCount } from '../features/purchase/buy-button.ts';
import { BuyPanel, type BuyPanelProps } from '../features/purchase/BuyPanel.tsx';
import { usePurchase } from '../features/purchase/PurchaseProvider.tsx';
import { useReceipts } from '../features/receipts/ReceiptsProvider.tsx';
import { missingDetails } from '../features/session/asked-details.ts';
import { AccountLine, SignInButton } from '../features/session/AccountLine.tsx';
import { LateDetails, LateSignIn, useSignInPanel } from '../features/session/SignInPanel.tsx';
import type { AddToCalendarProps } from '../shared/AddToCalendar.tsx';
import { useLive } from '../shared/live.ts';
import { useMessages } from '../shared/messages/messages.ts';
import { pictureUrl, raffleUrl, resultUrl } from '../shared/raffle-place.ts';
import { myNumbersOf, myTicketsOf, useSession } from '../shared/session.ts';
import { describeSituation, drawDueOf, type Situation } from '../shared/situation.ts';
import { UnpaidNote } from '../shared/UnpaidNote.tsx';
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
  const title = receipts?.title ?? '';
  const isGone = state.status === 'unknown-raffle' || state.status === 'deleted';
  return (
    <div className={styles.dashboard}>
      {title !== '' && <Title level={headingLevel}>{title}</Title>}
      <div
        aria-live="polite"
        aria-atomic
        className={styles.placeholder}
        data-waiting={state.status === 'connecting' || undefined}
      >
        {title === '' ? (
          <Title level={headingLevel}>{situation.sentence}</Title>
        ) : (
          <strong className={styles.sentence}>{situation.sentence}</strong>
        )}
        <span className={styles.next}>{situation.next}</span>
      </div>
      {live.place.isOwnPage && isGone && <Link href="/">{messages.toAllRaffles}</Link>}
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
  const { chunk: checkChunk, consistency, witnessing, acceptLog } = useLogCheck();
  const isDrawn = raffle.status === 'drawn';
  const isUnsettled = purchase.phase !== 'idle';
  const subheadingLevel = headingLevel === 1 ? 2 : 3;
  const receiptTexts = [...(receipts?.receipts.values() ?? [])].map(({ text }) => text);
  const freshness = state.status === 'known' && <Freshness known={state} isOnline={isOnline} />;
  // A result is final: only that it may be out of date is worth a line.
  const isStale = state.status === 'known' && state.freshness === 'stale';
  return (
    <article className={classNames(styles.dashboard, place.isOwnPage && styles.ownPage)}>
      {raffle.rehearsal === true && <RehearsalBand>{messages.rehearsal.band}</RehearsalBand>}
      {checkChunk && (
        <checkChunk.ForkNotice
          consistency={consistency}
          headingLevel={subheadingLevel}
          onAccept={acceptLog}
        />
      )}
      {raffle.status === 'drawn' && (
        <Result
          raffle={raffle}
          situation={situation}
          publicUrl={resultUrl(place)}
          unpaid={<UnpaidNote raffle={raffle} tickets={myTicketsOf(viewer)?.tickets ?? []} />}
        >
          {isStale && freshness}
        </Result>
      )}
      <div className={styles.columns}>
        <div className={styles.head}>
          <EventHead
            event={raffle}
            pictureUrl={pictureUrl(place, raffle.notice?.picture)}
            headingLevel={headingLevel}
          />
        </div>
        <section className={styles.deal} aria-label={messages.raffle}>
          {(!isDrawn || isUnsettled) && (
            <BuyWithSignIn
              raffle={raffle}
              situation={situation}
              count={
                !isDrawn && (
                  <CountLine
                    raffle={raffle}
                    label={messages.poolLabel}
                    sentence={messages.poolValue({ ...raffle, mine: myNumbersOf(viewer) })}
                  >
                    {freshness}
                  </CountLine>
                )
              }
            >
              {state.status === 'known' && <RaffleCountdown known={state} />}
            </BuyWithSignIn>
          )}
          <AccountLine raffle={raffle} />
          {receiptsChunk && (
            <receiptsChunk.MyTickets newNumbers={newNumbers} headingLevel={subheadingLevel} />
          )}
        </section>
        <div className={styles.below}>
          <LateActions raffle={raffle} serviceUrl={place.serviceUrl} />
          {checkChunk && <checkChunk.LogNotes consistency={consistency} witnessing={witnessing} />}
          {checkChunk && isDrawn && (
            <checkChunk.CheckYourself
              {...place}
              receipts={receiptTexts}
              headingLevel={subheadingLevel}
            />
          )}
          <LateAbout raffle={raffle} headingLevel={subheadingLevel} mine={myNumbersOf(viewer)} />
        </div>
      </div>
    </article>
  );
}

const closesSoonMs = 48 * 3_600_000;

/** Counts down to the opening, to a closing that is near, or to the draw. */
function RaffleCountdown({ known }: { readonly known: KnownRaffleState }) {
  const { situations } = useMessages();
  const { raffle, drawing } = known;
  if (raffle.status === 'announced') {
    return <Countdown until={raffle.opensAt} label={situations.untilOpen} />;
  }
  if (raffle.status === 'open' && raffle.closesAt !== undefined) {
    const isSoon = Date.parse(raffle.closesAt) - known.confirmedAt < closesSoonMs;
    return isSoon ? <Countdown until={raffle.closesAt} label={situations.untilClose} /> : null;
  }
  if (raffle.status !== 'closed' || drawing !== undefined) return null;
  const due = drawDueOf(raffle, known);
  return due === undefined ? null : <Countdown until={due.at} label={situations.untilDraw} />;
}

/** The buy panel with the sign-in and the details that it needs. */
function BuyWithSignIn(props: Pick<BuyPanelProps, 'raffle' | 'situation' | 'count' | 'children'>) {
  const messages = useMessages();
  const { viewer, signIn } = useSession();
  const { state: purchase } = usePurchase();
  const { listRef } = useReceipts();
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
      onShowTickets={() => {
        listRef.current?.scrollIntoView({ block: 'center' });
        listRef.current?.focus({ preventScroll: true });
      }}
      signInButton={<SignInButton label={messages.signInToBuy} actions={signIn} onOpen={open} />}
    />
  );
}

async function loadAbout() {
  return import(/* webpackChunkName: "about" */ '../features/live/chunk.ts');
}

/** Shares the raffle, and saves its draw for a calendar from the first day on. */
function LateActions({ raffle, serviceUrl }: AddToCalendarProps) {
  const late = useLate(loadAbout);
  const url = raffleUrl({ serviceUrl, raffleId: raffle.id });
  return (
    <div className={styles.afterHead}>
      {late && (
        <>
          <late.ShareLink url={url} title={raffle.title} />
          <late.AddToCalendar raffle={raffle} serviceUrl={serviceUrl} />
        </>
      )}
    </div>
  );
}

/** What stands below the first screen. It is loaded after the button that buys. */
function LateAbout({ mine, ...props }: RulesProps & Pick<TicketGridProps, 'mine'>) {
  const late = useLate(loadAbout);
  if (late === undefined) return null;
  return (
    <>
      <late.Amendments {...props} />
      <late.About {...props} />
      <late.Rules {...props} />
      {props.raffle.status === 'open' && <late.TicketGrid raffle={props.raffle} mine={mine} />}
    </>
  );
}
