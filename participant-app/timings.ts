import { defaultLiveTimings, type LiveTimings } from '#ui/live/live-raffle.ts';

/** How patient the app is. All in milliseconds. */
export interface Timings extends LiveTimings {
  /** When a purchase says that it takes long, and that it is safe to wait. */
  readonly slowMs: number;
}

export const defaultTimings: Timings = { ...defaultLiveTimings, slowMs: 8000 };
