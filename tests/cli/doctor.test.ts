import { chmodSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { drandEnvironment, makeChain, publishNewest, startRelay } from '../support/beacon-chain.ts';
import { startMailServer } from '../support/mail-server.ts';
import { createTestDatabase, runSql } from '../support/postgres.ts';
import { useDiskFolder } from '../support/disk-folder.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { examine, freePort } from './support/examine.ts';
import { runCli } from './support/run-cli.ts';

useDiskFolder();

test('doctor finds nothing wrong with a running service in development, and prints a line each', async (t) => {
  const { dataDir } = await startTestService(t);
  const { exitCode, findings } = await examine(t, { RAFFLE_DATA_DIR: dataDir });
  t.is(exitCode, exitCodes.done);
  t.deepEqual(
    findings.filter(({ level }) => level !== 'ok'),
    [],
  );
  const env = {
    RAFFLE_DATA_DIR: dataDir,
    RAFFLE_PORT: '0',
    RAFFLE_DRAND_RELAYS: 'http://127.0.0.1:9',
  };
  const { stdout, stderr } = await runCli(['doctor'], { env });
  t.is(stdout.trim().split('\n').length, findings.length);
  t.true(stdout.startsWith('ok      configuration '));
  t.is(stderr, 'Faults: 0. Warnings: 1.\n');
});

test('doctor prints all faults of a configuration that cannot be used', async (t) => {
  const { exitCode, findings } = await examine(t, {
    RAFFLE_PORT: 'x',
    RAFFLE_PROXY_HOPS: '-1',
    RAFFLE_SMTP_URL: 'smtp://ann:hunter2@mail.example.org',
  });
  t.is(exitCode, exitCodes.notValid);
  t.true(findings.length >= 3);
  t.true(findings.every(({ check, level }) => check === 'configuration' && level === 'fault'));
  t.false(JSON.stringify(findings).includes('hunter2'));
});

test('doctor reads a file of variables', async (t) => {
  const file = join(temporaryFolder(t), 'environment');
  writeFileSync(file, 'RAFFLE_PORT=x\n');
  const { exitCode, stdout } = await runCli(['doctor', '--environment', file]);
  t.is(exitCode, exitCodes.notValid);
  t.true(stdout.includes('RAFFLE_PORT'));
  const missing = await runCli(['doctor', '--environment', `${file}.none`]);
  t.is(missing.exitCode, exitCodes.notChecked);
});

test('doctor warns of a variable whose name is misspelt, and the start too', async (t) => {
  const others = { RAFFLE_URL: 'https://a.example', RAFFLE_EMPTY: '' };
  const misspelt = { RAFFLE_WITNES_POLICY: '/etc/raffle/policy', ...others };
  const { exitCode, of } = await examine(t, misspelt);
  t.is(exitCode, exitCodes.done);
  t.is(of('configuration').at(-1)!.level, 'warning');
  t.regex(of('configuration').at(-1)!.text, /^RAFFLE_WITNES_POLICY: the/);
  const lines: string[] = [];
  await startTestService(t, { environment: misspelt, log: (line) => lines.push(line) });
  t.true(lines.some((line) => line.includes('RAFFLE_WITNES_POLICY: the service has no such')));
});

test('doctor does not make a data folder, and refuses one that is missing in production', async (t) => {
  const dataDir = join(temporaryFolder(t), 'data');
  const { levels, of } = await examine(t, {
    NODE_ENV: 'production',
    RAFFLE_DATA_DIR: dataDir,
    RAFFLE_SMTP_URL: 'smtp://127.0.0.1:9',
    RAFFLE_MAIL_FROM: 'raffle@example.org',
  });
  t.deepEqual(levels('data folder'), ['fault']);
  t.true(of('data folder')[0]!.text.includes('RAFFLE_NEW_DATA_DIR=on'));
  t.deepEqual(levels('operator keys'), ['fault']);
  t.false(existsSync(dataDir));
});

test('doctor names a journal that lacks confirmed entries, and a secret of another length', async (t) => {
  const { dataDir, stop } = await startTestService(t);
  await stop();
  const journal = join(dataDir, 'raffles', 'demo.journal');
  truncateSync(journal, statSync(journal).size - 1);
  truncateSync(join(dataDir, 'secret'), 31);
  const { exitCode, of, levels } = await examine(t, { RAFFLE_DATA_DIR: dataDir });
  t.is(exitCode, exitCodes.notValid);
  t.deepEqual(levels('data folder'), ['fault']);
  t.true(of('data folder')[0]!.text.includes(journal));
  t.deepEqual(levels('secret'), ['fault']);
});

test('doctor names a data folder that is not one, instead of calling it new, and the service does not start', async (t) => {
  const dataDir = join(temporaryFolder(t), 'data');
  writeFileSync(dataDir, '');
  const { exitCode, of } = await examine(t, { RAFFLE_DATA_DIR: dataDir });
  t.is(exitCode, exitCodes.notValid);
  t.regex(of('data folder')[0]!.text, /ENOTDIR.*Name another one/);
  t.regex(of('disk')[0]!.text, /is not a folder/);
  const environment = {
    NODE_ENV: 'production',
    RAFFLE_NEW_DATA_DIR: 'off',
    RAFFLE_SMTP_URL: 'smtp://127.0.0.1:9',
    RAFFLE_MAIL_FROM: 'raffle@example.org',
  };
  const start = startTestService(t, { dataDir, environment });
  await t.throwsAsync(start, { message: /ENOTDIR.*Name another one/ });
});

test('doctor warns of files that others can read', async (t) => {
  const { dataDir, stop } = await startTestService(t);
  await stop();
  chmodSync(join(dataDir, 'secret'), 0o644);
  const { exitCode, of, levels } = await examine(t, { RAFFLE_DATA_DIR: dataDir });
  t.is(exitCode, exitCodes.done);
  t.deepEqual(levels('permissions'), ['warning']);
  t.true(of('permissions')[0]!.text.includes('chmod 600'));
});

for (const [side, aheadSeconds] of [
  ['behind', 60],
  ['ahead of', -60],
] as const) {
  test(`doctor finds a clock that is ${side} the beacon`, async (t) => {
    const chain = makeChain();
    const relay = await startRelay(t, chain, undefined, publishNewest(chain, aheadSeconds));
    const { exitCode, of } = await examine(t, drandEnvironment(t, chain, [relay]));
    t.is(exitCode, exitCodes.notValid);
    t.true(of('clock')[0]!.text.includes(`s ${side} the beacon`), of('clock')[0]!.text);
  });
}

test('doctor warns if no relay answers', async (t) => {
  const { exitCode, levels } = await examine(t, drandEnvironment(t, makeChain(), []));
  t.is(exitCode, exitCodes.done);
  t.deepEqual(levels('clock'), ['warning']);
});

test('doctor connects to the mail server without sending a mail, and never prints the password', async (t) => {
  const server = await startMailServer(t);
  const mail = { RAFFLE_MAIL_FROM: 'raffle@example.org', RAFFLE_NEW_DATA_DIR: 'on' };
  const reached = await examine(t, { ...mail, RAFFLE_SMTP_URL: server.url });
  t.deepEqual(reached.levels('mail'), ['ok']);
  t.is(server.connections(), 1);
  t.deepEqual(server.mails, []);
  await server.stop();
  const url = server.url.replace('//', '//ann:hunter2@');
  const refused = await examine(t, { ...mail, RAFFLE_SMTP_URL: url });
  t.deepEqual(refused.levels('mail'), ['fault']);
  t.is(refused.exitCode, exitCodes.notValid);
  t.false(refused.stdout.includes('hunter2'));
});

test('doctor examines a database instead of a data folder, and never prints its password', async (t) => {
  const databaseUrl = await createTestDatabase(t);
  const secret = join(temporaryFolder(t), 'secret');
  writeFileSync(secret, Buffer.alloc(32, 1), { mode: 0o600 });
  const settings = { DATABASE_URL: databaseUrl, RAFFLE_SECRET_FILE: secret };
  const service = await startTestService(t, { environment: settings });
  await service.stop();
  const sound = await examine(t, settings);
  // The server of these tests does not flush, which a real one must.
  const [schema, flush, ...none] = sound.of('database');
  t.is(schema!.level, 'ok', sound.stdout);
  t.true(flush!.level === 'fault' && flush!.text.includes('fsync'), sound.stdout);
  t.deepEqual(none, []);
  t.deepEqual(sound.levels('data folder'), []);
  t.deepEqual(sound.levels('operator keys'), ['ok']);
  writeFileSync(secret, Buffer.alloc(32, 2));
  const otherSecret = await examine(t, settings);
  t.true(otherSecret.of('database')[1]!.text.includes('another secret'), otherSecret.stdout);
  t.is(otherSecret.exitCode, exitCodes.notValid);
  const gone = new URL(databaseUrl);
  gone.port = String(await freePort());
  gone.password = 'hunter2';
  const unreachable = await examine(t, { ...settings, DATABASE_URL: gone.href });
  t.deepEqual(unreachable.levels('database'), ['fault']);
  t.false(unreachable.stdout.includes('hunter2'));
  await runSql(databaseUrl, `UPDATE raffle.migrations SET digest = 'x' WHERE number = 1`);
  const changed = await examine(t, settings);
  t.true(changed.of('database')[0]!.text.includes('Migration 1'), changed.stdout);
});

test('doctor finds another program on the port, and accepts a raffle service there', async (t) => {
  const other = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.teardown(() => other.close());
  const { port } = other.address() as AddressInfo;
  const taken = await examine(t, { RAFFLE_PORT: String(port) });
  t.deepEqual(taken.levels('port'), ['fault']);
  t.true(taken.of('port')[0]!.text.includes(`127.0.0.1:${port}`));
  t.is(taken.exitCode, exitCodes.notValid);
  const { url, dataDir } = await startTestService(t);
  const own = { RAFFLE_DATA_DIR: dataDir, RAFFLE_PORT: new URL(url).port };
  t.deepEqual((await examine(t, own)).levels('port'), ['ok']);
});
