import type { Request } from 'express';
import { HttpProblem, retryAfter } from '../requests/http-problem.ts';
import { networkSharesOf } from './networks.ts';
import { TokenBuckets } from './token-buckets.ts';

const secondsInHour = 3600;
/** A successful sign-in returns its own token and adds two for the network's next clients. */
const tokensPerSuccess = 3;

/** Limits requests per network and hour. The allowance grows with successful sign-ins. */
export class NetworkRateLimiter {
  readonly #buckets: NetworkBuckets;
  readonly #refusal: string;

  /** @param refusal The first sentence of the refusal: what was requested too often. */
  constructor(perHourMax: number, refusal: string) {
    this.#buckets = new NetworkBuckets(perHourMax);
    this.#refusal = refusal;
  }

  /** @throws {HttpProblem} `rate-limited`. */
  take(request: Request): void {
    const waitMs = this.#buckets.take(request.ip ?? '');
    if (waitMs > 0) throw rateLimited(this.#refusal, waitMs);
  }

  /** Grants the network more tokens after a successful sign-in. */
  reward(request: Request): void {
    this.#buckets.give(request.ip ?? '', tokensPerSuccess);
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
 * Token buckets per network, refilled within an hour. A token is taken from the network of an
 * address and from the wider networks around it (see `networkSharesOf`). `give` can fill each bucket
 * up to ten times its burst.
 */
export class NetworkBuckets {
  readonly #burst: number;
  readonly #now: (() => number) | undefined;
  /** By the multiple of the burst that the buckets hold. */
  readonly #buckets = new Map<number, TokenBuckets>();

  /** @param burst Tokens that a new /64 or IPv4 address may take at once. */
  constructor(burst: number, now?: () => number) {
    this.#burst = burst;
    this.#now = now;
  }

  /** Milliseconds until a token is available; 0 if one is. */
  waitMs(address: string): number {
    return Math.max(...this.#of(address).map(([buckets, network]) => buckets.waitMs(network)));
  }

  /** Takes one token if there is one. @returns Milliseconds until a token is available; 0 if taken. */
  take(address: string): number {
    const waitMs = this.waitMs(address);
    if (waitMs === 0) this.give(address, -1);
    return waitMs;
  }

  give(address: string, tokens: number): void {
    for (const [buckets, network] of this.#of(address)) buckets.give(network, tokens);
  }

  #of(address: string): (readonly [TokenBuckets, string])[] {
    return networkSharesOf(address).map(({ network, factor }) => [this.#with(factor), network]);
  }

  #with(factor: number): TokenBuckets {
    const made = this.#buckets.get(factor);
    if (made !== undefined) return made;
    const now = this.#now === undefined ? {} : { now: this.#now };
    const burst = this.#burst * factor;
    const buckets = new TokenBuckets({ burst, refillMs: hourMs, growthMax, ...now });
    this.#buckets.set(factor, buckets);
    return buckets;
  }
}
