import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { startTestService } from '../support/service.ts';
import { fakeService, hangUp, json, problem, spring } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli, type CliOptions } from './support/run-cli.ts';
import { readChecks, readLines } from './support/printed.ts';

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

const notReal = 'This is a rehearsal: nothing in it is real';
const isReal =
  'The raffle demo is real: its participants are not made up, and it cannot be deleted. Nothing was changed.';

test('a rehearsal is created, filled, drawn, audited and deleted at the command line', async (t) => {
  const { raffle } = await startRaffle(t);
  const created = await raffle('create --title Try --id try --rehearsal');
  t.is(created.exitCode, exitCodes.done);
  t.is(readLines(created.stderr)[0], 'Fill: raffle rehearse try --tickets 60');
  const filled = await raffle('rehearse try --tickets 60 --json');
  t.like(JSON.parse(filled.stdout), { sold: 60, taken: 60, rehearsal: true });
  t.deepEqual(readLines(filled.stderr), [
    'Made-up participants bought 60 tickets.',
    'Draw: raffle draw try',
  ]);
  const rest = await raffle('rehearse try --tickets 60');
  t.is(rest.exitCode, exitCodes.done);
  t.is(
    readLines(rest.stderr)[0],
    'Made-up participants bought 40 tickets, not 60: the rehearsal is sold out.',
  );
  t.is((await raffle('rehearse try --tickets 1')).exitCode, exitCodes.refused);

  const tickets = await raffle('tickets try');
  t.true(tickets.stderr.includes(notReal));
  t.is(tickets.stdout.match(/@rehearsal\.invalid/g)!.length, 100);
  const drawn = await raffle('draw try', { answers: ['try'] });
  t.is(readLines(drawn.stderr)[0], 'Try. Rehearsal. Sold out: 100 of 100 sold.');
  t.true(
    readLines(drawn.stdout).some((line) => line.endsWith(' wins try.')),
    drawn.stdout,
  );
  t.true(drawn.stderr.includes(notReal));
  const audited = await raffle('audit try');
  t.is(audited.exitCode, exitCodes.done, audited.stdout);
  t.true(
    readChecks(audited.stdout)['opening']?.says.endsWith(
      'it is a rehearsal: nothing in it is real.',
    ),
  );

  const deleted = await raffle('delete try --confirm try --json');
  t.is(deleted.exitCode, exitCodes.done);
  t.deepEqual(JSON.parse(deleted.stdout), { id: 'try', deleted: true });
  t.is((await raffle('show try')).exitCode, exitCodes.refused);
  t.is((await raffle('create --title Try --id try')).exitCode, exitCodes.refused);
});

test('list, show and draw distinguish a rehearsal from a raffle in every format', async (t) => {
  const { raffle } = await startRaffle(t);
  await raffle('create --title Try --id try --rehearsal');
  await raffle('rehearse try --tickets 3');
  const people = { answers: ['try'] };
  const listed = readLines((await raffle('list', people)).stdout);
  t.deepEqual(
    ['try', 'demo'].map((id) =>
      listed
        .find((line) => line.startsWith(`${id} `))
        ?.split(/ {2,}/)
        .at(-2),
    ),
    ['rehearsal', 'raffle'],
  );
  for (const [id, kind] of [
    ['try', 'rehearsal'],
    ['demo', 'raffle'],
  ]) {
    const shown = readLines((await raffle(`show ${id}`, people)).stdout);
    t.true(shown.some((line) => /^kind +/.test(line) && line.endsWith(` ${kind}`)));
  }
  const [columns, values] = readLines((await raffle('draw try --confirm try')).stdout);
  t.is(values?.split('\t')[columns!.split('\t').indexOf('kind')], 'rehearsal');
  t.true(JSON.parse((await raffle('show try --json')).stdout).rehearsal);
});

