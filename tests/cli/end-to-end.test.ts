import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { runCli } from './support/run-cli.ts';

test('a raffle is created, sold, drawn and audited at the command line', async (t) => {
  const service = await startTestService(t);
  const cwd = temporaryFolder(t);
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem') };
  const raffle = (...args: string[]) => runCli(args, { env, cwd });

  const created = await raffle(
    'create',
    '--title',
    ' Spring fair',
    '--id',
    'spring',
    '--capacity',
    '5',
  );
  t.is(created.exitCode, exitCodes.done);
  t.is((await raffle('create', '--title', 'Other', '--id', 'spring')).exitCode, exitCodes.refused);
  t.is((await raffle('draw', 'spring', '--confirm', 'spring')).exitCode, exitCodes.refused);
  for (const name of ['ann', 'bob']) {
    const participant = await service.signIn(`${name}@example.org`);
    t.is((await participant.buy('spring', { quantity: 2 })).status, 201);
  }
  const tickets = await raffle('tickets', 'spring');
  t.deepEqual(
    tickets.stdout
      .split('\n')
      .slice(1, 5)
      .map((line) => line.split('\t')[2]),
    ['ann@example.org', 'ann@example.org', 'bob@example.org', 'bob@example.org'],
  );

  const watching = raffle('watch', 'spring', '--json');
  const draws = await Promise.all(
    Array.from({ length: 5 }, () => raffle('draw', 'spring', '--confirm', 'spring', '--json')),
  );
  t.deepEqual(
    draws.map(({ exitCode }) => exitCode).toSorted((left, right) => left - right),
    [0, 7, 7, 7, 7],
  );
  t.is(new Set(draws.map(({ stdout }) => stdout)).size, 1);
  const watched = await watching;
  t.is(watched.exitCode, exitCodes.done);
  t.is(JSON.parse(watched.stdout.trim().split('\n').at(-1)!).status, 'drawn');

  const audited = await raffle('audit', 'spring', '--save', 'spring.json');
  t.is(audited.exitCode, exitCodes.done, audited.stdout);
  t.is((await raffle('audit', './spring.json')).stdout, audited.stdout);
  t.is((await raffle('audit', 'demo')).exitCode, exitCodes.done);
  t.is((await raffle('audit', 'autumn')).exitCode, exitCodes.refused);
});

test('a raffle that is closed first and drawn later passes the audit', async (t) => {
  const service = await startTestService(t);
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem') };
  const raffle = (...args: string[]) => runCli(args, { env });
  const { stdout } = await raffle('create', '--title', 'Été à la plage', '--json');
  const { id } = JSON.parse(stdout) as { id: string };
  await (await service.signIn('ann@example.org')).buy(id);
  t.is((await raffle('close', id, '--confirm', id)).exitCode, exitCodes.done);
  t.is((await raffle('close', id, '--confirm', id)).exitCode, exitCodes.refused);
  t.is((await raffle('audit', id)).exitCode, exitCodes.done);
  t.is((await raffle('draw', id, '--confirm', id)).exitCode, exitCodes.done);
  const audited = await raffle('audit', id);
  t.is(audited.exitCode, exitCodes.done, audited.stdout);
});

test('create repeated with its Idempotency-Key creates one raffle', async (t) => {
  const service = await startTestService(t);
  const env = { RAFFLE_URL: service.url, RAFFLE_KEY_FILE: join(service.dataDir, 'operator.pem') };
  const args = ['create', '--title', 'Tombola', '--json', '--idempotency-key', 'try-1'];
  const first = await runCli(args, { env });
  const second = await runCli(args, { env });
  t.is(second.exitCode, exitCodes.done);
  t.is(second.stdout, first.stdout);
  const other = await runCli([...args.slice(0, -1), 'try-2'], { env });
  t.not(other.stdout, first.stdout);
});

test('an enrolled key may change raffles, an auditor may read, and any other key is refused', async (t) => {
  const folder = temporaryFolder(t);
  const make = async (name: string, role: string): Promise<{ file: string; line: string }> => {
    const args = [
      'keys',
      'create',
      '--name',
      name,
      '--role',
      role,
      '--key',
      `${name}.pem`,
      '--json',
    ];
    return JSON.parse((await runCli(args, { cwd: folder })).stdout) as {
      file: string;
      line: string;
    };
  };
  const [ada, eve, aud] = [
    await make('ada', 'admin'),
    await make('eve', 'admin'),
    await make('aud', 'auditor'),
  ];
  const list = join(folder, 'operators.txt');
  writeFileSync(list, `${ada.line}\n${aud.line}\n`);
  const dataDir = temporaryFolder(t);
  copyFileSync(ada.file, join(dataDir, 'operator.pem'));
  const environment = { RAFFLE_ADMIN_KEYS_FILE: list };
  const service = await startTestService(t, { dataDir, environment });
  const env = { RAFFLE_URL: service.url };
  const create = (key: string) => runCli(['create', '--title', 'Tombola', '--key', key], { env });
  t.is((await create(ada.file)).exitCode, exitCodes.done);
  t.is((await create(eve.file)).exitCode, exitCodes.notAuthorised);
  t.is((await create(aud.file)).exitCode, exitCodes.notAuthorised);
  const read = await runCli(['audit', 'demo', '--key', aud.file], { env });
  t.is(read.exitCode, exitCodes.done);
});

test('a signature for another host name of the service is refused, and the detail is printed', async (t) => {
  const service = await startTestService(t);
  const url = service.url.replace('localhost', '127.0.0.1');
  const key = join(service.dataDir, 'operator.pem');
  const { exitCode, stderr } = await runCli(['keys', 'list', '--url', url, '--key', key]);
  t.is(exitCode, exitCodes.notAuthorised);
  t.true(stderr.includes(new URL(service.url).host));
});
