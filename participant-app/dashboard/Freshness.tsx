import { useEffect, useState } from 'react';
import { classNames } from '#ui/class-names.ts';
import type { KnownRaffle } from '#ui/live/live-raffle.ts';
import { useMessages } from '../messages/messages.ts';
import styles from './Freshness.module.css';

export interface FreshnessProps {
  readonly news: KnownRaffle;
  readonly isOnline: boolean;
}

/** How far the number can be trusted: never wrong, only honestly old. */
export function Freshness({ news, isOnline }: FreshnessProps) {
  const { freshness } = useMessages();
  const isStale = news.freshness === 'stale';
  const now = useClock(isStale);
  const ageMs = Math.max(0, now - news.confirmedAt);
  if (!isStale) {
    const isLive = news.freshness === 'live';
    return (
      <p className={styles['freshness']}>
        <span aria-hidden className={classNames(styles['dot'], isLive && styles['live'])} />
        {isLive ? freshness.live : freshness.polled}
      </p>
    );
  }
  return (
    <p className={classNames(styles['freshness'], styles['stale'])}>
      <span aria-hidden className={styles['mark']}>
        !
      </span>
      {isOnline ? freshness.stale(ageMs) : freshness.offline(ageMs)}
    </p>
  );
}

const tickMs = 1000;

/** The time, every second while somebody needs it. */
function useClock(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