test('rehearse and delete refuse a real raffle without asking', async (t) => {
  const { raffle } = await startRaffle(t);
  const deleted = await raffle('delete demo', { answers: ['demo'] });
  t.is(deleted.exitCode, exitCodes.refused);
  t.deepEqual(deleted.questions, []);
  t.is(readLines(deleted.stderr)[0], isReal);
  t.is((await raffle('delete demo --confirm demo')).exitCode, exitCodes.refused);
  t.is((await raffle('rehearse demo --tickets 1')).exitCode, exitCodes.refused);
  t.is((await raffle('show demo')).exitCode, exitCodes.done);
});

test('delete on a terminal prints the consequence and asks for the id', async (t) => {
  const { url, seen } = await fakeService(t, { [show]: json(rehearsal), [remove]: gone });
  const args = ['delete', 'spring', '--url', url, '--key', newKeyFile(t).path];
  const declined = await runCli(args, { answers: ['Spring'] });
  t.is(declined.exitCode, exitCodes.declined);
  t.deepEqual(readLines(declined.stderr).slice(0, 2), [
    'Spring fair. Rehearsal. Open: 42 of 100 sold, 58 left.',
    'Deleting removes the rehearsal and its log. This is final, and the id cannot be used again.',
  ]);
  t.is((await runCli(args)).exitCode, exitCodes.usage);
  t.false(seen.some(({ line }) => line === remove));
  const { exitCode, stdout, stderr } = await runCli(args, { answers: ['spring'] });
  t.is(exitCode, exitCodes.done);
  t.is(stdout, '');
  t.is(readLines(stderr).at(-1), 'The rehearsal spring is deleted.');
  t.is(seen.filter(({ line }) => line === remove).length, 1);
});

test('rehearse sends the given number and Idempotency-Key', async (t) => {
  const { url, seen } = await fakeService(t, { [rehearse]: json({ ...rehearsal, taken: 1 }) });
  const args = ['rehearse', 'spring', '--tickets', '1', '--idempotency-key', 'try-1'];
  const { exitCode, stderr } = await runCli([...args, '--url', url, '--key', newKeyFile(t).path]);
  t.is(exitCode, exitCodes.done);
  t.is(readLines(stderr)[0], 'Made-up participants bought 1 ticket.');
  t.is(seen[0]!.body, '{"tickets":1}');
  t.is(seen[0]!.headers['idempotency-key'], 'try-1');
});

for (const [what, reply] of Object.entries({
  'no answer': hangUp,
  'an unknown outcome': problem('outcome-unknown', { status: 503 }),
})) {
  test(`after ${what}, rehearse and delete say that the change may have been made and how to try again`, async (t) => {
    const { url, seen } = await fakeService(t, { [rehearse]: reply, [remove]: reply });
    const options = ['--url', url, '--key', newKeyFile(t).path];
    const filled = await runCli(['rehearse', 'spring', '--tickets', '60', ...options]);
    t.is(filled.exitCode, exitCodes.notChecked);
    const key = String(seen[0]!.headers['idempotency-key']);
    t.true(filled.stderr.includes(`--tickets 60 --idempotency-key ${key} --url ${url}`));
    const deleted = await runCli(['delete', 'spring', '--confirm', 'spring', ...options]);
    t.is(deleted.exitCode, exitCodes.notChecked);
    t.true(
      deleted.stderr.includes(
        'The change may have been made. It is safe to try again: raffle delete spring',
      ),
    );
  });
}

test('watch of a rehearsal ends with a message when it is deleted', async (t) => {
  const { raffle } = await startRaffle(t);
  await raffle('create --title Try --id try --rehearsal');
  let deleting: Promise<unknown> | undefined;
  const onOutput = () => {
    deleting ??= raffle('delete try --confirm try');
  };
  const watched = await raffle('watch try', { onOutput });
  await deleting;
  t.is(watched.exitCode, exitCodes.refused);
  t.true(readLines(watched.stderr).includes('The rehearsal try was deleted.'));
});
