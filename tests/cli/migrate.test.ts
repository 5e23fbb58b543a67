import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { decodeJournal } from '../../services/raffle/stores/lowdb/journal-scan.ts';
import { CheckpointFile } from '../../services/raffle/stores/lowdb/checkpoint-file.ts';
import { createEmptyDatabase, runSql } from '../support/postgres.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runCli } from './support/run-cli.ts';

/** Everything that a service can have stored: sales, voids, a desk sale, marks, details, keys, mails. */
async function fillFolder(t: ExecutionContext) {
  const service = await startTestService(t);
  const { url, operator, dataDir } = service;
  const params = { id: 'spring' };
  const create = { id: 'spring', title: 'Spring', capacity: 50, perPersonLimit: 3 };
  const type = 'image/png' as const;
  const file = { bytes: new Uint8Array(chromiumPicture(type)), type };
  const { picture } = await operator.call('uploadPicture', { file });
  await operator.call('createRaffle', { body: { ...create, notice: { picture } } });
  const ann = await service.signIn('ann@example.org');
  const keys = [crypto.randomUUID(), crypto.randomUUID()];
  await ann.buy('spring', { quantity: 2, key: keys[0]! });
  const others = ['ben', 'cem', 'dan', 'eva'].map(async (name) => {
    const person = await service.signIn(`${name}@example.org`);
    await person.buy('spring', { quantity: 3 });
  });
  await Promise.all(others);
  const details = { name: 'Ann', phone: '0123', mayShowName: true };
  await ann.fetch('/api/me', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(details),
  });
  const idempotencyKey = crypto.randomUUID();
  const buyer = { email: 'desk@example.org', name: 'Mia' };
  const sale = { quantity: 2, buyer, paid: true };
  await operator.call('sellTickets', { params, body: sale, idempotencyKey });
  await operator.call('voidTickets', { params, body: { numbers: [1, 4], reason: 'mistake' } });
  await ann.buy('spring', { key: keys[1]! });
  await operator.call('markPayments', { params, body: { numbers: [2, 5], paid: true } });
  await operator.call('createRaffle', { body: { id: 'gone', title: 'Gone', rehearsal: true } });
  await operator.call('deleteRaffle', { params: { id: 'gone' } });
  await operator.call('createRaffle', { body: { id: 'drawn', title: 'Drawn' } });
  await ann.buy('drawn');
  await operator.call('drawWinner', { params: { id: 'drawn' } });
  await service.stop();
  return { url, dataDir, ann, key: keys[0]!, secret: join(dataDir, 'secret') };
}

/** What each raffle's journal has, and its batches. */
function rafflesOf(folder: string): Record<string, string> {
  const names = readdirSync(join(folder, 'raffles')).filter((name) => name.endsWith('.journal'));
  return Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(join(folder, 'raffles', name));
      return [name, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
}

function textsOf(folder: string, name: string): string[] {
  return [...decodeJournal(readFileSync(join(folder, name))).texts];
}

test('a folder moves to a database and back with the same bytes, roots, accounts and keys', async (t) => {
  const { dataDir, ann, key, secret } = await fillFolder(t);
  const database = await createEmptyDatabase(t);
  const cwd = temporaryFolder(t);
  const raffle = (...args: string[]) => runCli(args, { cwd });
  const before = readdirSync(dataDir).map((name) => [name, statSync(join(dataDir, name)).mtimeMs]);

  const there = await raffle('migrate', dataDir, '--to', database, '--json');
  t.is(there.exitCode, exitCodes.done, there.stderr);
  const { raffles } = JSON.parse(there.stdout) as { raffles: { id: string; root: string }[] };
  t.deepEqual(raffles.map(({ id }) => id).toSorted(), ['demo', 'drawn', 'spring']);
  for (const { id, root } of raffles) {
    const stored = await new CheckpointFile(join(dataDir, 'raffles', `${id}.checkpoint`)).read();
    t.is(stored.status === 'readable' && stored.checkpoint.root, root);
  }
  const names = readdirSync(dataDir).map((name) => [name, statSync(join(dataDir, name)).mtimeMs]);
  t.deepEqual(names, before);

  const back = await raffle('migrate', database, '--to', 'back', '--secret', secret, '--json');
  t.is(back.exitCode, exitCodes.done, back.stderr);
  const sorted = (text: string) =>
    (JSON.parse(text) as { raffles: { id: string }[] }).raffles.toSorted((left, right) =>
      left.id < right.id ? -1 : 1,
    );
  t.deepEqual(sorted(back.stdout), sorted(there.stdout));
  const folder = join(cwd, 'back');
  t.deepEqual(rafflesOf(folder), rafflesOf(dataDir));
  t.deepEqual(textsOf(folder, 'keys.journal'), textsOf(dataDir, 'keys.journal'));
  t.deepEqual(readdirSync(join(folder, 'pictures')), readdirSync(join(dataDir, 'pictures')));

  const backup = await raffle('backup', database, 'database.tar');
  t.is(backup.exitCode, exitCodes.done, backup.stderr);
  const restored = await raffle('restore', 'database.tar', 'restored', '--secret', secret);
  t.is(restored.exitCode, exitCodes.done, restored.stderr);
  t.deepEqual(rafflesOf(join(cwd, 'restored')), rafflesOf(dataDir));
  const other = await createEmptyDatabase(t);
  const again = await raffle('restore', 'database.tar', other, '--secret', secret);
  t.is(again.exitCode, exitCodes.done, again.stderr);

  // The development operator's key is not part of a database.
  copyFileSync(join(dataDir, 'operator.pem'), join(folder, 'operator.pem'));
  const service = await startTestService(t, {
    dataDir: folder,
    environment: { RAFFLE_SECRET_FILE: secret },
  });
  const visitor = { ...ann, headers: { cookie: ann.cookie, 'content-type': 'application/json' } };
  const me = await fetch(`${service.url}/api/me`, { headers: visitor.headers });
  const { account } = (await me.json()) as { account: { name?: string; phone?: string } };
  t.deepEqual([account.name, account.phone], ['Ann', '0123']);
  const repeated = await fetch(`${service.url}/api/raffles/spring/tickets`, {
    method: 'POST',
    headers: { ...visitor.headers, 'idempotency-key': key },
    body: JSON.stringify({ quantity: 2 }),
  });
  t.is(repeated.headers.get('idempotency-replayed'), 'true');
  const reused = { id: 'gone', title: 'Gone', rehearsal: true };
  await t.throwsAsync(service.operator.call('createRaffle', { body: reused }), {
    code: 'raffle-exists',
  });
});

test('the database has the tickets, keys and marks that a service needs', async (t) => {
  const { dataDir, ann, key, secret } = await fillFolder(t);
  const database = await createEmptyDatabase(t);
  const { exitCode, stderr } = await runCli(['migrate', dataDir, '--to', database]);
  t.is(exitCode, exitCodes.done, stderr);
  const [{ count } = { count: 0 }] = await runSql<{ count: number }>(
    database,
    `SELECT count(*)::integer AS count FROM raffle.valid_tickets WHERE raffle = 'spring'`,
  );
  // Two and twelve were bought, two sold at the desk, two voided, and one was bought afterwards.
  t.is(count, 15);
  // The first entry of each request, as a service that wrote them itself would have it.
  const keys = await runSql<{ first: number }>(
    database,
    `SELECT first FROM raffle.idempotency_keys WHERE raffle = 'spring' AND type = 'ticket-sold' ORDER BY first`,
  );
  t.deepEqual([keys[0]!.first, keys[1]!.first], [1, 3]);
  // Two purchases of one person, four of others, and the sale at the desk.
  t.is(keys.length, 7);
  const paid = await runSql<{ sale: number }>(
    database,
    `SELECT sale FROM raffle.payments WHERE raffle = 'spring' AND paid`,
  );
  t.is(paid.length, 2);
  const ends = await runSql<{ size: number }>(
    database,
    `SELECT size FROM raffle.checkpoints WHERE raffle = 'spring' ORDER BY size`,
  );
  const journal = readFileSync(join(dataDir, 'raffles', 'spring.journal'));
  t.deepEqual(
    ends.map(({ size }) => size),
    decodeJournal(journal).batchEnds,
  );
  const service = await startTestService(t, {
    dataDir,
    environment: { DATABASE_URL: database, RAFFLE_SECRET_FILE: secret },
  });
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(dataDir, 'operator.pem') };
  for (const id of ['spring', 'drawn']) {
    const { exitCode, stdout } = await runCli(['audit', id], { env });
    t.is(exitCode, exitCodes.done, stdout);
  }
  const repeated = await fetch(`${service.url}/api/raffles/spring/tickets`, {
    method: 'POST',
    headers: {
      cookie: ann.cookie,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ quantity: 2 }),
  });
  t.is(repeated.headers.get('idempotency-replayed'), 'true');
});

