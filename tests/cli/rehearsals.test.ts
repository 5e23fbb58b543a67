import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { startTestService } from '../support/service.ts';
import { fakeService, hangUp, json, problem, spring } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli, type CliOptions } from './support/run-cli.ts';

const rehearsal = { ...spring, rehearsal: true as const };
const rehearse = 'POST /api/admin/raffles/spring/rehearse';
const remove = 'DELETE /api/admin/raffles/spring';
const show = 'GET /api/raffles/spring';
const gone: Parameters<typeof fakeService>[1][string] = (response) => {
  response.writeHead(204).end();
};

/** The command line of a service that runs. */
async function startRaffle(t: ExecutionContext) {
  const { url, dataDir, signIn } = await startTestService(t);
  const env = { RAFFLE_URL: url, RAFFLE_KEY_FILE: join(dataDir, 'operator.pem'), NO_COLOR: '1' };
  const raffle = (args: string, options: CliOptions = {}) =>
    runCli(args.split(' '), { ...options, env });
  return { raffle, signIn };
}

test('a rehearsal from its opening to its deletion, at the command line', async (t) => {
  const { raffle } = await startRaffle(t);
  const created = await raffle('create --title Try --id try --rehearsal');
  t.is(created.exitCode, exitCodes.done);
  t.regex(created.stderr, /Fill: raffle rehearse try --tickets 60/);
  const filled = await raffle('rehearse try --tickets 60 --json');
  t.like(JSON.parse(filled.stdout), { sold: 60, taken: 60, rehearsal: true });
  t.regex(filled.stderr, /Made-up participants took 60 tickets\.\nDraw: raffle draw try/);
  const rest = await raffle('rehearse try --tickets 60');
  t.is(rest.exitCode, exitCodes.done);
  t.regex(rest.stderr, /took 40 tickets, not 60: now it is sold out\./);
  t.is((await raffle('rehearse try --tickets 1')).exitCode, exitCodes.refused);

  const tickets = await raffle('tickets try');
  t.regex(tickets.stderr, /This is a rehearsal: nothing in it is real/);
  t.is(tickets.stdout.match(/@rehearsal\.invalid/g)!.length, 100);
  const drawn = await raffle('draw try', { answers: ['try'] });
  t.regex(drawn.stderr, /^Try\. Rehearsal\. Sold out: 100 of 100 sold\.\n/);
  t.regex(drawn.stdout, /Ticket \d+ wins try\./);
  t.regex(drawn.stderr, /This is a rehearsal: nothing in it is real/);
  const audited = await raffle('audit try');
  t.is(audited.exitCode, exitCodes.done, audited.stdout);
  t.regex(audited.stdout, /opening +The log begins .* it is a rehearsal: nothing in it is real/);

  const deleted = await raffle('delete try --confirm try --json');
  t.is(deleted.exitCode, exitCodes.done);
  t.deepEqual(JSON.parse(deleted.stdout), { id: 'try', deleted: true });
  t.is((await raffle('show try')).exitCode, exitCodes.refused);
  t.is((await raffle('create --title Try --id try')).exitCode, exitCodes.refused);
});

test('list, show and draw tell a rehearsal from a raffle, to people and to programs', async (t) => {
  const { raffle } = await startRaffle(t);
  await raffle('create --title Try --id try --rehearsal');
  await raffle('rehearse try --tickets 3');
  const people = { answers: ['try'] };
  t.regex((await raffle('list', people)).stdout, /^try .* rehearsal +Try$/m);
  t.regex((await raffle('list', people)).stdout, /^demo .* raffle +Demo raffle$/m);
  t.regex((await raffle('show try', people)).stdout, /^kind +rehearsal$/m);
  t.regex((await raffle('show demo', people)).stdout, /^kind +raffle$/m);
  t.regex((await raffle('draw try --confirm try')).stdout, /\tkind\n.*\trehearsal\n/);
  t.true(JSON.parse((await raffle('show try --json')).stdout).rehearsal);
});

test('a real raffle is neither rehearsed nor deleted, and nobody is asked whether it should be', async (t) => {
  const { raffle } = await startRaffle(t);
  const deleted = await raffle('delete demo', { answers: ['demo'] });
  t.is(deleted.exitCode, exitCodes.refused);
  t.deepEqual(deleted.questions, []);
  t.regex(deleted.stderr, /demo is real/);
  t.is((await raffle('delete demo --confirm demo')).exitCode, exitCodes.refused);
  t.is((await raffle('rehearse demo --tickets 1')).exitCode, exitCodes.refused);
  t.is((await raffle('show demo')).exitCode, exitCodes.done);
});

test('delete asks for the id on a terminal, and names what goes', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(rehearsal), [remove]: gone });
  const args = ['delete', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const declined = await runCli(args, { answers: ['Spring'] });
  t.is(declined.exitCode, exitCodes.declined);
  t.regex(declined.stderr, /Rehearsal\. Open: 42 of 100 sold.*\n.*for good/);
  t.is((await runCli(args)).exitCode, exitCodes.usage);
  t.false(seen.some(({ line }) => line === remove));
  const { exitCode, stdout, stderr } = await runCli(args, { answers: ['spring'] });
  t.is(exitCode, exitCodes.done);
  t.is(stdout, '');
  t.regex(stderr, /The rehearsal spring is deleted/);
  t.is(seen.filter(({ line }) => line === remove).length, 1);
});

test('rehearse sends what was said, and the Idempotency-Key of an earlier try', async (t) => {
  const { url, seen } = await fakeService(t, { [rehearse]: json({ ...rehearsal, taken: 1 }) });
  const args = ['rehearse', 'spring', '--tickets', '1', '--idempotency-key', 'try-1'];
  const { exitCode, stderr } = await runCli([...args, '--url', url, '--key', newKeyFile(t).path]);
  t.is(exitCode, exitCodes.done);
  t.regex(stderr, /took 1 ticket\./);
  t.is(seen[0]!.body, '{"tickets":1}');
  t.is(seen[0]!.headers['idempotency-key'], 'try-1');
});

for (const [what, reply] of Object.entries({
  'no answer': hangUp,
  'an unknown outcome': problem('outcome-unknown', { status: 503 }),
})) {
  test(`after ${what}, rehearse and delete say that it may have been done and how to ask again`, async (t) => {
    const { url, seen } = await fakeService(t, { [rehearse]: reply, [remove]: reply });
    const options = ['--url', url, '--key', newKeyFile(t).path];
    const filled = await runCli(['rehearse', 'spring', '--tickets', '60', ...options]);
    t.is(filled.exitCode, exitCodes.notChecked);
    const key = String(seen[0]!.headers['idempotency-key']);
    t.true(filled.stderr.includes(`--tickets 60 --idempotency-key ${key} --url ${url}`));
    const deleted = await runCli(['delete', 'spring', '--confirm', 'spring', ...options]);
    t.is(deleted.exitCode, exitCodes.notChecked);
    t.regex(deleted.stderr, /may have been done\. Asking again is safe: raffle delete spring/);
  });
}

test('whoever watches a rehearsal is told when it is deleted', async (t) => {
  const { raffle } = await startRaffle(t);
  await raffle('create --title Try --id try --rehearsal');
  let deleting: Promise<unknown> | undefined;
  const onOutput = () => {
    deleting ??= raffle('delete try --confirm try');
  };
  const watched = await raffle('watch try', { onOutput });
  await deleting;
  t.is(watched.exitCode, exitCodes.refused);
  t.regex(watched.stderr, /The rehearsal try was deleted\./);
});
