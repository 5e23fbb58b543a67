import type { Awaitable } from './awaitable.ts';

/** What the service remembers of a sign-in with an organisation, until the browser comes back. */
export interface OrganisationAttempt {
  readonly codeVerifier: string;
  readonly state: string;
  readonly nonce: string;
}

export const attemptLifetimeMs = 10 * 60 * 1000;

/**
 * Sign-ins with an organisation that are in progress, in bounded number: a further one replaces the
 * oldest. `now` is as in `SignInCodeStore`.
 */
export interface OrganisationAttemptStore {
  add(id: string, attempt: OrganisationAttempt, now: number): Awaitable<void>;

  /** Removes an attempt. @returns undefined if it has expired, or was taken before. */
  take(id: string, now: number): Awaitable<OrganisationAttempt | undefined>;
}
