import { RateLimiterMemory } from 'rate-limiter-flexible';
import { limits } from '../../config/limits.ts';
import { HttpProblem, retryAfter } from '../requests/http-problem.ts';

/**
 * Limits the purchases of one account that sell no new ticket. Successful purchases are bounded by the
 * raffle's rules, so they are not counted and cost one look-up. Memory is bounded by the number of
 * accounts that were refused within one window.
 */
export class PurchaseRate {
  readonly #limiter: RateLimiterMemory;
  readonly #windowSeconds: number;

  constructor(
    fruitlessMax: number = limits.fruitlessPurchasesPerAccountMax,
    windowSeconds: number = limits.fruitlessPurchasesWindowSeconds,
  ) {
    this.#limiter = new RateLimiterMemory({ points: fruitlessMax, duration: windowSeconds });
    this.#windowSeconds = windowSeconds;
  }

  /**
   * Runs one purchase of an account.
   *
   * @throws {HttpProblem} `rate-limited`: `buy` was not called. Errors of `buy` are passed on.
   */
  async run<Sale extends { readonly replayed: boolean }>(
    account: string,
    buy: () => Promise<Sale>,
  ): Promise<Sale> {
    const used = await this.#limiter.get(account);
    if (used !== null && used.remainingPoints <= 0) {
      const seconds = retryAfter(used.msBeforeNext, this.#windowSeconds);
      throw new HttpProblem(
        'rate-limited',
        `Too many purchase attempts with this account. This request took no ticket. Try again in ${seconds} seconds, with the same Idempotency-Key.`,
        { headers: { 'retry-after': seconds } },
      );
    }
    let isSold = false;
    try {
      const sale = await buy();
      isSold = !sale.replayed;
      return sale;
    } finally {
      if (!isSold) void this.#limiter.penalty(account);
    }
  }
}
