import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import type { Json } from '#proof/canonical-json.ts';
import { fakeService, type Reply } from './support/fake-service.ts';
import { newFolder } from './support/key-files.ts';
import { readChecks, readLines, type ReportedCheck } from './support/printed.ts';
import { runCli } from './support/run-cli.ts';
import { testLogKey } from '../support/log-key.ts';
import { sealedLog, toBundle, type PublicBundle } from '../support/sealed-log.ts';

/** A folder with saved logs, and checkpoints of a later and of another log. */
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

test('a saved log older than the saved checkpoint is not checked (6), not failed', async (t) => {
  const { cwd } = newKept(t);
  const args = ['audit', './early.json', '--checkpoint', 'newer.checkpoint'];
  const { exitCode, stdout } = await runCli(args, { cwd });
  t.is(exitCode, exitCodes.notChecked, stdout);
  const { log: checked } = readChecks(stdout);
  t.is(checked?.mark, '?');
  t.true(checked?.says.startsWith('The saved checkpoint signs 3 entries; the log has 2. '));
  t.is(
    readLines(stdout).at(-1),
    'COULD NOT CHECK. 1 of 9 checks could not be made. 7 more do not apply here.',
  );
  const told = JSON.parse((await runCli([...args, '--json'], { cwd })).stdout) as {
    valid: boolean | null;
    checks: ReportedCheck[];
  };
  t.is(told.valid, null);
  t.deepEqual(
    told.checks.filter(({ passed }) => !passed).map(({ name, notChecked }) => [name, notChecked]),
    [['log', true]],
  );
  const bent = ['audit', './bent.json', '--checkpoint', 'newer.checkpoint'];
  t.is((await runCli(bent, { cwd })).exitCode, exitCodes.notValid);
});

test('a log shorter than the saved checkpoint is fetched again, then entries are missing (5)', async (t) => {
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
  t.is(readChecks(gone.stdout)['log']?.mark, '✘');
  t.is(gone.sleeps.length, 1);
  t.is(seen.filter(({ line }) => line.endsWith('/checkpoint')).length, 2);
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
  return (response) => response.setHeader('content-type', 'application/x-ndjson').end(text);
}

test('a saved checkpoint of another raffle leaves the check not made (6)', async (t) => {
  const { cwd } = newKept(t);
  const args = ['audit', './early.json', '--checkpoint', 'autumn.checkpoint'];
  const { exitCode, stdout } = await runCli(args, { cwd });
  t.is(exitCode, exitCodes.notChecked);
  t.is(readChecks(stdout)['log']?.mark, '?');
});

test('an unreadable option value or an incomplete bundle is named in the error (6)', async (t) => {
  const { cwd } = newKept(t);
  const runs: [args: readonly string[], named: string][] = [
    [['./early.json', '--checkpoint', 'hello.txt'], '--checkpoint hello.txt: '],
    [['./early.json', '--log-key', 'foo'], '--log-key: "foo"'],
    [['./early.json', '--chain', 'hello.txt'], '--chain hello.txt: '],
    [['./half.json'], 'half.json: '],
  ];
  for (const [args, named] of runs) {
    const { exitCode, stdout, stderr } = await runCli(['audit', ...args], { cwd });
    t.is(exitCode, exitCodes.notChecked, args.join(' '));
    t.is(stdout, '');
    t.true(stderr.includes(named), stderr);
    t.true(stderr.endsWith(' Nothing was checked.\n'));
  }
});
