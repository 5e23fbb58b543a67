import { useEffect } from 'react';

export interface CatchingUp {
  /** Whether the service has more than was read, and no read is running. */
  readonly isBehind: boolean;
  /** Why the last read failed. */
  readonly error: Error | null;
  readonly readAgain: () => unknown;
  /** Minimum pause between two reads, in milliseconds. */
  readonly pauseMs: number;
}

/** Minimum pause after a failed read, in milliseconds. */
const pauseAfterErrorMs = 5000;

/** Repeats a read, after a pause, until it is no longer behind. */
export function useCatchingUp({ isBehind, error, readAgain, pauseMs }: CatchingUp): void {
  const waitMs = error === null ? pauseMs : Math.max(pauseMs, pauseAfterErrorMs);
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => void readAgain(), waitMs);
    return () => clearTimeout(timer);
  }, [isBehind, readAgain, waitMs]);
}
