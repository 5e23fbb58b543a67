import type { Awaitable } from './awaitable.ts';

export const codeLimits = {
  digits: 8,
  lifetimeMs: 10 * 60 * 1000,
  triesMax: 5,
  /** Live codes of one browser; a further one replaces the oldest. */
  livePerBrowserMax: 10,
} as const;

/** A browser's attempt to sign in. */
export interface SignInAttempt {
  readonly challenge: string;
  readonly mailbox: string;
  readonly code: string;
}

export interface IssuedCode {
  readonly code: string;
  /** Invalidates the code, because its mail was not delivered. */
  readonly withdraw: () => Awaitable<void>;
}

/**
 * One-time codes, each bound by a challenge to the browser that requested it. All codes of a browser
 * are valid until they are used or expire. `now` is the time of a monotonic clock of the process in
 * milliseconds, such as `performance.now()`; a store that processes share uses the database's clock
 * instead.
 */
export interface SignInCodeStore {
  /**
   * The challenge for a browser's cookie.
   *
   * @param cookie The challenge that the browser sent; replaced if no code of it is live.
   */
  challengeFor(cookie: string | undefined, now: number): Awaitable<string>;

  /** Creates a code for this browser. Call it only to mail the code: an unsent code must not be live. */
  issue(challenge: string, mailbox: string, now: number): Awaitable<IssuedCode>;

  /** Whether the code is a live one of that browser. A code works once. */
  redeem(attempt: SignInAttempt, now: number): Awaitable<boolean>;
}
