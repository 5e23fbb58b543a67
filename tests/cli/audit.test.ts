import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { notProven, type AuditCheck } from '#proof/audit.ts';
import type { Json } from '#proof/canonical-json.ts';
import {
  closedUrl,
  fakeService,
  hangUp,
  json,
  problem,
  type Reply,
} from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { testLogKey } from '../support/log-key.ts';
import { sealedLog, toBundle, type PublicBundle } from '../support/sealed-log.ts';
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

/** What somebody has who saved a log and kept a checkpoint of a later, or another one. */
function newKept(t: ExecutionContext): { cwd: string; whole: PublicBundle; early: PublicBundle } {
  const cwd = newFolder(t);
  const entries = sealedLog().lines.map((line) => JSON.parse(line) as Json);
  const [early, whole] = [toBundle(entries.slice(0, 2)), toBundle(entries.slice(0, 3))];
  const autumn = testLogKey('raffle.example/raffles/autumn');
  const files = {
    'early.json': JSON.stringify(early),
    'bent.json': JSON.stringify({ ...early, lines: early.lines.toReversed() }),
    'newer.checkpoint': whole.checkpoints[0]!,
    'autumn.checkpoint': autumn.signHead({ size: 2, root: new Uint8Array(32) }),
    'hello.txt': 'hello',
    'half.json': JSON.stringify({ format: early.format }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return { cwd, whole, early };
}

test('a log that was saved before the kept checkpoint is only older: 6, and nothing is said against it', async (t) => {
  const { cwd } = newKept(t);
  const args = ['audit', './early.json', '--checkpoint', 'newer.checkpoint'];
  const { exitCode, stdout } = await runCli(args, { cwd });
  t.is(exitCode, exitCodes.notChecked, stdout);
  t.regex(stdout, /^\? log +The kept checkpoint signs 3 entries; the log has 2\. .*older copy/m);
  t.notRegex(stdout, /✘/);
  t.regex(stdout, /\nCOULD NOT CHECK\. 1 of 12 checks could not be made\.\n$/);
  const told = JSON.parse((await runCli([...args, '--json'], { cwd })).stdout) as Told;
  t.is(told.valid, null);
  t.deepEqual(
    told.checks.filter(({ passed }) => !passed).map(({ name, notChecked }) => [name, notChecked]),
    [['log', true]],
  );
  const bent = ['audit', './bent.json', '--checkpoint', 'newer.checkpoint'];
  t.is((await runCli(bent, { cwd })).exitCode, exitCodes.notValid);
});

interface Told {
  readonly valid: boolean | null;
  readonly checks: readonly AuditCheck[];
}

test('a service whose log is shorter than what was kept is asked again; then entries are gone: 5', async (t) => {
  const { cwd, whole, early } = newKept(t);
  const shown = [early, early];
  const { url, seen } = await fakeService(t, {
    'GET /api/raffles/spring/checkpoint': (...to) => checkpoint(shown[0]!)(...to),
    'GET /api/raffles/spring/log?to=2': (...to) => log(shown.shift()!)(...to),
    'GET /api/raffles/spring/log?to=3': (...to) => log(shown.shift()!)(...to),
  });
  const args = ['audit', `${url}/raffles/spring`, '--checkpoint', 'newer.checkpoint'];
  const gone = await runCli(args, { cwd });
  t.is(gone.exitCode, exitCodes.notValid, gone.stdout);
  t.regex(gone.stdout, /^✘ log +The kept checkpoint signs 3 entries; the log has only 2\./m);
  t.is(gone.sleeps.length, 1);
  t.is(seen.length, 4);
  // The copy that answered first was a moment behind.
  shown.push(early, whole);
  const behind = await runCli(args, { cwd });
  t.is(behind.exitCode, exitCodes.done, behind.stdout);
});

function checkpoint({ checkpoints }: PublicBundle): Reply {
  return (response) => response.setHeader('content-type', 'text/plain').end(checkpoints[0]);
}

function log({ lines }: PublicBundle): Reply {
  const text = lines.map((line) => `${line}\n`).join('');
  return (response) => response.setHeader('content-type', 'application/jsonl').end(text);
}

test('a kept checkpoint of another raffle says nothing about this one: 6', async (t) => {
  const { cwd } = newKept(t);
  const args = ['audit', './early.json', '--checkpoint', 'autumn.checkpoint'];
  const { exitCode, stdout } = await runCli(args, { cwd });
  t.is(exitCode, exitCodes.notChecked);
  t.regex(stdout, /^\? log +The kept checkpoint is about another raffle/m);
});

test('what an option gives and cannot be read is named, and so is a torn bundle: 6', async (t) => {
  const { cwd } = newKept(t);
  const runs: [args: readonly string[], says: RegExp][] = [
    [['./early.json', '--checkpoint', 'hello.txt'], /^--checkpoint hello\.txt: .*cannot be read/],
    [['./early.json', '--log-key', 'foo'], /^--log-key: "foo" is not a verifier key/],
    [['./early.json', '--chain', 'hello.txt'], /^--chain hello\.txt: The chain cannot be read/],
    [['./half.json'], /half\.json: The bundle is torn: its raffle is missing/],
  ];
  for (const [args, says] of runs) {
    const { exitCode, stdout, stderr } = await runCli(['audit', ...args], { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stdout, '');
    t.regex(stderr, says);
    t.regex(stderr, /Nothing was checked\.\n$/);
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
