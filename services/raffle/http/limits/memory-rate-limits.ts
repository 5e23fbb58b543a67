import type { Bucket, BucketKind, RateLimitStore } from '../../stores/rate-limit-store.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Rate limits in the memory of the process. */
export class MemoryRateLimits implements RateLimitStore {
  readonly #kinds = new Map<string, TokenBuckets>();
  readonly #now: (() => number) | undefined;

  /** @param now Monotonic clock, in milliseconds. Default: `performance.now`. */
  constructor(now?: () => number) {
    this.#now = now;
  }

  take(buckets: readonly Bucket[]): readonly number[] {
    const waits = buckets.map((bucket) => this.waitMs(bucket));
    if (waits.every((waitMs) => waitMs === 0)) this.give(buckets, -1);
    return waits;
  }

  waitMs({ kind, key }: Bucket): number {
    return this.#of(kind).waitMs(key);
  }

  give(buckets: readonly Bucket[], tokens: number): void {
    for (const { kind, key } of buckets) this.#of(kind).give(key, tokens);
  }

  #of({ name, ...limits }: BucketKind): TokenBuckets {
    const made = this.#kinds.get(name);
    if (made !== undefined) return made;
    const clock = this.#now === undefined ? {} : { now: this.#now };
    const buckets = new TokenBuckets({ ...limits, ...clock });
    this.#kinds.set(name, buckets);
    return buckets;
  }
}
