import { hash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { Database, type DatabaseOptions } from '../../services/raffle/stores/postgres/database.ts';
import { migrate, migrations } from '../../services/raffle/stores/postgres/migrate.ts';
import {
  PostgresRaffleStore,
  type PostgresRaffleOptions,
} from '../../services/raffle/stores/postgres/raffle-store.ts';
import { springLog } from './log-key.ts';
import { PostgresServer } from './postgres-server.ts';
import type { Teardown } from './temporary-folder.ts';
import { waitFor, waitMsMax } from './wait-limit.ts';

/** The server that all test files of this process share. It ends with the process. */
const shared: { [server: symbol]: Promise<PostgresServer> } = globalThis;
const serverKey = Symbol.for('raffle.tests.postgres');

function sharedServer(): Promise<PostgresServer> {
  return (shared[serverKey] ??= startShared());
}

/** Tries twice: every test file of this process needs it. */
async function startShared(): Promise<PostgresServer> {
  try {
    return await PostgresServer.start();
  } catch (cause) {
    process.stderr.write(`${String(cause)}\n`);
    return PostgresServer.start();
  }
}

/** Makes a database that is dropped after the test. It has no tables yet. */
export async function createEmptyDatabase(t: Teardown): Promise<string> {
  return createDatabase(t, 'template0');
}

/** Makes a database with the schema of the service, which is dropped after the test. */
export async function createTestDatabase(t: Teardown): Promise<string> {
  return createDatabase(t, await migratedTemplate());
}

/** Makes a database and opens it. */
export async function openTestDatabase(
  t: Teardown,
  options: DatabaseOptions = {},
): Promise<{ readonly url: string; readonly database: Database }> {
  const url = await createTestDatabase(t);
  return { url, database: openDatabase(t, url, options) };
}

/** Opens a database, and closes it after the test. */
export function openDatabase(t: Teardown, url: string, options: DatabaseOptions = {}): Database {
  // A busy machine may need long. Tests of a lost database set what the service has.
  const database = Database.open(url, { waitMsMax: Math.min(20_000, waitMsMax), ...options });
  t.teardown(() => database.close());
  return database;
}

/** Runs statements on a connection of their own. */
export async function runSql<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values && [...values])).rows;
  } finally {
    await client.end();
  }
}

/**
 * Sends requests that write to a table, and lets them go on when they have got there: without a lock of
 * their own each has read the same state by then.
 *
 * @param atOnce How many get there. Default: all.
 */
export async function sendTogether<Answer>(
  url: string,
  table: string,
  requests: readonly (() => Promise<Answer>)[],
  atOnce = requests.length,
): Promise<PromiseSettledResult<Answer>[]> {
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  try {
    // Reading goes on.
    await holder.query(`BEGIN; LOCK TABLE raffle.${table} IN EXCLUSIVE MODE`);
    const answers = Promise.allSettled(requests.map((request) => request()));
    await waitFor('all requests', async () => {
      const waiting = `SELECT FROM pg_locks JOIN pg_database ON oid = database
        WHERE NOT granted AND datname = current_database() AND locktype IN ('relation', 'advisory')`;
      return ((await holder.query(waiting)).rowCount ?? 0) >= atOnce;
    });
    await holder.query('COMMIT');
    return await answers;
  } finally {
    await holder.end();
  }
}

async function createDatabase(t: Teardown, template: string): Promise<string> {
  const server = await sharedServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runSql(server.url(), `CREATE DATABASE ${name} TEMPLATE ${template}`);
  t.teardown(() => runSql(server.url(), `DROP DATABASE ${name} WITH (FORCE)`));
  return server.url(name);
}

/** Test files of one process share a template, unless a guard has changed the schema. */
const templates: { [name: string]: Promise<string> | undefined } = globalThis as never;

async function migratedTemplate(): Promise<string> {
  const name = `template_${hash('sha256', JSON.stringify(migrations)).slice(0, 12)}`;
  return (templates[`raffle.tests.${name}`] ??= makeTemplate(name));
}

async function makeTemplate(name: string): Promise<string> {
  const server = await sharedServer();
  await runSql(server.url(), `CREATE DATABASE ${name}`);
  const database = Database.open(server.url(name));
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  return name;
}

/** Opens the raffles of a database, and closes them after the test. */
export async function openRaffles(
  t: Teardown,
  database: Database,
  options: Partial<PostgresRaffleOptions> = {},
): Promise<PostgresRaffleStore> {
  const signer = { sign: (_: string, text: Uint8Array) => springLog.signBytes(text) };
  const store = await PostgresRaffleStore.start({ database, signer, ...options });
  t.teardown(() => store.stop());
  return store;
}
