import { readFileSync } from 'node:fs';
import test from 'ava';
import { migrate, migrations } from '../../../services/raffle/stores/postgres/migrate.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  openDatabase,
  runSql,
} from '../../support/postgres.ts';
import { dumpSchema } from '../../support/postgres-schema.ts';

const next = { name: 'next', sql: 'CREATE TABLE later (id integer)' };

test('twenty processes that start at once migrate an empty database once', async (t) => {
  const url = await createEmptyDatabase(t);
  const databases = Array.from({ length: 20 }, () => openDatabase(t, url, { connectionsMax: 1 }));
  await Promise.all(databases.map((database) => migrate(database)));
  const applied = await runSql(url, 'SELECT number, name FROM raffle.migrations');
  t.deepEqual(
    applied,
    migrations.map(({ name }, place) => ({ number: place + 1, name })),
  );
});

test('a database of a later version stops an earlier one, and is not changed', async (t) => {
  const url = await createEmptyDatabase(t);
  const database = openDatabase(t, url);
  await migrate(database, [...migrations, next]);
  await t.throwsAsync(migrate(database), { code: 'newer-schema' });
  await t.notThrowsAsync(migrate(database, [...migrations, next]));
});

test('a migration that was edited after its release is refused', async (t) => {
  const database = openDatabase(t, await createEmptyDatabase(t));
  await migrate(database, [next]);
  const edited = { ...next, sql: `${next.sql};` };
  await t.throwsAsync(migrate(database, [edited]), { code: 'changed-schema' });
});

test('a migration that fails leaves the database as it was', async (t) => {
  const url = await createEmptyDatabase(t);
  const database = openDatabase(t, url);
  await migrate(database);
  const broken = { name: 'broken', sql: 'CREATE TABLE later (id integer); SELECT nothing' };
  await t.throwsAsync(migrate(database, [...migrations, broken]));
  await t.notThrowsAsync(migrate(database));
  t.deepEqual(await runSql(url, `SELECT to_regclass('raffle.later') AS later`), [{ later: null }]);
});

test('a server that does not answer is named as the cause', async (t) => {
  const url = 'postgres://raffle@localhost/none?host=%2Fnone';
  const database = openDatabase(t, url, { waitMsMax: 100 });
  await t.throwsAsync(migrate(database), { code: 'unreachable' });
});

test('schema.sql is the schema that the migrations make; `npm run schema` writes it', async (t) => {
  const path = new URL('../../../services/raffle/stores/postgres/schema.sql', import.meta.url);
  t.is(await dumpSchema(await createTestDatabase(t)), readFileSync(path, 'utf8'));
});
