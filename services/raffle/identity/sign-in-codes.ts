import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { createMac, type Mac } from './mac.ts';

export const codeLimits = {
  digits: 8,
  lifetimeMs: 10 * 60 * 1000,
  triesMax: 5,
  /** Live codes of one browser; a further one replaces the oldest. */
  livePerBrowserMax: 10,
} as const;

interface LiveCode {
  readonly mailbox: string;
  readonly codeHash: Buffer;
  readonly expiresAt: number;
  triesLeft: number;
}

/** A browser's attempt to sign in. */
export interface SignInAttempt {
  readonly challenge: string;
  readonly mailbox: string;
  readonly code: string;
}

export interface IssuedCode {
  readonly code: string;
  /** Invalidates the code, because its mail was not delivered. */
  readonly withdraw: () => void;
}

/**
 * One-time codes, each bound by a challenge to the browser that requested it. All codes of a
 * browser are valid until they are used or expire. Kept in memory; a rate limiter bounds how many
 * are issued. Times are milliseconds of a monotonic clock, such as `performance.now()`.
 */
export class SignInCodes {
  readonly #computeMac: Mac;
  /** By challenge; the browser that got a code last is last. */
  readonly #browsers = new Map<string, readonly LiveCode[]>();

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#computeMac = createMac(key);
  }

  /**
   * The challenge for a browser's cookie.
   *
   * @param cookie The challenge that the browser sent; replaced if no code of it is live.
   */
  challengeFor(cookie: string | undefined, now: number): string {
    this.#removeExpired(now);
    if (cookie !== undefined && this.#browsers.has(cookie)) return cookie;
    return randomBytes(16).toString('base64url');
  }

  /** Creates a code for this browser. Call it only to mail the code: an unsent code must not be live. */
  issue(challenge: string, mailbox: string, now: number): IssuedCode {
    const code = String(randomInt(10 ** codeLimits.digits)).padStart(codeLimits.digits, '0');
    const live: LiveCode = {
      mailbox,
      codeHash: this.#hash(challenge, mailbox, code),
      expiresAt: now + codeLimits.lifetimeMs,
      triesLeft: codeLimits.triesMax,
    };
    const codes = [...(this.#browsers.get(challenge) ?? []), live];
    this.#set(challenge, codes.slice(-codeLimits.livePerBrowserMax));
    return { code, withdraw: () => this.#remove(challenge, (each) => each === live) };
  }

  /** Whether the code is a live one of that browser. A code works once. */
  redeem({ challenge, mailbox, code }: SignInAttempt, now: number): boolean {
    const candidates = (this.#browsers.get(challenge) ?? []).filter(
      (live) => live.mailbox === mailbox && live.expiresAt > now,
    );
    const hash = this.#hash(challenge, mailbox, code);
    let isRight = false;
    for (const live of candidates) {
      live.triesLeft -= 1;
      if (timingSafeEqual(live.codeHash, hash)) isRight = true;
    }
    if (isRight) this.#remove(challenge, (live) => live.mailbox === mailbox);
    else this.#remove(challenge, (live) => live.triesLeft === 0);
    return isRight;
  }

  #set(challenge: string, codes: readonly LiveCode[]): void {
    this.#browsers.delete(challenge);
    if (codes.length > 0) this.#browsers.set(challenge, codes);
  }

  #remove(challenge: string, isRemoved: (live: LiveCode) => boolean): void {
    const codes = this.#browsers.get(challenge);
    if (codes === undefined) return;
    const left = codes.filter((live) => !isRemoved(live));
    // The position in the map follows the newest code, so it does not change here.
    if (left.length === 0) this.#browsers.delete(challenge);
    else this.#browsers.set(challenge, left);
  }

  #removeExpired(now: number): void {
    for (const [challenge, codes] of this.#browsers) {
      if (codes.some(({ expiresAt }) => expiresAt > now)) return;
      this.#browsers.delete(challenge);
    }
  }

  #hash(challenge: string, mailbox: string, code: string): Buffer {
    return this.#computeMac([challenge, mailbox, code].join('|'));
  }
}
