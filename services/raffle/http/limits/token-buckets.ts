export interface TokenBucketsOptions {
  /** Tokens that a new key may take at once. */
  readonly burst: number;
  /** Milliseconds in which an empty bucket becomes full. */
  readonly refillMs: number;
  /** The largest content after `give`, as a multiple of `burst`. Default: 1. */
  readonly growthMax?: number;
  /** Monotonic clock, in milliseconds. Default: `performance.now`. */
  readonly now?: () => number;
}

interface Bucket {
  tokens: number;
  readAt: number;
}

const keysMax = 200_000;

/**
 * Token buckets in memory, one per key. They refill continuously, so the wait for the next token is
 * short. Full buckets are dropped; beyond 200,000 keys the least recently used one is dropped.
 */
export class TokenBuckets {
  readonly #burst: number;
  readonly #perMs: number;
  readonly #tokensMax: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor({
    burst,
    refillMs,
    growthMax = 1,
    now = () => performance.now(),
  }: TokenBucketsOptions) {
    this.#burst = burst;
    this.#perMs = burst / refillMs;
    this.#tokensMax = burst * growthMax;
    this.#now = now;
  }

  /** Takes one token if there is one. @returns Milliseconds until a token is available; 0 if taken. */
  take(key: string): number {
    const waitMs = this.waitMs(key);
    if (waitMs === 0) this.give(key, -1);
    return waitMs;
  }

  /** Milliseconds until a token is available; 0 if one is. */
  waitMs(key: string): number {
    const missing = 1 - this.#tokensOf(key);
    return missing <= 0 ? 0 : Math.ceil(missing / this.#perMs);
  }

  /** Adds tokens, beyond the burst if `growthMax` allows it. */
  give(key: string, tokens: number): void {
    const sum = Math.min(this.#tokensOf(key) + tokens, this.#tokensMax);
    this.#buckets.delete(key);
    if (sum !== this.#burst) this.#buckets.set(key, { tokens: sum, readAt: this.#now() });
    this.#forget();
  }

  #tokensOf(key: string): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return this.#burst;
    const refilled = bucket.tokens + (this.#now() - bucket.readAt) * this.#perMs;
    return Math.max(bucket.tokens, Math.min(refilled, this.#burst));
  }

  /** Drops up to two of the least recently used buckets; the map is in order of use. */
  #forget(): void {
    let looks = 2;
    for (const key of this.#buckets.keys()) {
      if (looks === 0) return;
      looks -= 1;
      const isSpare = this.#buckets.size > keysMax || this.#tokensOf(key) === this.#burst;
      if (!isSpare) return;
      this.#buckets.delete(key);
    }
  }
}
