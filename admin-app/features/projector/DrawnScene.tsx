import { useEffect, useState } from 'react';
import { randomnessKind } from '#contract/randomness-kind.ts';
import { shortPath, withoutScheme } from '#contract/raffle-addresses.ts';
import type { DrawRecord } from '#contract/draws.ts';
import { winningNumbers, type DrawnRaffleView } from '#contract/raffles.ts';
import { announce } from '#ui/announce.ts';
import { revealDelayMs } from '#ui/live/reveal.ts';
import { describeResult } from '../../shared/describe-result.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useService } from '../../shared/service-context.ts';
import { SceneLayout } from './SceneLayout.tsx';
import { PrizeScene, ShownPrizes } from './PrizeScene.tsx';
import { RevealScene, useReducedMotion } from './RevealScene.tsx';
import { recomputeDraw, type RecomputedDraw } from './recompute-draw.ts';
import { usePrizeByPrize } from './use-prize-by-prize.ts';
import type { WinnerNames } from './use-winner-names.ts';
import styles from './projector.module.css';

export interface DrawnSceneProps {
  readonly raffle: DrawnRaffleView;
  readonly draw: DrawRecord;
  readonly names: WinnerNames;
  /** Numbers of tickets in the draw; undefined while they are read. */
  readonly numbers: readonly number[] | undefined;
  /** Whether this page was open before the draw. */
  readonly hasWaited: boolean;
  /** Whether the operator wants to speak between the prizes. */
  readonly isByPrize: boolean;
}

/** The winning tickets, and how they were decided. */
export function DrawnScene(props: DrawnSceneProps) {
  const { raffle, draw, names, numbers, hasWaited } = props;
  const { draw: drawWords, projector: messages } = useMessages();
  const { serviceUrl, timings } = useService();
  const isStill = useReducedMotion();
  const [how] = useState(() => recomputeDraw(draw));
  const runMs = timings.revealMs ?? revealDelayMs;
  const { replayedUntil, replay } = useReplay(runMs);
  const { prizes } = raffle;
  const isByPrize = props.isByPrize && hasWaited && prizes.length > 1;
  const { shownCount, runningUntil, next } = usePrizeByPrize(prizes.length, {
    isOn: isByPrize,
    runMs,
  });
  const sentence = describeResult(raffle, winningNumbers(raffle), drawWords);
  useEffect(() => {
    if (hasWaited && !isByPrize) announce(sentence);
  }, [hasWaited, isByPrize, sentence]);
  const address = withoutScheme(new URL(shortPath(raffle.id), serviceUrl).href);
  const isRight = how.kind !== 'contradiction';
  const until = replayedUntil ?? runningUntil;
  if (until !== undefined) {
    return <RevealScene numbers={numbers} until={until} isBeside={prizes.length > 1} />;
  }
  const action =
    next !== undefined
      ? { label: messages.nextPrize, onPress: next }
      : !isStill && isRight
        ? { label: messages.again, onPress: replay }
        : undefined;
  const shown = prizes.length - shownCount;
  return (
    <SceneLayout
      {...(action === undefined ? {} : { action })}
      note={
        <>
          {shown > 0 && <p>{messages.prizesLeft(shown)}</p>}
          <p>{drawWords.fairness[randomnessKind(draw)]}</p>
          <p>{how.kind === 'sealed' ? messages.checked(address) : messages.check(address)}</p>
        </>
      }
    >
      <PrizeScene
        key={shown}
        raffle={raffle}
        prize={shown + 1}
        names={names}
        look={hasWaited && !isStill ? 'arriving' : 'plain'}
      />
      <ShownPrizes raffle={raffle} above={shown + 1} names={names} />
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
