import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { createEmptyDatabase, runSql } from '../support/postgres.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runMain } from '../support/spawned-service.ts';

function writeSecret(t: ExecutionContext): string {
  const path = join(temporaryFolder(t), 'secret');
  writeFileSync(path, randomBytes(32), { mode: 0o600 });
  return path;
}

test('the service does not start with another secret than that of its database', async (t) => {
  const DATABASE_URL = await createEmptyDatabase(t);
  const start = (RAFFLE_SECRET_FILE: string) =>
    startTestService(t, { environment: { DATABASE_URL, RAFFLE_SECRET_FILE } });
  const secretFile = writeSecret(t);
  const first = await start(secretFile);
  await t.throwsAsync(start(writeSecret(t)), {
    name: 'ConfigurationFaulty',
    message: /^RAFFLE_SECRET_FILE: /,
  });
  const second = await start(secretFile);
  t.is((await fetch(`${second.url}/api/raffles/demo`)).status, 200);
  await first.stop();
});

test('a new database is not begun unless it is expected', async (t) => {
  const DATABASE_URL = await createEmptyDatabase(t);
  const environment = {
    DATABASE_URL,
    RAFFLE_SECRET_FILE: writeSecret(t),
    RAFFLE_NEW_DATA_DIR: 'off',
  };
  await t.throwsAsync(startTestService(t, { environment }), {
    name: 'ConfigurationFaulty',
    message: /^DATABASE_URL: /,
  });
  const sql = `SELECT count(*)::integer FROM pg_namespace WHERE nspname = 'raffle'`;
  t.deepEqual(await runSql(DATABASE_URL, sql), [{ count: 0 }]);
});

test('a database that cannot be reached ends the start with exit code 69, so that it is tried again, and without its password', async (t) => {
  const { exitCode, stdout, stderr } = await runMain({
    environment: {
      DATABASE_URL: 'postgres://raffle:hunter2@127.0.0.1:1/raffle',
      RAFFLE_SECRET_FILE: writeSecret(t),
      RAFFLE_DATA_DIR: temporaryFolder(t),
    },
  });
  t.is(exitCode, 69, stderr);
  t.true(stderr.includes('The service cannot start'));
  t.false((stdout + stderr).includes('hunter2'));
});
