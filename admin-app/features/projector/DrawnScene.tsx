import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { randomnessKind } from '#contract/randomness-kind.ts';
import type { DrawRecord } from '#contract/draws.ts';
import type { RaffleView } from '#contract/raffles.ts';
import { announce } from '#ui/announce.ts';
import { formatsOf } from '#ui/formats.ts';
import { PrizeList } from '#ui/PrizeList.tsx';
import { revealDelayMs } from '#ui/live/reveal.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service.tsx';
import { BigNumber, SceneLayout } from './SceneLayout.tsx';
import { RevealScene, useReducedMotion } from './RevealScene.tsx';
import { recomputeDraw, type RecomputedDraw } from './recompute-draw.ts';
import styles from './projector.module.css';

export interface DrawnSceneProps {
  readonly raffle: RaffleView;
  readonly draw: DrawRecord;
  /** Whether this page was open before the draw. */
  readonly hasWaited: boolean;
}

/** The winning ticket number, and how it was decided. */
export function DrawnScene({ raffle, draw, hasWaited }: DrawnSceneProps) {
  const { draw: drawWords, projector: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  const { serviceUrl, timings } = useService();
  const isStill = useReducedMotion();
  const [how] = useState(() => recomputeDraw(draw));
  const { replayedUntil, replay } = useReplay(timings.revealMs ?? revealDelayMs);
  const ticketNumber = draw.winner?.ticketNumber;
  const sentence =
    ticketNumber === undefined
      ? drawWords.winsNothing(raffle.title)
      : drawWords.wins(ticketNumber, raffle.title);
  useEffect(() => {
    if (hasWaited) announce(sentence);
  }, [hasWaited, sentence]);
  if (replayedUntil !== undefined) {
    return <RevealScene ticketCount={draw.ticketCount} until={replayedUntil} />;
  }
  const mayReplay = !isStill && how.kind !== 'contradiction';
  const address = new URL(`/raffles/${encodeURIComponent(raffle.id)}`, serviceUrl).href;
  return (
    <SceneLayout
      {...(mayReplay ? { action: { label: messages.again, onPress: replay } } : {})}
      note={
        <>
          <p>{drawWords.fairness[randomnessKind(draw)]}</p>
          <p>{messages.check(address)}</p>
        </>
      }
    >
      {ticketNumber !== undefined && (
        <>
          <p className={styles['label']}>{messages.ticket}</p>
          <BigNumber
            text={number(ticketNumber)}
            look={hasWaited && !isStill ? 'arriving' : 'plain'}
          />
        </>
      )}
      <p className={`${styles['winner']} ${styles['lineClamp']}`}>{sentence}</p>
      {raffle.status === 'drawn' && raffle.prizes.length > 1 && (
        <PrizeList prizes={raffle.prizes} words={drawWords} />
      )}
      <How how={how} />
    </SceneLayout>
  );
}

function How({ how }: { readonly how: RecomputedDraw }) {
  const { projector: messages } = useMessages();
  if (how.kind === 'contradiction')
    return <p className={styles['wrong']}>{messages.contradiction}</p>;
  return (
    <p className={styles['how']}>
      {how.kind === 'local' ? messages.local(how) : messages.sealedDraw(how)}
    </p>
  );
}

/** Shows the running numbers again for `durationMs`. */
function useReplay(durationMs: number) {
  const [replayedUntil, setReplayedUntil] = useState<number>();
  useEffect(() => {
    if (replayedUntil === undefined) return undefined;
    const timer = setTimeout(
      () => setReplayedUntil(undefined),
      Math.max(0, replayedUntil - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [replayedUntil]);
  return { replayedUntil, replay: () => setReplayedUntil(Date.now() + durationMs) };
}
