import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { networkOf } from './networks.ts';
import { Refused } from './refused.ts';

/** So much of something is given to one network in an hour. */
export class NetworkRation {
  readonly #limiter: RateLimiterMemory;
  readonly #refusal: string;

  /** @param refusal What was too much, as a sentence. */
  constructor(perHourMax: number, refusal: string) {
    this.#limiter = new RateLimiterMemory({ points: perHourMax, duration: 3600 });
    this.#refusal = refusal;
  }

  /** @throws {Refused} `rate-limited`. */
  async take(request: Request): Promise<void> {
    const network = networkOf(request.ip ?? '');
    await this.#limiter.consume(network).catch(({ msBeforeNext }: { msBeforeNext: number }) => {
      const seconds = String(Math.ceil(msBeforeNext / 1000));
      throw new Refused('rate-limited', `${this.#refusal} Try again in ${seconds} seconds.`, {
        headers: { 'retry-after': seconds },
      });
    });
  }
}
