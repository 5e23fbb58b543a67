import { useEffect } from 'react';

export interface CatchingUp {
  /** Whether more is known to be there, and nobody is reading already. */
  readonly isBehind: boolean;
  /** Why the last reading failed. */
  readonly error: Error | null;
  readonly readAgain: () => unknown;
  /** However fast it grows, it is not read more often. In milliseconds. */
  readonly pauseMs: number;
}

/** How long a service that failed is left alone at least, in milliseconds. */
const pauseAfterErrorMs = 5000;

/** Reads something again, after a pause, for as long as it is behind. */
export function useCatchingUp({ isBehind, error, readAgain, pauseMs }: CatchingUp): void {
  const waitMs = error === null ? pauseMs : Math.max(pauseMs, pauseAfterErrorMs);
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => void readAgain(), waitMs);
    return () => clearTimeout(timer);
  }, [isBehind, readAgain, waitMs]);
}
