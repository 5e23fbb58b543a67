import test from 'ava';
import { exitCodeOf, exitCodes } from '../../cli/exit-codes.ts';
import { problems, type ProblemCode } from '#contract/problems.ts';
import {
  closedUrl,
  drawnSpring,
  fakeService,
  hangUp,
  json,
  problem,
  spring,
} from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli } from './support/run-cli.ts';

const escape = String.fromCodePoint(27);
const raffles = { 'GET /api/raffles': json({ raffles: [spring, drawnSpring] }) };

test('list is tab-separated with a header where nobody looks', async (t) => {
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

test('list is an aligned table on a terminal, in colour unless NO_COLOR asks for none', async (t) => {
  const { url } = await fakeService(t, raffles);
  const coloured = await runCli(['list', '--url', url], { answers: [] });
  const plain = await runCli(['list', '--url', url], { answers: [], env: { NO_COLOR: '1' } });
  t.true(coloured.stdout.includes(escape));
  t.false(plain.stdout.includes(escape));
  const [head, first] = plain.stdout.split('\n');
  t.is(head!.indexOf('title'), first!.indexOf('Spring fair'));
});

test('--json stands before or after the command, and RAFFLE_URL says where', async (t) => {
  const { url } = await fakeService(t, raffles);
  const env = { RAFFLE_URL: url };
  const before = await runCli(['--json', 'list'], { env });
  const after = await runCli(['list', '--json'], { env });
  t.deepEqual(JSON.parse(before.stdout), { raffles: [spring, drawnSpring] });
  t.is(before.stdout, after.stdout);
});

test('--url wins over RAFFLE_URL', async (t) => {
  const { url } = await fakeService(t, raffles);
  const { exitCode } = await runCli(['list', '--url', url], {
    env: { RAFFLE_URL: await closedUrl() },
  });
  t.is(exitCode, exitCodes.done);
});

test('show prints a line a fact on a terminal, and one row elsewhere', async (t) => {
  const { url } = await fakeService(t, { 'GET /api/raffles/spring': json(drawnSpring) });
  const seen = await runCli(['show', 'spring', '--url', url], {
    answers: [],
    env: { NO_COLOR: '1' },
  });
  t.regex(seen.stdout, /^winner +7$/m);
  const piped = await runCli(['show', 'spring', '--url', url]);
  t.is(piped.stdout.split('\n').length, 3);
});

test('text from the service cannot steer the terminal or shift a column', async (t) => {
  const title = `a\tb${escape}[2J\u202Ec`;
  const { url } = await fakeService(t, {
    'GET /api/raffles': json({ raffles: [{ ...spring, title }] }),
  });
  const { stdout } = await runCli(['list', '--url', url]);
  t.true(stdout.endsWith('\ta\uFFFDb\uFFFD[2J\uFFFDc\n'));
});

test('tickets asks with a signature and prints who bought what', async (t) => {
  const ticket = {
    number: 1,
    holder: 'h1',
    email: 'ann@example.org',
    purchasedAt: spring.openedAt,
  };
  const { url, seen } = await fakeService(t, {
    'GET /api/admin/raffles/spring/tickets': json({ tickets: [ticket] }),
  });
  const args = ['tickets', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode, stdout } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  t.is(stdout.split('\n')[1], `1\th1\tann@example.org\t${spring.openedAt}`);
  t.regex(String(seen[0]!.headers['signature-input']), /^raffle=.*tag="raffle-admin-v1"/);
});

for (const code of Object.keys(problems) as ProblemCode[]) {
  test(`the problem ${code} is told on stderr and ends with exit code ${exitCodeOf[code]}`, async (t) => {
    const { status } = problems[code];
    const { url } = await fakeService(t, { 'GET /api/raffles/spring': problem(code, { status }) });
    const { exitCode, stdout, stderr } = await runCli(['show', 'spring', '--url', url]);
    t.is(exitCode, exitCodeOf[code]);
    t.is(stdout, '');
    t.true(stderr.includes(`Told: ${code}.`));
  });
}

test('a problem code from a newer service is unexpected, and its detail is told', async (t) => {
  const reply = problem('from-the-future');
  const { url } = await fakeService(t, { 'GET /api/raffles': reply });
  const { exitCode, stderr } = await runCli(['list', '--url', url]);
  t.is(exitCode, exitCodes.unexpected);
  t.regex(stderr, /Told: from-the-future/);
});

test('a service that is not there, hangs up, or is no raffle service could not be asked', async (t) => {
  const dead = await runCli(['list', '--url', await closedUrl()]);
  t.is(dead.exitCode, exitCodes.notChecked);
  for (const reply of [hangUp, json({ hello: 'world' }), json('<html>', 500)]) {
    const { url } = await fakeService(t, { 'GET /api/raffles': reply });
    const { exitCode, stdout } = await runCli(['list', '--url', url]);
    t.is(exitCode, exitCodes.notChecked);
    t.is(stdout, '');
  }
});

test('Ctrl-C while waiting for an answer ends with 130', async (t) => {
  const ending = new AbortController();
  const { url } = await fakeService(t, { 'GET /api/raffles': () => ending.abort() });
  const { exitCode, stdout } = await runCli(['list', '--url', url], { signal: ending.signal });
  t.is(exitCode, exitCodes.interrupted);
  t.is(stdout, '');
});
