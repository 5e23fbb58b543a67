import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { RehearsalBand } from '#ui/primitives.tsx';
import { Surface } from '#ui/Surface.tsx';
import { describeStatus } from '../../shared/describe-status.ts';
import { useDrawRecord, useLiveRaffle } from '../../shared/queries/raffle-queries.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useWinnerNames } from './use-winner-names.ts';
import { useTicketNumbers } from './running-numbers.ts';
import { RevealScene } from './RevealScene.tsx';
import { DrawnScene } from './DrawnScene.tsx';
import { SceneLayout } from './SceneLayout.tsx';
import { SellingScene } from './SellingScene.tsx';
import { ClosedScene, SealedScene } from './WaitingScenes.tsx';
import styles from './projector.module.css';

/**
 * A raffle on the screen of a hall. It shows what is final and changes nothing. It needs no key; with
 * one, it shows the names of winners who allow that.
 *
 * @see docs/decisions/0034-one-moment-and-an-address-on-paper.md
 * @see docs/decisions/0060-the-raffle-page-leads.md
 */
export function ProjectorPage({ raffleId }: { readonly raffleId: string }) {
  const { locale } = useLocale();
  const { raffle: words, projector: messages } = useMessages();
  const { state: raffleState } = useLiveRaffle(raffleId);
  const title = raffleState.status === 'known' ? raffleState.raffle.title : raffleId;
  useEffect(() => {
    document.title = messages.pageTitle(title);
  }, [title, messages]);
  return (
    <Surface locale={locale} colorScheme="dark" className={styles['projector']}>
      {raffleState.status === 'known' ? (
        <ProjectorLayout raffleState={raffleState} />
      ) : (
        <main className={styles['message']}>
          <h1 className={`${styles['title']} ${styles['lineClamp']}`}>{title}</h1>
          <p>{words.unavailable[raffleState.status]}</p>
        </main>
      )}
    </Surface>
  );
}

function ProjectorLayout({ raffleState }: { readonly raffleState: KnownRaffle }) {
  const { raffle: words } = useMessages();
  const { time } = formatsOf(useLocale().locale);
  const { raffle, freshness, confirmedAt } = raffleState;
  return (
    <main className={styles['main']}>
      <header className={styles['header']}>
        <h1 className={`${styles['title']} ${styles['lineClamp']}`}>{raffle.title}</h1>
        {raffle.rehearsal === true && <RehearsalBand>{words.rehearsal.band}</RehearsalBand>}
        {freshness === 'stale' && (
          <p className={styles['stale']}>
            {words.freshness.stale(time(new Date(confirmedAt).toISOString()))}
          </p>
        )}
      </header>
      <Scene raffleState={raffleState} />
    </main>
  );
}

function Scene({ raffleState }: { readonly raffleState: KnownRaffle }) {
  const { raffle: words, projector: messages } = useMessages();
  const { raffle, drawing, clockAheadMs } = raffleState;
  const draw = useDrawRecord(raffleState);
  const names = useWinnerNames(raffleState);
  const numbers = useTicketNumbers(raffle);
  const isBeside = raffle.prizes.length > 1;
  const isDrawn = raffle.status === 'drawn';
  const [hasWaited, setHasWaited] = useState(false);
  if (!isDrawn && !hasWaited) setHasWaited(true);
  const [isByPrize, setIsByPrize] = useState(false);
  /** Before the draw the operator chooses how the prizes are shown. */
  const mode = isBeside
    ? {
        label: isByPrize ? messages.allAtOnce : messages.byPrize,
        onPress: () => setIsByPrize(!isByPrize),
      }
    : undefined;
  if (isDrawn) {
    return draw === undefined ? (
      <SceneLayout>{messages.drawing}</SceneLayout>
    ) : (
      <DrawnScene {...{ raffle, draw, names, numbers, hasWaited, isByPrize }} />
    );
  }
  if (drawing !== undefined) {
    return <RevealScene {...{ numbers, isBeside }} until={drawing.until} />;
  }
  if (raffle.status === 'announced' || raffle.status === 'cancelled') {
    return <SceneLayout>{describeStatus(raffle, words)}</SceneLayout>;
  }
  if (raffle.status === 'open') {
    return <SellingScene raffle={raffle} clockAheadMs={clockAheadMs} />;
  }
  const { seal } = raffle;
  if (seal === undefined) return <ClosedScene raffle={raffle} mode={mode} />;
  return <SealedScene seal={seal} clockAheadMs={clockAheadMs} mode={mode} />;
}
