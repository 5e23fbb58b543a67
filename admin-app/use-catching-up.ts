import { useEffect } from 'react';

/**
 * Reads something again, after a pause, for as long as it is behind.
 *
 * @param isBehind Whether more is known to be there, and nobody is reading already.
 * @param pauseMs However fast it grows, it is not read more often.
 */
export function useCatchingUp(isBehind: boolean, readAgain: () => unknown, pauseMs: number): void {
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => void readAgain(), pauseMs);
    return () => clearTimeout(timer);
  }, [isBehind, readAgain, pauseMs]);
}
