import {
  attemptLifetimeMs,
  type OrganisationAttempt,
  type OrganisationAttemptStore,
} from '../stores/organisation-attempt-store.ts';

interface Timed extends OrganisationAttempt {
  readonly expiresAt: number;
}

/** Sign-ins in progress, in the memory of the process. */
export class OrganisationAttempts implements OrganisationAttemptStore {
  readonly #attempts = new Map<string, Timed>();
  readonly #attemptsMax: number;

  constructor(attemptsMax: number) {
    this.#attemptsMax = attemptsMax;
  }

  add(id: string, attempt: OrganisationAttempt, now: number): void {
    this.#makeRoom(now);
    this.#attempts.set(id, { ...attempt, expiresAt: now + attemptLifetimeMs });
  }

  take(id: string, now: number): OrganisationAttempt | undefined {
    const attempt = this.#attempts.get(id);
    this.#attempts.delete(id);
    return attempt === undefined || attempt.expiresAt <= now ? undefined : attempt;
  }

  /** Removes expired attempts and, at the limit, the oldest ones, which come first in the map. */
  #makeRoom(now: number): void {
    for (const [id, { expiresAt }] of this.#attempts) {
      if (expiresAt > now && this.#attempts.size < this.#attemptsMax) return;
      this.#attempts.delete(id);
    }
  }
}
