import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { RehearsalBand } from '#ui/RehearsalBand.tsx';
import { Surface } from '#ui/Surface.tsx';
import { useDrawRecord } from '../draw/use-draw-record.ts';
import { useMessages } from '../messages/messages.ts';
import { useLiveRaffle } from '../raffle/use-live-raffle.ts';
import { DrawnScene } from './DrawnScene.tsx';
import { Stage } from './Stage.tsx';
import { ClosedScene, SealedScene, SellingScene } from './WaitingScenes.tsx';
import styles from './ProjectorPage.module.css';
import twoLines from './TwoLines.module.css';

/**
 * A raffle on the wall of a hall, from what anybody can see. It shows what is fixed already, and
 * orders nothing.
 *
 * @see docs/decisions/0015-the-wall-and-the-verdict.md
 */
export function ProjectorPage({ raffleId }: { readonly raffleId: string }) {
  const { locale } = useLocale();
  const { raffle: words, projector: say } = useMessages();
  const { news } = useLiveRaffle(raffleId);
  const title = news.kind === 'known' ? news.raffle.title : raffleId;
  useEffect(() => {
    document.title = say.pageTitle(title);
  }, [title, say]);
  return (
    <Surface locale={locale} colorScheme="dark" className={styles['wall']}>
      {news.kind === 'known' ? (
        <Wall news={news} />
      ) : (
        <main className={styles['message']}>
          <h1 className={`${styles['title']} ${twoLines['twoLines']}`}>{title}</h1>
          <p>{words.news[news.kind]}</p>
        </main>
      )}
    </Surface>
  );
}

function Wall({ news }: { readonly news: KnownRaffle }) {
  const { raffle: words } = useMessages();
  const { time } = formatsOf(useLocale().locale);
  const { raffle, freshness, confirmedAt, clockAheadMs } = news;
  return (
    <main className={styles['main']}>
      <header className={styles['header']}>
        <h1 className={`${styles['title']} ${twoLines['twoLines']}`}>{raffle.title}</h1>
        {raffle.rehearsal === true && <RehearsalBand>{words.rehearsal.band}</RehearsalBand>}
        {freshness === 'stale' && (
          <p className={styles['stale']}>
            {words.freshness.stale(time(new Date(confirmedAt).toISOString()))}
          </p>
        )}
      </header>
      <Scene raffle={raffle} clockAheadMs={clockAheadMs} />
    </main>
  );
}

interface SceneProps {
  readonly raffle: RaffleView;
  readonly clockAheadMs: number;
}

function Scene({ raffle, clockAheadMs }: SceneProps) {
  const { projector: say } = useMessages();
  const draw = useDrawRecord(raffle);
  const isDrawn = raffle.status === 'drawn';
  // A page that is opened after the draw shows the number and no suspense.
  const [hasWaited, setHasWaited] = useState(false);
  if (!isDrawn && !hasWaited) setHasWaited(true);
  if (isDrawn) {
    return draw === undefined ? (
      <Stage>{say.drawing}</Stage>
    ) : (
      <DrawnScene raffle={raffle} draw={draw} isPlayed={hasWaited} />
    );
  }
  if (raffle.status === 'open') return <SellingScene raffle={raffle} />;
  const { seal } = raffle;
  if (seal === undefined) return <ClosedScene raffle={raffle} />;
  return <SealedScene seal={seal} clockAheadMs={clockAheadMs} />;
}
