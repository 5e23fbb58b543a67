import pg from 'pg';
import { DatabaseError } from '../postgres/database-error.ts';

/**
 * Connects to a database for a copy of all of it, which takes as long as it takes.
 *
 * @throws {DatabaseError} `unreachable`.
 */
export async function withSession(url: string): Promise<pg.Client> {
  const session = new pg.Client({ connectionString: url, application_name: 'raffle move' });
  session.on('error', () => undefined);
  try {
    await session.connect();
    await session.query('SET search_path TO raffle');
    return session;
  } catch (cause) {
    await session.end().catch(() => undefined);
    throw new DatabaseError(
      'unreachable',
      'The database does not answer, or refuses the connection. Check its address, and that the server runs.',
      { cause },
    );
  }
}

/** Number of connections of services to this database. */
export async function countServices(session: pg.Client): Promise<number> {
  const { rows } = await session.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name LIKE 'raffle%'
       AND pid <> pg_backend_pid()`,
  );
  return rows[0]?.count ?? 0;
}
