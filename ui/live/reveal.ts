import type { ClosedRaffleView, DrawnRaffleView } from '#contract/raffles.ts';

/**
 * Every screen shows a result this long after it was drawn, in milliseconds by the service's clock,
 * so that phones, embedded pages and the projector show it at the same time.
 */
export const revealDelayMs = 6000;

export interface RevealOptions {
  /** How far the service's clock is ahead of this device's, in milliseconds. */
  readonly aheadMs: number;
  readonly delayMs?: number | undefined;
}

/**
 * When to show a result, in Unix milliseconds of this device. At most one delay from now, even if
 * the clocks contradict each other: the draw has taken place.
 */
export function revealTimeOf(drawnAt: string, { aheadMs, delayMs }: RevealOptions): number {
  const delay = delayMs ?? revealDelayMs;
  return Math.min(Date.parse(drawnAt) + delay - aheadMs, Date.now() + delay);
}

/** A drawn raffle as it is shown before the reveal: its sales are closed. */
export function hideResult(raffle: DrawnRaffleView): ClosedRaffleView {
  const { drawnAt: _drawnAt, winner: _winner, ...others } = raffle;
  return { ...others, prizes: raffle.prizes.map(({ title }) => ({ title })), status: 'closed' };
}
