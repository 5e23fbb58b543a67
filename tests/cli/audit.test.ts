import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { notProven } from '#proof/audit.ts';
import { closedUrl, fakeService, hangUp, json, problem } from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { signedLog } from '../support/signed-log.ts';

const path = 'GET /api/admin/raffles/spring/audit';

test('audit of an id fetches the bundle and tells checks, limits and verdict', async (t) => {
  const { url, seen } = await fakeService(t, { [path]: json(await signedLog()) });
  const args = ['audit', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.regex(
    stdout,
    /^✔ bundle .*\n(✔ .*\n){13}\nNot proven:\n( {2}- .*\n)+\nVALID\. All 14 checks passed\.\n$/,
  );
  for (const line of notProven) t.true(stdout.includes(line));
  t.true('signature' in seen[0]!.headers);
});

test('audit of a changed bundle ends with 5 and says where', async (t) => {
  const bundle = await signedLog();
  bundle.entries[7]!.entry['index'] = 2;
  const { exitCode, stdout } = await runCli(['audit', '-'], { stdin: JSON.stringify(bundle) });
  t.is(exitCode, exitCodes.notValid);
  t.regex(stdout, /^✘ draw +entries\[7\]: /m);
  t.regex(stdout, /^✘ log +checkpoints\[0\] signs another log/m);
  t.regex(stdout, /\nNOT VALID\. 2 of 14 checks failed\.\n$/);
});

test('audit --json tells the same to a program', async (t) => {
  const stdin = JSON.stringify(await signedLog());
  const { stdout } = await runCli(['audit', '-', '--json'], { stdin });
  const told = JSON.parse(stdout) as { valid: boolean; checks: unknown[]; notProven: string[] };
  t.true(told.valid);
  t.is(told.checks.length, 14);
  t.deepEqual(told.notProven, [...notProven]);
});

test('audit of an id is not fooled by the bundle of another raffle', async (t) => {
  const { url } = await fakeService(t, {
    'GET /api/admin/raffles/autumn/audit': json(await signedLog()),
  });
  const args = ['audit', 'autumn', '--url', url, '--key', newKeyFile(t).path];
  t.is((await runCli(args)).exitCode, exitCodes.notValid);
});

test('--save keeps the bundle, and what was kept is audited alike and never written over', async (t) => {
  const { url } = await fakeService(t, { [path]: json(await signedLog()) });
  const cwd = newFolder(t);
  const args = [
    'audit',
    'spring',
    '--url',
    url,
    '--key',
    newKeyFile(t).path,
    '--save',
    'kept.json',
  ];
  const first = await runCli(args, { cwd });
  t.is(first.exitCode, exitCodes.done);
  const kept = readFileSync(join(cwd, 'kept.json'), 'utf8');
  const again = await runCli(['audit', './kept.json'], { cwd });
  t.is(again.exitCode, exitCodes.done);
  t.is(again.stdout, first.stdout);
  t.is((await runCli(args, { cwd })).exitCode, exitCodes.usage);
  t.is(readFileSync(join(cwd, 'kept.json'), 'utf8'), kept);
});

test('what could not be checked ends with 6 and never says valid', async (t) => {
  const cwd = newFolder(t);
  writeFileSync(join(cwd, 'other.json'), '{"entries":[]}');
  writeFileSync(join(cwd, 'torn.json'), JSON.stringify(await signedLog()).slice(0, -1));
  const { url } = await fakeService(t, { [path]: hangUp });
  const key = newKeyFile(t).path;
  const runs = [
    ['audit', './missing.json'],
    ['audit', './other.json'],
    ['audit', './torn.json'],
    ['audit', '-'],
    ['audit', 'spring', '--url', url, '--key', key],
    ['audit', 'spring', '--url', await closedUrl(), '--key', key],
  ];
  for (const args of runs) {
    const { exitCode, stdout, stderr } = await runCli(args, { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stdout, '');
    t.notRegex(stderr, /\bvalid\b/i);
  }
});

test('audit of a raffle that is not there is 7; with a key that has no right to ask, 4', async (t) => {
  const key = newKeyFile(t).path;
  const none = await fakeService(t, { [path]: problem('raffle-not-found', { status: 404 }) });
  t.is(
    (await runCli(['audit', 'spring', '--url', none.url, '--key', key])).exitCode,
    exitCodes.refused,
  );
  const shut = await fakeService(t, { [path]: problem('key-unknown', { status: 401 }) });
  const { exitCode } = await runCli(['audit', 'spring', '--url', shut.url, '--key', key]);
  t.is(exitCode, exitCodes.notAuthorised);
  const nobody = ['audit', 'spring', '--url', none.url];
  const missing = ['--key', './missing.pem'];
  t.is((await runCli([...nobody, ...missing])).exitCode, exitCodes.notAuthorised);
  t.is((await runCli(nobody)).exitCode, exitCodes.refused);
});

test('long sentences are broken between words to fit the terminal', async (t) => {
  const stdin = JSON.stringify(await signedLog());
  const { stdout } = await runCli(['audit', '-'], {
    stdin,
    answers: [],
    columns: 60,
    env: { NO_COLOR: '1' },
  });
  const tooLong = stdout
    .split('\n')
    .filter((line) => line.length > 60 && line.trim().includes(' '));
  t.deepEqual(tooLong, []);
});
