import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSql } from './postgres.ts';
import { installPostgres } from './postgres-programs.ts';
import { PostgresServer } from './postgres-server.ts';
import { temporaryFolder, type Teardown } from './temporary-folder.ts';
import { waitFor } from './wait-limit.ts';

export interface PostgresPair {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  /** The process of the standby that receives what the primary has written. */
  readonly receiver: number;
}

/** An empty database, and a standby that must confirm each commit. */
export async function startPostgresPair(t: Teardown): Promise<PostgresPair> {
  const { cluster } = await installPostgres();
  const primary = await PostgresServer.start();
  t.teardown(() => primary.remove());
  const copy = join(temporaryFolder(t), 'data');
  cpSync(cluster, copy, { recursive: true });
  writeFileSync(join(copy, 'standby.signal'), '');
  const primary_conninfo = `host=${primary.folder} user=raffle application_name=standby`;
  const standby = await PostgresServer.start({ from: copy, settings: { primary_conninfo } });
  t.teardown(() => standby.remove());
  await runSql(primary.url(), `ALTER SYSTEM SET synchronous_standby_names TO 'standby'`);
  await runSql(primary.url(), 'SELECT pg_reload_conf()');
  const receiver = await waitFor('the standby', async () => {
    const ready = `SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'`;
    if ((await runSql(primary.url(), ready)).length === 0) return undefined;
    const [row] = await runSql<{ pid: number }>(
      standby.url(),
      'SELECT pid FROM pg_stat_wal_receiver',
    );
    return row?.pid;
  });
  return { primary, standby, receiver };
}
