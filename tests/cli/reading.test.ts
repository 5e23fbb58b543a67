import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { exitCodeOf, exitCodes } from '../../cli/exit-codes.ts';
import type { ProblemCode } from '#contract/problem-details.ts';
import { problems } from '#contract/problems.ts';
import {
  closedUrl,
  drawnSpring,
  fakeService,
  hangUp,
  json,
  problem,
  spring,
} from './support/fake-service.ts';
import { newFolder, newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';
import { readLines } from './support/printed.ts';

const escape = String.fromCodePoint(27);
const raffles = { 'GET /api/raffles': json({ raffles: [spring, drawnSpring] }) };

test('list prints tab-separated rows with a header without a terminal', async (t) => {
  const { url } = await fakeService(t, raffles);
  const { exitCode, stdout, stderr } = await runCli(['list', '--url', url]);
  t.is(exitCode, exitCodes.done);
  t.is(
    stdout,
    'id\tstatus\tsold\tremaining\tcapacity\twinner\tkind\ttitle\n' +
      'spring\topen\t42\t58\t100\t\traffle\tSpring fair\n' +
      'spring\tdrawn\t42\t58\t100\t7\traffle\tSpring fair\n',
  );
  t.is(stderr, '');
});

test('list prints an aligned table on a terminal, coloured unless NO_COLOR is set', async (t) => {
  const { url } = await fakeService(t, raffles);
  const coloured = await runCli(['list', '--url', url], { answers: [] });
  const plain = await runCli(['list', '--url', url], { answers: [], env: { NO_COLOR: '1' } });
  t.true(coloured.stdout.includes(escape));
  t.false(plain.stdout.includes(escape));
  const [head, first] = plain.stdout.split('\n');
  t.is(head!.indexOf('title'), first!.indexOf('Spring fair'));
});

test('--json can come before or after the command, and RAFFLE_URL sets the service', async (t) => {
  const { url } = await fakeService(t, raffles);
  const env = { RAFFLE_URL: url };
  const before = await runCli(['--json', 'list'], { env });
  const after = await runCli(['list', '--json'], { env });
  t.deepEqual(JSON.parse(before.stdout), { raffles: [spring, drawnSpring] });
  t.is(before.stdout, after.stdout);
});

test('--url overrides RAFFLE_URL', async (t) => {
  const { url } = await fakeService(t, raffles);
  const { exitCode } = await runCli(['list', '--url', url], {
    env: { RAFFLE_URL: await closedUrl() },
  });
  t.is(exitCode, exitCodes.done);
});

test('show prints one line per member on a terminal, otherwise one row', async (t) => {
  const { url } = await fakeService(t, { 'GET /api/raffles/spring': json(drawnSpring) });
  const seen = await runCli(['show', 'spring', '--url', url], {
    answers: [],
    env: { NO_COLOR: '1' },
  });
  t.true(readLines(seen.stdout).includes('winner            7'));
  const piped = await runCli(['show', 'spring', '--url', url]);
  t.is(piped.stdout.split('\n').length, 3);
});

test('show adds payments and mails if a key may see them, and says so if it may not', async (t) => {
  const refused = problem('role-insufficient', { status: 403 });
  const { url } = await fakeService(t, {
    'GET /api/raffles/spring': json(spring),
    'GET /api/admin/raffles/spring/summary': refused,
  });
  const named = await runCli(['show', 'spring', '--url', url, '--key', newKeyFile(t).path]);
  t.is(named.exitCode, exitCodes.notAuthorised);
  const folder = newFolder(t);
  const found = { env: { HOME: folder, XDG_CONFIG_HOME: folder }, cwd: folder };
  mkdirSync(join(folder, 'data'));
  copyFileSync(newKeyFile(t).path, join(folder, 'data', 'operator.pem'));
  const shown = await runCli(['show', 'spring', '--url', url, '--json'], found);
  t.is(shown.exitCode, exitCodes.done);
  t.deepEqual(JSON.parse(shown.stdout), spring);
  t.is(shown.stderr, 'Payments and mails are not shown: your key may not see them.\n');
});

test('text from the service cannot control the terminal or shift a column', async (t) => {
  const title = `a\tb${escape}[2J\u202Ec`;
  const { url } = await fakeService(t, {
    'GET /api/raffles': json({ raffles: [{ ...spring, title }] }),
  });
  const { stdout } = await runCli(['list', '--url', url]);
  t.true(stdout.endsWith('\ta\uFFFDb\uFFFD[2J\uFFFDc\n'));
});

test('tickets sends a signed request and prints the buyers', async (t) => {
  const ticket = {
    number: 1,
    holder: 'h1',
    email: 'ann@example.org',
    purchasedAt: spring.openedAt,
    sale: 1,
  };
  const { url, seen } = await fakeService(t, {
    'GET /api/admin/raffles/spring/tickets': json({ tickets: [ticket], voided: [], to: 2 }),
  });
  const args = ['tickets', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.is(stdout.split('\n')[1], `1\th1\tann@example.org\t${spring.openedAt}\t\t\tweb\tno`);
  t.regex(String(seen[0]!.headers['signature-input']), /^raffle=.*tag="raffle-admin-v1"/);
});

for (const code of Object.keys(problems) as ProblemCode[]) {
  test(`the problem ${code} is printed to stderr and exits with ${exitCodeOf[code]}`, async (t) => {
    const { status } = problems[code];
    const { url } = await fakeService(t, { 'GET /api/raffles/spring': problem(code, { status }) });
    const { exitCode, stdout, stderr } = await runCli(['show', 'spring', '--url', url]);
    t.is(exitCode, exitCodeOf[code]);
    t.is(stdout, '');
    t.true(stderr.includes(`Told: ${code}.`));
  });
}

test('an unknown problem code exits with 1, and its detail is printed', async (t) => {
  const reply = problem('from-the-future');
  const { url } = await fakeService(t, { 'GET /api/raffles': reply });
  const { exitCode, stderr } = await runCli(['list', '--url', url]);
  t.is(exitCode, exitCodes.unexpected);
  t.is(stderr, 'Told: from-the-future.\n');
});

test('a service that is down, hangs up or is not a raffle service exits with 6', async (t) => {
  const dead = await runCli(['list', '--url', await closedUrl()]);
  t.is(dead.exitCode, exitCodes.notChecked);
  for (const reply of [hangUp, json({ hello: 'world' }), json('<html>', 500)]) {
    const { url } = await fakeService(t, { 'GET /api/raffles': reply });
    const { exitCode, stdout } = await runCli(['list', '--url', url]);
    t.is(exitCode, exitCodes.notChecked);
    t.is(stdout, '');
  }
});

test('Ctrl-C while waiting for an answer exits with 130', async (t) => {
  const ending = new AbortController();
  const { url } = await fakeService(t, { 'GET /api/raffles': () => ending.abort() });
  const { exitCode, stdout } = await runCli(['list', '--url', url], { signal: ending.signal });
  t.is(exitCode, exitCodes.interrupted);
  t.is(stdout, '');
});
