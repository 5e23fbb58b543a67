import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView, Seal } from '#contract/schemas.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../messages/messages.ts';
import { useSecondsLeft } from '../use-seconds-left.ts';
import { BigNumber } from './BigNumber.tsx';
import { Stage } from './Stage.tsx';
import styles from './WaitingScenes.module.css';

interface SceneProps {
  readonly raffle: RaffleView;
}

/** Tickets are on sale: how many are left. */
export function SellingScene({ raffle: { remaining, capacity, sold } }: SceneProps) {
  const { projector: say } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <Stage>
      <BigNumber text={number(remaining)} />
      <p className={styles['words']}>
        {remaining === 0 ? say.soldOut : say.left({ remaining, capacity })}
      </p>
      <p className={styles['more']}>{say.sold(sold)}</p>
    </Stage>
  );
}

/** Sales have ended: how many are in the draw. */
export function ClosedScene({ raffle: { sold } }: SceneProps) {
  const { projector: say } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <Stage>
      <BigNumber text={number(sold)} />
      <p className={styles['words']}>{say.inTheDraw(sold)}</p>
      <p className={styles['more']}>{say.waiting}</p>
    </Stage>
  );
}

export interface SealedSceneProps {
  readonly seal: Seal;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
}

/** Sealed: how long until the round that decides. It is told once; the seconds are for the eye. */
export function SealedScene({ seal: { round, publishedAt }, clockAheadMs }: SealedSceneProps) {
  const { projector: say } = useMessages();
  const left = useSecondsLeft(Date.parse(publishedAt) - clockAheadMs);
  return (
    <Stage>
      {left > 0 && (
        <span aria-hidden className={styles['clock']}>
          <BigNumber text={writeClock(left)} />
        </span>
      )}
      <p className={styles['words']}>
        {left > 0 ? say.sealed(round, publishedAt) : say.beaconDue(round, publishedAt)}
      </p>
      <p className={styles['more']}>{left > 0 ? say.nobodyKnows : say.waiting}</p>
    </Stage>
  );
}

function writeClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
