import { limits } from '../../config/limits.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { HttpProblem, retryAfter } from '../requests/http-problem.ts';

/**
 * Limits the purchases of one account that sell no new ticket. Successful purchases are bounded by the
 * raffle's rules, so they give back the token that each purchase takes before it is made. Memory is bounded by the number of
 * accounts that were refused within one window.
 */
export class PurchaseRate {
  readonly #fruitless: TokenBuckets;
  readonly #windowSeconds: number;

  constructor(
    fruitlessMax: number = limits.fruitlessPurchasesPerAccountMax,
    windowSeconds: number = limits.fruitlessPurchasesWindowSeconds,
  ) {
    this.#fruitless = new TokenBuckets({ burst: fruitlessMax, refillMs: windowSeconds * 1_000 });
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
    const waitMs = this.#fruitless.take(account);
    if (waitMs > 0) {
      const seconds = retryAfter(waitMs, this.#windowSeconds);
      throw new HttpProblem(
        'rate-limited',
        `Too many purchase attempts with this account. This request took no ticket. Try again in ${seconds} seconds, with the same Idempotency-Key.`,
        { headers: { 'retry-after': seconds } },
      );
    }
    const sale = await buy();
    if (!sale.replayed) this.#fruitless.give(account, 1);
    return sale;
  }
}
