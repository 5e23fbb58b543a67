export interface SamplerOptions {
  /** Lines of one kind that are written per interval. Default: 1. */
  readonly perIntervalMax?: number;
  /** Length of an interval in milliseconds. Default: one minute. */
  readonly intervalMs?: number;
  /** Monotonic clock, in milliseconds. Default: `performance.now`. */
  readonly now?: () => number;
}

interface Interval {
  endsAt: number;
  seen: number;
  passedOver: number;
}

/** Limits similar log lines, and counts the lines left out. */
export class Sampler {
  readonly #perIntervalMax: number;
  readonly #intervalMs: number;
  readonly #now: () => number;
  readonly #intervals = new Map<string, Interval>();

  constructor({
    perIntervalMax = 1,
    intervalMs = 60_000,
    now = () => performance.now(),
  }: SamplerOptions = {}) {
    this.#perIntervalMax = perIntervalMax;
    this.#intervalMs = intervalMs;
    this.#now = now;
  }

  /**
   * @param kind One of a small fixed set; each kind is kept in memory.
   * @returns How many lines this one stands for, itself included; undefined if it must not be written.
   */
  take(kind: string): number | undefined {
    const now = this.#now();
    const interval = this.#intervals.get(kind) ?? { endsAt: 0, seen: 0, passedOver: 0 };
    this.#intervals.set(kind, interval);
    if (now >= interval.endsAt)
      Object.assign(interval, { endsAt: now + this.#intervalMs, seen: 0 });
    interval.seen += 1;
    if (interval.seen > this.#perIntervalMax) {
      interval.passedOver += 1;
      return undefined;
    }
    const count = interval.passedOver + 1;
    interval.passedOver = 0;
    return count;
  }
}
