import {
  attemptLifetimeMs,
  type OrganisationAttempt,
  type OrganisationAttemptStore,
} from '../organisation-attempt-store.ts';
import type { Database } from './database.ts';

/** Sign-ins in progress, in the database: the organisation may send the browser to another process. */
export class PostgresOrganisationAttempts implements OrganisationAttemptStore {
  readonly #database: Database;
  readonly #attemptsMax: number;

  constructor(database: Database, attemptsMax: number) {
    this.#database = database;
    this.#attemptsMax = attemptsMax;
  }

  async add(id: string, attempt: OrganisationAttempt): Promise<void> {
    await this.#database.query(
      `WITH old AS (
         DELETE FROM organisation_attempts WHERE expires_at <= statement_timestamp() OR id IN (
           SELECT id FROM organisation_attempts ORDER BY expires_at DESC OFFSET $4)
       )
       INSERT INTO organisation_attempts (id, attempt, expires_at)
       VALUES ($1, $2, statement_timestamp() + $3 * interval '1 millisecond')
       ON CONFLICT (id) DO NOTHING`,
      [id, JSON.stringify(attempt), attemptLifetimeMs, this.#attemptsMax - 1],
    );
  }

  /** Not repeated: a second deletion would find nothing. */
  async take(id: string): Promise<OrganisationAttempt | undefined> {
    const [row] = await this.#database.transaction((transaction) =>
      transaction.query<{ attempt: string }>(
        `DELETE FROM organisation_attempts WHERE id = $1 AND expires_at > statement_timestamp()
         RETURNING attempt`,
        [id],
      ),
    );
    if (row === undefined) return undefined;
    const attempt: OrganisationAttempt = JSON.parse(row.attempt);
    return attempt;
  }
}
