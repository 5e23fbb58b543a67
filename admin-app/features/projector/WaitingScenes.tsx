import { useLocale } from 'react-aria/I18nProvider';
import type { RaffleView, Seal } from '#contract/raffles.ts';
import { publicChainHash } from '#contract/randomness-kind.ts';
import { formatsOf } from '#ui/formats.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import { useSecondsLeft } from '../../shared/use-seconds-left.ts';
import { BigNumber, SceneLayout, type SceneLayoutProps } from './SceneLayout.tsx';
import styles from './projector.module.css';

interface SceneProps extends Pick<SceneLayoutProps, 'mode'> {
  readonly raffle: RaffleView;
}

/** Closed: how many tickets are in the draw. */
export function ClosedScene({ raffle: { sold }, mode }: SceneProps) {
  const { projector: messages } = useMessages();
  const { number } = formatsOf(useLocale().locale);
  return (
    <SceneLayout mode={mode}>
      <BigNumber text={number(sold)} />
      <p className={styles['words']}>{messages.inTheDraw(sold)}</p>
      <p className={styles['more']}>{messages.waiting}</p>
    </SceneLayout>
  );
}

export interface SealedSceneProps extends Pick<SceneLayoutProps, 'mode'> {
  readonly seal: Seal;
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly clockAheadMs: number;
}

/** Sealed: time until the deciding round. Screen readers hear it once; the countdown is hidden. */
export function SealedScene({ seal, clockAheadMs, mode }: SealedSceneProps) {
  const { projector: messages } = useMessages();
  const left = useSecondsLeft(Date.parse(seal.publishedAt) - clockAheadMs);
  return (
    <SceneLayout mode={mode}>
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

export function formatClock(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const [minutes, rest] = parts.map((part) => String(part).padStart(2, '0'));
  return hours > 0 ? `${hours}:${minutes}:${rest}` : `${parts[0]}:${rest}`;
}
