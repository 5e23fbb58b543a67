import type { Database } from './database.ts';

/** A start waits longer for its first connection than a request does. */
const waitMsMax = 10_000;

/** Whether no program has made the schema in this database. */
export async function isEmptyDatabase(database: Database): Promise<boolean> {
  return database.transaction(
    async (transaction) => {
      const [row] = await transaction.query<{ is_empty: boolean }>(
        `SELECT to_regclass('raffle.migrations') IS NULL AS is_empty`,
      );
      return row?.is_empty === true;
    },
    { waitMsMax, isCommitted: async () => false },
  );
}

/**
 * Whether a secret is the one with which the database began; the first secret is. With another one
 * every person would have another pseudonym, and could buy again.
 *
 * @param digest Keyed digest of the secret.
 */
export async function isSecretOf(database: Database, digest: Buffer): Promise<boolean> {
  return database.transaction(
    async (transaction) => {
      await transaction.query(
        'INSERT INTO secret (digest) VALUES ($1) ON CONFLICT (id) DO NOTHING',
        [digest],
      );
      const [row] = await transaction.query<{ digest: Buffer }>('SELECT digest FROM secret');
      return row?.digest.equals(digest) === true;
    },
    { isCommitted: async () => false },
  );
}
