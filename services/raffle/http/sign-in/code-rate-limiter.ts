import type { CodeRateLimits } from '../../config/limits.ts';
import type { Bucket, RateLimitStore } from '../../stores/rate-limit-store.ts';
import { networkBuckets, rateLimited } from '../limits/network-rate-limiter.ts';
import { wideNetworksOf } from '../limits/networks.ts';

export interface CodeRequest {
  /** Canonical form of the mailbox, so that aliases share an allowance. */
  readonly mailbox: string;
  /** The client's address. */
  readonly address: string;
  /** Undefined if no participant has signed in with this browser before. */
  readonly browser: ReservedBrowser | undefined;
}

/** A browser in which a participant signed in before; its requests use a reserve. */
export interface ReservedBrowser {
  /** The person who owns the reserve. One per browser could be multiplied by signing in again. */
  readonly person: string;
  /** Whether the requested mailbox belongs to that person. */
  readonly knowsMailbox: boolean;
}

export interface GrantedCode {
  readonly isKnown: boolean;
  /** The client's widest network, whose mail queue is used. */
  readonly network: string;
  /**
   * Returns the tokens of a mail that was not delivered.
   *
   * @param isNetworkCharged Whether the mail server refused the address. The network's token is then
   *   not returned, so that a client cannot try any number of addresses.
   */
  readonly giveBack: (isNetworkCharged: boolean) => Promise<void>;
}

const hourMs = 3_600_000;
/** The allowance of a mailbox over all networks, as a multiple of one network's share. */
const sharesPerMailbox = 6;
const perPersonMax = 6;
/** Its own token, and two for the network's next clients. */
const tokensPerSignIn = 3;

/**
 * Limits mailed sign-in codes so that no client can use up the allowance of another one: a network has
 * a share of each mailbox below the mailbox's total; a person who signed in before has a reserve in
 * the browsers used; a network's own allowance grows with its successful sign-ins.
 *
 * @see docs/decisions/0031-limits-per-network-and-person.md
 */
export class CodeRateLimiter {
  readonly #store: RateLimitStore;
  readonly #limits: CodeRateLimits;

  constructor(store: RateLimitStore, limits: CodeRateLimits) {
    this.#store = store;
    this.#limits = limits;
  }

  /**
   * @returns Undefined if the mailbox's total is used up. The client must not be told, or it would
   *   learn that others have requested codes for this address.
   * @throws {HttpProblem} `rate-limited` if the client's network has requested too many codes. This
   *   reveals only the network's own requests.
   */
  async take({ mailbox, address, browser }: CodeRequest): Promise<GrantedCode | undefined> {
    const network = wideNetworksOf(address)[48];
    const reserve = browser === undefined ? [] : [reserveOf(browser)];
    const isReserved = reserve.length > 0 && isTaken(await this.#store.take(reserve));
    if (isReserved && browser?.knowsMailbox === true) {
      const giveBack = async () => this.#store.give(reserve, 1);
      return { isKnown: true, network, giveBack };
    }
    const networks = isReserved ? [] : this.#networksOf(address);
    const { perMailboxMax } = this.#limits;
    const share = hourly('code-share', perMailboxMax, `${mailbox} ${network}`);
    const waits = await this.#store.take([...networks, share]);
    requireToken(
      Math.max(0, ...waits.slice(0, -1)),
      'Too many sign-in codes were requested from your network.',
    );
    requireToken(
      waits.at(-1) ?? 0,
      'Too many codes for this address were requested from your network. Use the newest mail.',
    );
    const total = hourly('code-mailbox', perMailboxMax * sharesPerMailbox, mailbox);
    if (!isTaken(await this.#store.take([total]))) return undefined;
    const giveBack = async (isNetworkCharged: boolean) => {
      const own = isReserved ? reserve : networks;
      await this.#store.give([total, share, ...(isNetworkCharged ? [] : own)], 1);
    };
    return { isKnown: isReserved, network, giveBack };
  }

  /** Whether the next request of this browser uses its reserve. */
  async isReserved(browser: ReservedBrowser | undefined): Promise<boolean> {
    return browser !== undefined && (await this.#store.waitMs(reserveOf(browser))) === 0;
  }

  /** Grants the network of a client more tokens after a correct code. */
  async reward(address: string): Promise<void> {
    await this.#store.give(this.#networksOf(address), tokensPerSignIn);
  }

  #networksOf(address: string): readonly Bucket[] {
    return networkBuckets('code-network', this.#limits.perNetworkMax, address);
  }
}

function reserveOf({ person }: ReservedBrowser): Bucket {
  return hourly('code-reserve', perPersonMax, person);
}

function hourly(name: string, burst: number, key: string): Bucket {
  return { kind: { name, burst, refillMs: hourMs }, key };
}

function isTaken(waits: readonly number[]): boolean {
  return waits.every((waitMs) => waitMs === 0);
}

function requireToken(waitMs: number, refusal: string): void {
  if (waitMs > 0) throw rateLimited(refusal, waitMs);
}
