import { useEffect, useState } from 'react';
import { classNames } from '#ui/class-names.ts';
import type { KnownRaffle } from '#ui/live/raffle-state.ts';
import { useMessages } from '../../shared/messages/messages.ts';
import styles from './Freshness.module.css';

export interface FreshnessProps {
  readonly known: KnownRaffle;
  readonly isOnline: boolean;
}

/** Says whether the numbers are current, and how old they are if not. */
export function Freshness({ known, isOnline }: FreshnessProps) {
  const { freshness } = useMessages();
  const isStale = known.freshness === 'stale';
  const now = useClock(isStale);
  const ageMs = Math.max(0, now - known.confirmedAt);
  if (!isStale) {
    const isLive = known.freshness === 'live';
    return (
      <p className={styles.freshness}>
        <span aria-hidden className={classNames(styles.dot, isLive && styles.live)} />
        <span>{isLive ? freshness.live : freshness.polled}</span>
      </p>
    );
  }
  return (
    <p className={classNames(styles.freshness, styles.stale)}>
      <span aria-hidden className={styles.mark}>
        !
      </span>
      <span>{isOnline ? freshness.stale(ageMs) : freshness.offline(ageMs)}</span>
    </p>
  );
}

const tickMs = 1000;

/** The current time, updated every second while it is running. */
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
