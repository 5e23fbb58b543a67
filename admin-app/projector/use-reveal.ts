import { useEffect, useState } from 'react';

/** A draw as it is shown, one step after the other; it was fixed before the first one. */
export interface Reveal {
  /** From 0; the number is there from the last one on. */
  readonly step: number;
  readonly isDone: boolean;
  readonly play: () => void;
  readonly skip: () => void;
}

/** All steps together take about four seconds. */
const stepMs = 1300;

/**
 * @param lastStep The one with the number.
 * @param isPlayed Whether it begins at the beginning, or with the number there.
 */
export function useReveal(lastStep: number, isPlayed: boolean): Reveal {
  const [step, setStep] = useState(isPlayed ? 0 : lastStep);
  const isDone = step >= lastStep;
  useEffect(() => {
    if (isDone) return undefined;
    const timer = setTimeout(() => setStep(step + 1), stepMs);
    return () => clearTimeout(timer);
  }, [step, isDone]);
  return { step, isDone, play: () => setStep(0), skip: () => setStep(lastStep) };
}
