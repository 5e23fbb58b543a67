import type { CodeRateLimits } from '../../config/limits.ts';
import { NetworkBuckets, rateLimited } from '../limits/network-rate-limiter.ts';
import { wideNetworksOf } from '../limits/networks.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';

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
  readonly giveBack: (isNetworkCharged: boolean) => void;
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
  readonly #shares: TokenBuckets;
  readonly #mailboxes: TokenBuckets;
  readonly #networks: NetworkBuckets;
  readonly #reserve: TokenBuckets;

  constructor({ perMailboxMax, perNetworkMax }: CodeRateLimits, now?: () => number) {
    const buckets = (burst: number) =>
      new TokenBuckets({ burst, refillMs: hourMs, ...(now === undefined ? {} : { now }) });
    this.#shares = buckets(perMailboxMax);
    this.#mailboxes = buckets(perMailboxMax * sharesPerMailbox);
    this.#networks = new NetworkBuckets(perNetworkMax, now);
    this.#reserve = buckets(perPersonMax);
  }

  /**
   * @returns Undefined if the mailbox's total is used up. The client must not be told, or it would
   *   learn that others have requested codes for this address.
   * @throws {HttpProblem} `rate-limited` if the client's network has requested too many codes. This
   *   reveals only the network's own requests.
   */
  take({ mailbox, address, browser }: CodeRequest): GrantedCode | undefined {
    const network = wideNetworksOf(address)[48];
    const isReserved = browser !== undefined && this.#reserve.take(browser.person) === 0;
    if (isReserved && browser.knowsMailbox) {
      const giveBack = () => this.#reserve.give(browser.person, 1);
      return { isKnown: true, network, giveBack };
    }
    requireToken(
      isReserved ? 0 : this.#networks.waitMs(address),
      'Too many sign-in codes were requested from your network.',
    );
    const share = `${mailbox} ${network}`;
    requireToken(
      this.#shares.waitMs(share),
      'Too many codes for this address were requested from your network. Use the newest mail.',
    );
    if (!isReserved) this.#networks.take(address);
    this.#shares.take(share);
    if (this.#mailboxes.take(mailbox) > 0) return undefined;
    const giveBack = (isNetworkCharged: boolean) => {
      this.#mailboxes.give(mailbox, 1);
      this.#shares.give(share, 1);
      if (isNetworkCharged) return;
      if (isReserved) this.#reserve.give(browser.person, 1);
      else this.#networks.give(address, 1);
    };
    return { isKnown: isReserved, network, giveBack };
  }

  /** Whether the next request of this browser uses its reserve. */
  isReserved(browser: ReservedBrowser | undefined): boolean {
    return browser !== undefined && this.#reserve.waitMs(browser.person) === 0;
  }

  /** Grants the network of a client more tokens after a correct code. */
  reward(address: string): void {
    this.#networks.give(address, tokensPerSignIn);
  }
}

function requireToken(waitMs: number, refusal: string): void {
  if (waitMs > 0) throw rateLimited(refusal, waitMs);
}
