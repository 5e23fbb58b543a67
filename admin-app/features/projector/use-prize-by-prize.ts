import { useEffect, useState } from 'react';

export interface PrizeByPrize {
  /** Number of prizes shown so far, from the last one. */
  readonly shownCount: number;
  /** While the numbers of the next prize run: until when, in Unix milliseconds. */
  readonly runningUntil: number | undefined;
  /** Lets the numbers of the next prize run; undefined when all are shown, or some run. */
  readonly next: (() => void) | undefined;
}

/**
 * Shows the prizes of a draw one by one, the last prize first. The first of them is shown at once:
 * its numbers have run until the common moment.
 *
 * @param isOn Otherwise all are shown.
 * @param runMs How long the numbers run before each further prize, in milliseconds.
 */
export function usePrizeByPrize(
  prizeCount: number,
  { isOn, runMs }: { readonly isOn: boolean; readonly runMs: number },
): PrizeByPrize {
  const [shownCount, setShownCount] = useState(1);
  const [runningUntil, setRunningUntil] = useState<number>();
  useEffect(() => {
    if (runningUntil === undefined) return undefined;
    const timer = setTimeout(
      () => {
        setRunningUntil(undefined);
        setShownCount((count) => count + 1);
      },
      Math.max(0, runningUntil - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [runningUntil]);
  if (!isOn) return { shownCount: prizeCount, runningUntil: undefined, next: undefined };
  const isDone = shownCount >= prizeCount || runningUntil !== undefined;
  return {
    shownCount,
    runningUntil,
    next: isDone ? undefined : () => setRunningUntil(Date.now() + runMs),
  };
}
