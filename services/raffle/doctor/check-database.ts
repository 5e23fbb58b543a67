import { secretPath, type Settings } from '../config.ts';
import { describeDatabase } from '../config/database.ts';
import { describeFileFault } from '../config/env-reader.ts';
import { readSecret } from '../identity/secret.ts';
import { DatabaseError } from '../stores/postgres/database-error.ts';
import { Database } from '../stores/postgres/database.ts';
import { countApplied, migrations } from '../stores/postgres/migrate.ts';
import { countUnconfirmed } from '../stores/postgres/standby-watch.ts';
import { fault, ok, warning, type Check, type Found } from './finding.ts';

const waitMsMax = 5_000;
/** What two synchronised clocks and a slow network may differ by. */
const clockToleranceMs = 5_000;

/** Connects to the database and reads; nothing is made or migrated. */
export const checkDatabase: Check = {
  name: 'database',
  run: async (settings) => {
    const { databaseUrl } = settings;
    if (databaseUrl === undefined) return [];
    const place = describeDatabase(databaseUrl);
    const database = Database.open(databaseUrl, { waitMsMax, connectionsMax: 1 });
    try {
      const applied = await countApplied(database);
      return [
        describeSchema(place, applied, settings),
        ...(applied > 0 ? await describeSecret(database, settings) : []),
        ...(await describeServer(database)),
        ...(await describeStandby(database)),
      ];
    } catch (error) {
      if (error instanceof DatabaseError) return [fault(error.message)];
      return [
        fault(
          `${place} does not answer, or refuses the connection. Check DATABASE_URL, and that the server runs and lets this machine in.`,
        ),
      ];
    } finally {
      await database.close();
    }
  },
};

function describeSchema(place: string, applied: number, { newFolder }: Settings): Found {
  if (applied === migrations.length) return ok(`${place} has the schema of this program.`);
  if (applied > 0) {
    return ok(`${place} has an older schema (${applied}); the next start migrates it.`);
  }
  if (newFolder !== 'refused') return ok(`${place} is new: the first start makes its tables.`);
  return fault(
    `${place} holds no raffle. If it should, the address is wrong. To begin a new database, set RAFFLE_NEW_DATA_DIR=on for its first start.`,
  );
}

async function describeSecret(database: Database, settings: Settings): Promise<Found[]> {
  const [row] = await database.query<{ digest: Buffer }>('SELECT digest FROM secret');
  const path = secretPath(settings);
  try {
    const digest = readSecret(path).derive('database');
    if (row === undefined || row.digest.equals(digest)) return [];
    return [fault(`The database began with another secret than ${path}. Restore the right one.`)];
  } catch (cause) {
    return [fault(describeFileFault(cause, path))];
  }
}

/** Settings with which the database would lose confirmed sales, and its clock, which decides. */
async function describeServer(database: Database): Promise<Found[]> {
  const sentAt = Date.now();
  const [row] = await database.query<{ now: number; fsync: string; full: string }>(
    `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
       current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full`,
  );
  const found: Found[] = [];
  if (row?.fsync !== 'on' || row.full !== 'on') {
    found.push(
      fault('fsync or full_page_writes is off: a power cut loses confirmed sales. Turn both on.'),
    );
  }
  const aheadMs = (row?.now ?? Number.NaN) - (sentAt + Date.now()) / 2;
  if (!(Math.abs(aheadMs) <= clockToleranceMs)) {
    const seconds = Math.round(aheadMs / 1000);
    found.push(
      warning(
        `The clock of the database differs by ${seconds} s from this machine's; it decides when sales begin and end. Synchronise both with NTP.`,
      ),
    );
  }
  return found;
}

/** A role that may not see the state of a standby sees that it is connected. */
const standbyStatement = `SELECT (${countUnconfirmed}) AS commits,
  current_setting('synchronous_standby_names') AS names,
  (SELECT count(*)::integer FROM pg_stat_replication
    WHERE sync_state IS NULL OR sync_state IN ('sync', 'quorum')) AS connected`;

/** While a synchronous standby is gone, the service refuses every change. */
async function describeStandby(database: Database): Promise<Found[]> {
  const [row] = await database.query<{ commits: number; names: string; connected: number }>(
    standbyStatement,
  );
  const { commits = 0, names = '', connected = 0 } = row ?? {};
  const isMissing = names !== '' && connected === 0;
  if (commits === 0 && !isMissing) return [];
  const reason =
    commits === 0
      ? 'No synchronous standby is connected'
      : `${commits === 1 ? '1 commit waits' : `${commits} commits wait`} for the synchronous standby`;
  return [
    fault(
      `${reason}: nothing can be sold. Start the standby, or take it out of synchronous_standby_names and reload the configuration.`,
    ),
  ];
}

/** The texts of the journal of operators' keys; none in a database without a schema. */
export async function readKeysOfDatabase(databaseUrl: string): Promise<readonly string[]> {
  const database = Database.open(databaseUrl, { waitMsMax, connectionsMax: 1 });
  try {
    if ((await countApplied(database)) === 0) return [];
    const rows = await database.query<{ entry: string }>(
      'SELECT entry FROM key_entries ORDER BY index',
    );
    return rows.map(({ entry }) => entry);
  } finally {
    await database.close();
  }
}

/** Raffles and witnesses with an alarm; none in a database without a schema. */
export async function readAlarmsOfDatabase(
  databaseUrl: string,
): Promise<readonly { readonly raffle: string; readonly witness: string }[]> {
  const database = Database.open(databaseUrl, { waitMsMax, connectionsMax: 1 });
  try {
    if ((await countApplied(database)) === 0) return [];
    return await database.query('SELECT raffle, witness FROM witness_alarms ORDER BY 1, 2');
  } finally {
    await database.close();
  }
}
