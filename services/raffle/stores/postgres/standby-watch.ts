import type pg from 'pg';
import { overloaded } from './database-error.ts';
import { runStatement } from './transaction.ts';

/**
 * Commits of this role that the synchronous standby has not confirmed for a second. Nothing ends such a
 * wait, not even the end of its connection, so each keeps its place among the `max_connections` of the server.
 */
export const countUnconfirmed = `SELECT count(*)::integer AS commits FROM pg_stat_activity
  WHERE wait_event = 'SyncRep' AND query_start < clock_timestamp() - interval '1 second'`;

/**
 * Refuses changes at once while the synchronous standby is gone. Each of them would leave one more
 * connection in the server, until it accepts none, also for reads.
 */
export class StandbyWatch {
  #isSuspected = false;

  /** A commit was not confirmed in time. */
  suspect(): void {
    this.#isSuspected = true;
  }

  /** @throws {StoreUnavailable} `overloaded`: commits wait for the standby. */
  async requireAnswers(client: pg.ClientBase): Promise<void> {
    if (!this.#isSuspected) return;
    const { rows } = await runStatement(
      'begun',
      client.query<{ commits: number }>(countUnconfirmed),
    );
    const commits = rows[0]?.commits ?? 0;
    if (commits > 0) throw overloaded(new Error(`${commits} commits wait for the standby.`));
    this.#isSuspected = false;
  }
}
