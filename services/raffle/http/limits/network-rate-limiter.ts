import type { Request } from 'express';
import type { Bucket, RateLimitStore } from '../../stores/rate-limit-store.ts';
import { HttpProblem, retryAfter } from '../requests/http-problem.ts';
import { networkSharesOf } from './networks.ts';

const secondsInHour = 3600;
/** A successful sign-in returns its own token and adds two for the network's next clients. */
const tokensPerSuccess = 3;

export interface NetworkRateLimit {
  /** Names the limit in the store. */
  readonly name: string;
  readonly perHourMax: number;
  /** The first sentence of the refusal: what was requested too often. */
  readonly refusal: string;
}

/** Limits requests per network and hour. The allowance grows with successful sign-ins. */
export class NetworkRateLimiter {
  readonly #store: RateLimitStore;
  readonly #limit: NetworkRateLimit;

  constructor(store: RateLimitStore, limit: NetworkRateLimit) {
    this.#store = store;
    this.#limit = limit;
  }

  /** @throws {HttpProblem} `rate-limited`. */
  async take(request: Request): Promise<void> {
    const waitMs = Math.max(...(await this.#store.take(this.#bucketsOf(request))));
    if (waitMs > 0) throw rateLimited(this.#limit.refusal, waitMs);
  }

  /** Grants the network more tokens after a successful sign-in. */
  async reward(request: Request): Promise<void> {
    await this.#store.give(this.#bucketsOf(request), tokensPerSuccess);
  }

  #bucketsOf(request: Request): readonly Bucket[] {
    return networkBuckets(this.#limit.name, this.#limit.perHourMax, request.ip ?? '');
  }
}

/** @param refusal The first sentence of the refusal: what was requested too often. */
export function rateLimited(refusal: string, waitMs: number): HttpProblem {
  const seconds = retryAfter(waitMs, secondsInHour);
  return new HttpProblem('rate-limited', `${refusal} Try again in ${seconds} seconds.`, {
    headers: { 'retry-after': seconds },
  });
}

const hourMs = 3_600_000;
const growthMax = 10;

/**
 * The buckets of an address, refilled within an hour: of its network, and of the wider networks around
 * it (see `networkSharesOf`). `give` can fill each up to ten times its burst.
 *
 * @param burst Tokens that a new /64 or IPv4 address may take at once.
 */
export function networkBuckets(name: string, burst: number, address: string): readonly Bucket[] {
  return networkSharesOf(address).map(({ network, factor }) => ({
    kind: { name: `${name}-${factor}`, burst: burst * factor, refillMs: hourMs, growthMax },
    key: network,
  }));
}
