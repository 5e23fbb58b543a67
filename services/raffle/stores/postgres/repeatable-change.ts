import type pg from 'pg';
import type { Database } from './database.ts';

/**
 * Runs one statement that has the same effect when it is run again, and confirms its commit.
 *
 * @returns Its rows. Durable when it resolves.
 * @throws {StoreUnavailable} as `Database.transaction`.
 */
export function changeRepeatably<Row extends pg.QueryResultRow>(
  database: Database,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return database.transaction((transaction) => transaction.query<Row>(text, values), {
    // Not whether it was committed decides, but that it may run again.
    isCommitted: async () => false,
  });
}
