import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readSettings } from '../../services/raffle/config.ts';
import { checkDatabase } from '../../services/raffle/doctor/check-database.ts';
import { runSql } from '../support/postgres.ts';
import { startPostgresPair } from '../support/postgres-pair.ts';
import { problemOf, startTestService, temporaryFolder } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

const unconfirmed = `SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep'
  AND application_name = 'raffle' AND query_start < clock_timestamp() - interval '1 second'`;

test('while the synchronous standby is gone, nothing is sold, one commit waits, and reads are answered', async (t) => {
  const { primary, standby } = await startPostgresPair(t);
  const secretFile = join(temporaryFolder(t), 'secret');
  writeFileSync(secretFile, randomBytes(32), { mode: 0o600 });
  const environment = {
    DATABASE_URL: primary.url(),
    RAFFLE_SECRET_FILE: secretFile,
    RAFFLE_MAIL: 'codes',
  };
  const service = await startTestService(t, { environment });
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  const people = await Promise.all(names.map((name) => service.signIn(`${name}@example.org`)));
  const ada = await service.signIn('ada@example.org');
  const buyer = people[0]!;
  const sql = (text: string) => runSql(primary.url(), text);
  const buyAll = () => Promise.all(people.map((person) => person.buy('demo', { key: 'one' })));
  const buyAllAtLast = () =>
    waitFor('a ticket for each', async () =>
      (await buyAll()).every(({ status }) => status === 201),
    );
  const countSold = async () => {
    const reply = await fetch(`${service.url}/api/raffles/demo`);
    t.is(reply.status, 200);
    return ((await reply.json()) as { sold: number }).sold;
  };
  const fsyncOff = 'fsync or full_page_writes is off';
  const findFaults = async () => {
    const found = await checkDatabase.run(readSettings({ ...environment, RAFFLE_MAIL: 'all' }));
    return found.filter(({ level }) => level === 'fault').map(({ text }) => text.split(':')[0]);
  };
  t.is((await ada.buy('demo')).status, 201);
  t.deepEqual(await findFaults(), [fsyncOff]);

  await standby.stop('immediate');
  await waitFor('a commit that waits', async () => {
    t.is((await ada.buy('demo', { key: 'two' })).status, 503);
    return (await sql(unconfirmed)).length > 0;
  });
  const signOuts = people.map(({ fetch: send }) =>
    send('/api/sign-in/sessions/current', { method: 'DELETE' }),
  );
  for (const reply of [...(await Promise.all(signOuts)), ...(await buyAll())]) {
    t.true(Number(reply.headers.get('retry-after')) > 0);
    t.is((await problemOf(reply)).code, 'overloaded');
  }
  t.is(await countSold(), 1);
  t.is((await ada.fetch('/api/raffles/demo/tickets/mine')).status, 200);
  t.is((await fetch(`${service.url}/readyz`)).status, 200);
  t.is((await sql(unconfirmed)).length, 1);
  t.deepEqual(await findFaults(), [fsyncOff, '1 commit waits for the synchronous standby']);

  await standby.start();
  await buyAllAtLast();
  t.is(await countSold(), 2 + people.length);

  await standby.stop('immediate');
  await waitFor('its end', async () => (await sql('SELECT FROM pg_stat_replication')).length === 0);
  t.deepEqual(await findFaults(), [fsyncOff, 'No synchronous standby is connected']);
  await waitFor('a commit that waits', async () => {
    t.is((await buyer.buy('demo', { key: 'two' })).status, 503);
    return (await sql(unconfirmed)).length > 0;
  });
  await sql('ALTER SYSTEM RESET synchronous_standby_names');
  await sql('SELECT pg_reload_conf()');
  await waitFor('a ticket', async () => (await buyer.buy('demo', { key: 'two' })).status === 201);
  await buyAllAtLast();
  t.is(await countSold(), 3 + people.length);
});