test('migrate refuses a folder or database in use, a full database and another secret', async (t) => {
  const service = await startTestService(t);
  const database = await createEmptyDatabase(t);
  const migrate = (...args: string[]) => runCli(['migrate', ...args], { cwd: service.dataDir });
  const inUse = await migrate(service.dataDir, '--to', database);
  t.is(inUse.exitCode, exitCodes.refused);
  t.true(inUse.stderr.includes('is using'), inUse.stderr);
  await service.stop();
  const other = await startTestService(t);
  await other.stop();
  const wrong = join(other.dataDir, 'secret');
  const refused = await migrate(service.dataDir, '--to', database, '--secret', wrong);
  t.is(refused.exitCode, exitCodes.refused);
  t.true(refused.stderr.includes('another secret'), refused.stderr);
  t.is((await migrate(service.dataDir, '--to', database)).exitCode, exitCodes.done);
  const full = await migrate(service.dataDir, '--to', database);
  t.is(full.exitCode, exitCodes.refused);
  t.true(full.stderr.includes('already'), full.stderr);
  t.is((await migrate(service.dataDir, '--to', './other')).exitCode, exitCodes.usage);
  const secret = join(service.dataDir, 'secret');
  const busy = new URL(database);
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: busy.href, application_name: 'raffle' });
  await client.connect();
  t.teardown(() => client.end().catch(() => undefined));
  const used = await migrate(database, '--to', join(other.dataDir, 'new'), '--secret', secret);
  t.is(used.exitCode, exitCodes.refused);
  t.true(used.stderr.includes('Services are using the database'), used.stderr);
  await client.end();
});

/** Valid for minutes, made by the start, or known to the new service otherwise. */
const tablesNotMoved = [
  'leadership',
  'migrations',
  'organisation_attempts',
  'rate_limits',
  'secret',
  'sign_in_codes',
];

test('every table of the database is moved, or is one that need not be', (t) => {
  const sources = ['import-nonces', 'import-own', 'import-raffle']
    .map((name) => readFileSync(`services/raffle/stores/move/${name}.ts`, 'utf8'))
    .concat(readFileSync('services/raffle/stores/postgres/written-batch.ts', 'utf8'))
    .join('\n');
  const schema = readFileSync('services/raffle/stores/postgres/schema.sql', 'utf8');
  const tables = [...schema.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name!);
  t.true(tables.length > 15);
  const unmoved = tables.filter(
    (name) => !new RegExp(`(INSERT INTO|UPDATE) ${name}\\b`).test(sources),
  );
  t.deepEqual(unmoved.toSorted(), tablesNotMoved);
});
