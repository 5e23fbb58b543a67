import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { createMac, type Mac } from './mac.ts';

export const codeLimits = {
  digits: 8,
  lifetimeMs: 10 * 60 * 1000,
  triesMax: 5,
  /** More than these are not mailed, so a stranger can neither flood a mailbox nor void its code. */
  livePerAddressMax: 3,
} as const;

interface Challenge {
  readonly mailbox: string;
  readonly codeHash: Buffer;
  readonly expiresAt: number;
  triesLeft: number;
}

export interface SignInCodesOptions {
  /** 32 bytes. */
  readonly key: Buffer;
  /** Whether one address may have any number of live codes: only where nothing is really mailed. */
  readonly isUnlimited: boolean;
}

/** One-time codes, each bound to the browser that asked for it by its challenge. Kept in memory. */
export class SignInCodes {
  readonly #isUnlimited: boolean;
  readonly #mac: Mac;
  readonly #challenges = new Map<string, Challenge>();

  constructor({ key, isUnlimited }: SignInCodesOptions) {
    this.#isUnlimited = isUnlimited;
    this.#mac = createMac(key);
  }

  /**
   * @param now Milliseconds of a clock that nobody puts back, such as `performance.now()`.
   * @param mayMail Whether the mailbox may get one more mail. A code that nobody gets must not be
   * live: it could only be guessed.
   * @returns The challenge for the browser's cookie, and the code for the mailbox; no code where
   * the address has enough live ones.
   */
  ask(mailbox: string, now: number, mayMail = true): Asked {
    this.#forgetExpired(now);
    const challenge = randomBytes(16).toString('base64url');
    if (!mayMail || this.#isAtLimit(mailbox)) return { challenge, code: undefined };
    const code = String(randomInt(10 ** codeLimits.digits)).padStart(codeLimits.digits, '0');
    this.#challenges.set(challenge, {
      mailbox,
      codeHash: this.#hash(challenge, mailbox, code),
      expiresAt: now + codeLimits.lifetimeMs,
      triesLeft: codeLimits.triesMax,
    });
    return { challenge, code };
  }

  /** Whether this is the code; a code works once. `now` is by the clock of `ask`. */
  redeem({ challenge, mailbox, code }: Attempt, now: number): boolean {
    const live = this.#challenges.get(challenge);
    if (live === undefined || live.expiresAt <= now || live.mailbox !== mailbox) return false;
    live.triesLeft -= 1;
    const isRight = timingSafeEqual(live.codeHash, this.#hash(challenge, mailbox, code));
    if (isRight || live.triesLeft === 0) this.#challenges.delete(challenge);
    return isRight;
  }

  #isAtLimit(mailbox: string): boolean {
    if (this.#isUnlimited) return false;
    let live = 0;
    for (const challenge of this.#challenges.values()) if (challenge.mailbox === mailbox) live += 1;
    return live >= codeLimits.livePerAddressMax;
  }

  #forgetExpired(now: number): void {
    for (const [challenge, { expiresAt }] of this.#challenges) {
      if (expiresAt > now) return;
      this.#challenges.delete(challenge);
    }
  }

  #hash(challenge: string, mailbox: string, code: string): Buffer {
    return this.#mac([challenge, mailbox, code].join('|'));
  }
}

export interface Asked {
  readonly challenge: string;
  readonly code: string | undefined;
}

export interface Attempt {
  readonly challenge: string;
  readonly mailbox: string;
  readonly code: string;
}
