import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { PostgresServer } from '../support/postgres-server.ts';
import { problemOf, startTestService, temporaryFolder } from '../support/service.ts';
import { runMain } from '../support/spawned-service.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { waitFor } from '../support/wait-limit.ts';

test('without its database the service refuses for now in two seconds, and recovers by itself', async (t) => {
  const server = await PostgresServer.start();
  t.teardown(() => server.remove());
  const secretFile = join(temporaryFolder(t), 'secret');
  writeFileSync(secretFile, randomBytes(32), { mode: 0o600 });
  const lines: string[] = [];
  const service = await startTestService(t, {
    environment: {
      DATABASE_URL: server.url().replace('raffle@', 'raffle:hunter2@'),
      RAFFLE_SECRET_FILE: secretFile,
    },
    log: (line) => lines.push(line),
  });
  const ada = await service.signIn('ada@example.org');
  const first = await ada.buy('demo', { key: 'one' });
  const answer = await first.text();
  t.is(first.status, 201, answer);

  await server.stop('immediate');
  const stop = startStopwatch();
  const refused = await ada.buy('demo', { key: 'two' });
  const ms = stop();
  t.true(ms < 2_500, `${ms} ms`);
  t.is(refused.status, 503);
  t.true(Number(refused.headers.get('retry-after')) > 0);
  t.is((await problemOf(refused)).code, 'overloaded');
  const ready = await fetch(`${service.url}/readyz`);
  t.is(ready.status, 503);
  t.deepEqual(await ready.json(), { status: 'database-unreachable' });
  t.is((await fetch(`${service.url}/livez`)).status, 200);

  await server.start();
  await waitFor('the service', async () => (await fetch(`${service.url}/readyz`)).status === 200);
  // A busy machine may need more than one attempt.
  const buy = (key: string) =>
    waitFor('a ticket', async () => {
      const reply = await ada.buy('demo', { key });
      return reply.status === 201 && reply.text();
    });
  t.is(await buy('one'), answer);
  await buy('two');
  t.true(lines.some((line) => line.includes('The database did not answer')));
  t.false(lines.join('').includes('hunter2'));
});

test('a start says why its database cannot be used, without the password', async (t) => {
  const dataDir = temporaryFolder(t);
  const secretFile = join(dataDir, 'secret');
  writeFileSync(secretFile, randomBytes(32), { mode: 0o600 });
  const environment = { RAFFLE_DATA_DIR: dataDir, RAFFLE_SECRET_FILE: secretFile };
  const starting = (url: string) => runMain({ environment: { ...environment, DATABASE_URL: url } });
  const server = await PostgresServer.start();
  t.teardown(() => server.remove());
  const refused = await starting(server.url().replace('raffle@', 'nobody:hunter2@'));
  const absent = await starting('postgres://raffle:hunter2@127.0.0.1:1/raffle');
  t.deepEqual([refused.exitCode, absent.exitCode], [69, 69]);
  t.regex(refused.stderr, /28000: role "nobody" does not exist/);
  t.regex(absent.stderr, /ECONNREFUSED/);
  t.notRegex(refused.stderr + absent.stderr, /hunter2/);
});
