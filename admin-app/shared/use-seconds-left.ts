import { useEffect, useState } from 'react';

const tickMs = 250;

/** Whole seconds until a time in Unix milliseconds, 0 from then on; by this device's clock. */
export function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
