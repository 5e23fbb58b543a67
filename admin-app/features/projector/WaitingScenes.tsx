import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView, Seal } from '#contract/raffles.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSecondsLeft } from '../../shared/use-seconds-left.ts';
import { BigNumber, SceneLayout } from './SceneLayout.tsx';
import styles from './projector.module.css';

interface SceneProps {
  readonly raffle: RaffleView;
}

/** On sale: how many tickets are left. */
export function SellingScene({ raffle: { remaining, capacity, sold } }: SceneProps) {
  const { projector: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <SceneLayout>
      <BigNumber text={number(remaining)} />
      <p className={styles['words']}>
        {remaining === 0 ? messages.soldOut : messages.left({ remaining, capacity })}
      </p>
      <p className={styles['more']}>{messages.sold(sold)}</p>
    </SceneLayout>
  );
}

/** Closed: how many tickets are in the draw. */
export function ClosedScene({ raffle: { sold } }: SceneProps) {
  const { projector: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <SceneLayout>
      <BigNumber text={number(sold)} />
      <p className={styles['words']}>{messages.inTheDraw(sold)}</p>
      <p className={styles['more']}>{messages.waiting}</p>
    </SceneLayout>
  );
}

export interface SealedSceneProps {
  readonly seal: Seal;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
}

/** Sealed: time until the deciding round. Screen readers hear it once; the countdown is hidden. */
export function SealedScene({ seal, clockAheadMs }: SealedSceneProps) {
  const { projector: messages } = useMessages();
  const left = useSecondsLeft(Date.parse(seal.publishedAt) - clockAheadMs);
  return (
    <SceneLayout>
      {left > 0 && (
        <span aria-hidden className={styles['clock']}>
          <BigNumber text={formatClock(left)} />
        </span>
      )}
      <p className={styles['words']}>
        {left > 0 ? messages.sealed(seal) : messages.beaconDue(seal)}
      </p>
      <p className={styles['more']}>
        {left > 0 && seal.chainHash === publicChainHash ? messages.numberUnknown : messages.waiting}
      </p>
    </SceneLayout>
  );
}

function formatClock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
