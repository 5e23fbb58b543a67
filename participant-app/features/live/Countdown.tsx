import { useEffect, useState } from 'react';
import { useLocale } from 'react-aria/I18nProvider';
import { formatsOf } from '#ui/formats.ts';
import { useLive } from '../../shared/live.ts';
import styles from './Countdown.module.css';

export interface CountdownProps {
  /** ISO 8601. */
  readonly until: string;
  readonly label: string;
}

/** Counts down to a time by the service's clock. Shows nothing once it has passed. */
export function Countdown({ until, label }: CountdownProps) {
  const formats = formatsOf(useLocale().locale);
  const { state } = useLive();
  const aheadMs = state.status === 'known' ? state.clockAheadMs : 0;
  const leftMs = Date.parse(until) - aheadMs - useSecond();
  if (!(leftMs > 0)) return null;
  return (
    <p className={styles.countdown}>
      <span className={styles.label}>{label}</span>
      <span role="timer" className={styles.time}>
        {formats.countdown(leftMs)}
      </span>
    </p>
  );
}

const tickMs = 1000;

/** The current time of this device, updated every second. */
function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
