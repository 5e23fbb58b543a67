/** How patient the app is. All in milliseconds. */
export interface Timings {
  /** How long one request may take. */
  readonly timeoutMs: number;
  /** How often to ask while the stream is lost. */
  readonly pollMs: number;
  /** A stream that says nothing for this long is dead. The service has a heartbeat every 15 s. */
  readonly silenceMs: number;
  /** When a purchase says that it takes long, and that it is safe to wait. */
  readonly slowMs: number;
}

export const defaultTimings: Timings = {
  timeoutMs: 10_000,
  pollMs: 5000,
  silenceMs: 35_000,
  slowMs: 8000,
};
