import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import {
  codeLimits,
  type IssuedCode,
  type SignInAttempt,
  type SignInCodeStore,
} from '../stores/sign-in-code-store.ts';
import { createMac, type Mac } from './mac.ts';

interface LiveCode {
  readonly mailbox: string;
  readonly codeHash: Buffer;
  readonly expiresAt: number;
  triesLeft: number;
}

/** Codes in the memory of the process. A rate limiter bounds how many are issued. */
export class SignInCodes implements SignInCodeStore {
  readonly #computeMac: Mac;
  /** By challenge; the browser that got a code last is last. */
  readonly #browsers = new Map<string, readonly LiveCode[]>();

  /** @param key 32 bytes. */
  constructor(key: Buffer) {
    this.#computeMac = createMac(key);
  }

  challengeFor(cookie: string | undefined, now: number): string {
    this.#removeExpired(now);
    if (cookie !== undefined && this.#browsers.has(cookie)) return cookie;
    return randomBytes(16).toString('base64url');
  }

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
