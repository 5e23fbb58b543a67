import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { notProven } from '#proof/audit.ts';
import { closedUrl, fakeService, hangUp, json, problem } from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { readChecks, readLines, type ReportedCheck } from './support/printed.ts';
import { runCli } from './support/run-cli.ts';
import { signedLog } from '../support/signed-log.ts';

const path = 'GET /api/admin/raffles/spring/audit';

test('audit of an id fetches the bundle and prints checks, limits and verdict', async (t) => {
  const { url, seen } = await fakeService(t, { [path]: json(await signedLog()) });
  const args = ['audit', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  const marks = Object.values(readChecks(stdout)).map(({ mark }) => mark);
  t.is(marks.length, 18);
  t.is(marks.filter((mark) => mark === '✔').length, 14);
  const [heading, ...limits] = readLines(stdout).slice(marks.length + 1, -2);
  t.is(heading, 'Not proven:');
  t.is(limits.length, notProven.length);
  t.is(readLines(stdout).at(-1), 'VALID. All 14 checks passed. 4 more do not apply here.');
  for (const line of notProven) t.true(stdout.includes(line));
  t.true('signature' in seen[0]!.headers);
});

test('a check that does not apply has its own mark, is not counted, and is marked in the JSON', async (t) => {
  const stdin = JSON.stringify(await signedLog());
  const { stdout } = await runCli(['audit', '-'], { stdin });
  const { seal, reveal, draw } = readChecks(stdout);
  t.deepEqual([seal?.mark, reveal?.mark, draw?.mark], ['–', '–', '✔']);
  const told = JSON.parse((await runCli(['audit', '-', '--json'], { stdin })).stdout) as {
    checks: ReportedCheck[];
  };
  const skipped = told.checks.filter(({ notApplicable }) => notApplicable);
  t.deepEqual(
    skipped.map(({ name }) => name),
    ['amendments', 'voids', 'seal', 'reveal'],
  );
});

test('audit of a changed bundle exits with 5 and prints the place', async (t) => {
  const bundle = await signedLog();
  const [drawn] = bundle.entries[7]!.entry['order'] as [Record<string, unknown>];
  drawn['index'] = 2;
  const { exitCode, stdout } = await runCli(['audit', '-'], { stdin: JSON.stringify(bundle) });
  t.is(exitCode, exitCodes.notValid);
  const { draw, log } = readChecks(stdout);
  t.is(draw?.mark, '✘');
  t.true(draw?.says.startsWith('entries[7]: '));
  t.is(log?.mark, '✘');
  t.true(log?.says.startsWith('checkpoints[0] '));
  t.is(readLines(stdout).at(-1), 'NOT VALID. 2 of 14 checks failed. 4 more do not apply here.');
});

test('audit --json prints the same result as JSON', async (t) => {
  const stdin = JSON.stringify(await signedLog());
  const { stdout } = await runCli(['audit', '-', '--json'], { stdin });
  const told = JSON.parse(stdout) as { valid: boolean; checks: unknown[]; notProven: string[] };
  t.true(told.valid);
  t.is(told.checks.length, 18);
  t.deepEqual(told.notProven, [...notProven]);
});

test('audit of an id fails for the bundle of another raffle', async (t) => {
  const { url } = await fakeService(t, {
    'GET /api/admin/raffles/autumn/audit': json(await signedLog()),
  });
  const args = ['audit', 'autumn', '--url', url, '--key', newKeyFile(t).path];
  t.is((await runCli(args)).exitCode, exitCodes.notValid);
});

test('--save saves the bundle; the saved bundle has the same audit and is not overwritten', async (t) => {
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

test('audit exits with 6 and never prints VALID if nothing could be checked', async (t) => {
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
    t.false(stderr.includes('VALID'));
  }
});

test('audit exits with 7 for an unknown raffle, and with 4 for a key without permission', async (t) => {
  const key = newKeyFile(t).path;
  const none = await fakeService(t, { [path]: problem('raffle-not-found', { status: 404 }) });
  t.is(
    (await runCli(['audit', 'spring', '--url', none.url, '--key', key])).exitCode,
    exitCodes.refused,
  );
  const shut = await fakeService(t, { [path]: problem('key-unknown', { status: 401 }) });
  const { exitCode } = await runCli(['audit', 'spring', '--url', shut.url, '--key', key]);
  t.is(exitCode, exitCodes.notAuthorised);
  const withoutKey = ['audit', 'spring', '--url', none.url];
  const missing = ['--key', './missing.pem'];
  t.is((await runCli([...withoutKey, ...missing])).exitCode, exitCodes.notAuthorised);
  t.is((await runCli(withoutKey)).exitCode, exitCodes.refused);
});

test('long sentences are wrapped between words to fit the terminal', async (t) => {
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
