import { defaultLiveTimings, type LiveTimings } from '#ui/live/raffle-state.ts';

/** All in milliseconds. */
export interface Timings extends LiveTimings {
  /** After this time a pending purchase says that it takes long and that waiting is safe. */
  readonly slowMs: number;
  /** After a purchase, presses are ignored for this time. */
  readonly restMs: number;
}

export const defaultTimings: Timings = { ...defaultLiveTimings, slowMs: 8000, restMs: 1500 };
