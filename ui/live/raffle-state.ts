import type { RaffleView } from '#contract/raffles.ts';

/** All in milliseconds. */
export interface LiveTimings {
  /** How long one request may take. */
  readonly timeoutMs: number;
  /** Between two requests while there is no stream. */
  readonly pollMs: number;
  /** A stream without a byte for this long is dead. The service sends a heartbeat every 15 s. */
  readonly silenceMs: number;
  /** From the draw to the display of its result. Default: `revealDelayMs`. */
  readonly revealMs?: number;
}

export const defaultLiveTimings: LiveTimings = {
  timeoutMs: 10_000,
  pollMs: 5000,
  silenceMs: 35_000,
};

/** What is known about a raffle, and how current it is. */
export type RaffleState =
  | { readonly status: 'connecting' }
  | { readonly status: 'unknown-raffle' }
  | { readonly status: 'unreachable' }
  /** It was a rehearsal, which has been deleted. */
  | { readonly status: 'deleted' }
  | KnownRaffle;

export interface KnownRaffle {
  readonly status: 'known';
  /** Without the result while `drawing` is set. Its title has been through `isolateText`. */
  readonly raffle: RaffleView;
  /** Set from the draw until its result may be shown. */
  readonly drawing?: AwaitedReveal | undefined;
  /** `live`: from the stream. `polled`: from a request every few seconds. `stale`: not confirmed. */
  readonly freshness: 'live' | 'polled' | 'stale';
  /** When the service last confirmed it, in Unix milliseconds of this device. */
  readonly confirmedAt: number;
  /** How far the service's clock is ahead of this device's, in milliseconds, to about a second. */
  readonly clockAheadMs: number;
}

export interface AwaitedReveal {
  /** When the result is shown, in Unix milliseconds of this device. */
  readonly until: number;
}

/** Whether the draw has taken place, even if its result may not be shown yet. */
export function isDrawn(state: RaffleState): boolean {
  return (
    state.status === 'known' && (state.drawing !== undefined || state.raffle.status === 'drawn')
  );
}
