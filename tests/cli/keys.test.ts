import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { AdminKey, Invitation } from '#contract/admin-keys.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { fakeService, hangUp, json, problem, type Reply } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { runCli, type CliOptions } from './support/run-cli.ts';
import { readLines } from './support/printed.ts';

const ada: AdminKey = {
  keyid: 'poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U',
  publicKey: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  role: 'admin',
  name: 'Ada',
  isRevoked: false,
  lastUsedAt: '2026-03-01T09:00:00.000Z',
};
const bo: AdminKey = { ...ada, keyid: 'poqkXXXXmh', name: 'Bo Bell', role: 'auditor' };
const oldAda: AdminKey = { ...ada, keyid: 'kPrK_qmxVW', isRevoked: true };
const revoke = (key: AdminKey) => `POST /api/admin/keys/${key.keyid}/revoke`;

async function withKeys(t: ExecutionContext, keys: readonly AdminKey[], more: object = {}) {
  const replies: Record<string, Reply> = { 'GET /api/admin/keys': json({ keys }) };
  for (const key of keys) replies[revoke(key)] = json({ ...key, isRevoked: true });
  const { url, seen } = await fakeService(t, { ...replies, ...more });
  const { path } = newKeyFile(t);
  const run = (args: readonly string[], options: CliOptions = {}) =>
    runCli(['--url', url, '--key', path, 'keys', ...args], options);
  const requests = () => seen.map(({ line }) => line).filter((line) => line.startsWith('POST'));
  return { run, requests, seen };
}

test('keys list shows status and last use of each key', async (t) => {
  const { run } = await withKeys(t, [ada, oldAda]);
  const { stdout } = await run(['list']);
  t.deepEqual(stdout.split('\n').slice(0, 3), [
    'keyid\tstatus\trole\tlast_used_at\tname',
    `${ada.keyid}\tactive\tadmin\t2026-03-01T09:00:00.000Z\tAda`,
    `${oldAda.keyid}\trevoked\tadmin\t2026-03-01T09:00:00.000Z\tAda`,
  ]);
});

const invitation: Invitation = {
  invitation: 'WzFiCMqR9MdeO21hnnKmTQ',
  link: 'http://localhost:4001/#/enrol/WzFiCMqR9MdeO21hnnKmTQ',
  name: 'Ada',
  role: 'admin',
  expiresAt: '2026-03-01T09:15:00.000Z',
};
const invites = 'POST /api/admin/invites';

test('keys invite prints only the link to stdout, and explains it on stderr', async (t) => {
  const { run, seen } = await withKeys(t, [], { [invites]: json(invitation, 201) });
  const args = ['invite', '--name', ' Ada ', '--role', 'admin'];
  const { exitCode, stdout, stderr } = await run(args);
  t.is(exitCode, exitCodes.done);
  t.is(stdout, `${invitation.link}\n`);
  const [validity, , next] = readLines(stderr);
  t.is(validity, 'For Ada, role admin. It enrols one key, once, until 2026-03-01T09:15:00.000Z.');
  t.true(next?.includes('raffle keys list'));
  t.deepEqual(JSON.parse(seen[0]!.body), { name: 'Ada', role: 'admin' });
  t.deepEqual(JSON.parse((await run([...args, '--json'])).stdout), invitation);
});

test('keys invite asks for 1 to 7 days, and refuses other numbers', async (t) => {
  const { run, seen } = await withKeys(t, [], { [invites]: json(invitation, 201) });
  const args = ['invite', '--name', 'Sam', '--role', 'seller', '--days'];
  t.is((await run([...args, '7'])).exitCode, exitCodes.done);
  t.deepEqual(JSON.parse(seen[0]!.body), { name: 'Sam', role: 'seller', validForDays: 7 });
  for (const days of ['0', '8', '1.5', 'x']) {
    t.is((await run([...args, days])).exitCode, exitCodes.usage, days);
  }
  t.is(seen.length, 1);
});

test('keys invite requires a name and a role', async (t) => {
  for (const args of [
    ['--name', 'Ada'],
    ['--role', 'admin'],
    ['--name', ' ', '--role', 'admin'],
  ]) {
    t.is((await runCli(['keys', 'invite', ...args])).exitCode, exitCodes.usage);
  }
});

for (const [what, text] of Object.entries({
  'its keyid': ada.keyid,
  'the beginning of its keyid': 'poqkL',
  'its name, though a revoked key has it too': 'Ada',
})) {
  test(`keys revoke finds a key by ${what}`, async (t) => {
    const { run, requests } = await withKeys(t, [ada, bo, oldAda]);
    const { exitCode, stdout } = await run(['revoke', text, '--confirm', 'Ada', '--json']);
    t.is(exitCode, exitCodes.done);
    t.deepEqual(requests(), [revoke(ada)]);
    t.like(JSON.parse(stdout), { keyid: ada.keyid, isRevoked: true });
  });
}

test('keys revoke prints the consequence and asks for the name', async (t) => {
  const { run, requests } = await withKeys(t, [ada, bo]);
  const { exitCode, stdout, stderr, questions } = await run(['revoke', 'poqkX'], {
    answers: [' Bo Bell '],
  });
  t.is(exitCode, exitCodes.done);
  t.is(questions.length, 1);
  t.is(
    readLines(stderr)[0],
    'Bo Bell. Key poqkXXXX, role auditor, last used 2026-03-01T09:00:00.000Z.',
  );
  t.true(readLines(stdout).includes('status        revoked'));
  t.deepEqual(requests(), [revoke(bo)]);
});

test('keys revoke is declined by another name, and does not ask without a terminal', async (t) => {
  const { run, requests } = await withKeys(t, [bo]);
  t.is((await run(['revoke', 'Bo Bell'], { answers: ['bo'] })).exitCode, exitCodes.declined);
  t.is((await run(['revoke', 'Bo Bell', '--confirm', ''])).exitCode, exitCodes.declined);
  t.deepEqual(requests(), []);
  const unasked = await run(['revoke', 'Bo Bell']);
  t.is(unasked.exitCode, exitCodes.done, unasked.stderr);
  t.deepEqual(unasked.questions, []);
  t.deepEqual(requests(), [revoke(bo)]);
});

test('keys revoke changes nothing if several keys or none match', async (t) => {
  const { run, requests } = await withKeys(t, [ada, bo]);
  const several = await run(['revoke', 'poqk', '--confirm', 'Ada']);
  t.is(several.exitCode, exitCodes.usage);
  for (const { keyid } of [ada, bo]) t.true(several.stderr.includes(keyid));
  t.is((await run(['revoke', 'Cem', '--confirm', 'Cem'])).exitCode, exitCodes.refused);
  t.deepEqual(requests(), []);
});

test('a keyid that begins with a hyphen can be given as the printed command shows', async (t) => {
  const odd = { ...ada, keyid: '-qkLGiymh' };
  const { run, requests } = await withKeys(t, [odd]);
  const { stderr } = await run(['revoke', 'Ada', '--confirm', 'Bo']);
  t.true(stderr.includes('raffle keys revoke --confirm Ada -- -qkLGiymh'));
  const given = await run(['revoke', '--confirm', 'Ada', '--', '-qkLGiymh']);
  t.is(given.exitCode, exitCodes.done, given.stderr);
  t.deepEqual(requests(), [revoke(odd)]);
});

test('keys revoke does not ask about a key that is already revoked', async (t) => {
  const { run } = await withKeys(t, [oldAda]);
  const { exitCode, questions } = await run(['revoke', 'Ada'], { answers: ['x'] });
  t.is(exitCode, exitCodes.done);
  t.deepEqual(questions, []);
});

test('revoking the last admin key exits with 7', async (t) => {
  const { run } = await withKeys(t, [ada], { [revoke(ada)]: problem('last-admin-key') });
  const { exitCode, stderr } = await run(['revoke', 'Ada', '--confirm', 'Ada']);
  t.is(exitCode, exitCodes.refused);
  t.is(stderr, 'Told: last-admin-key.\n');
});

test('after no answer, each command says that the change may have been made and how to repeat it', async (t) => {
  const enrolments = 'POST /api/admin/enrolments';
  const silent = { [invites]: hangUp, [revoke(ada)]: hangUp, [enrolments]: hangUp };
  const { run } = await withKeys(t, [ada], silent);
  for (const args of [
    ['invite', '--name', 'Ada', '--role', 'admin'],
    ['revoke', 'Ada', '--confirm', 'Ada'],
    ['enrol', invitation.link],
  ]) {
    const { exitCode, stdout, stderr } = await run(args);
    t.is(exitCode, exitCodes.notChecked);
    t.is(stdout, '');
    t.true(stderr.includes('The change may have been made.'));
  }
});

test('a key is invited, enrolled, listed and revoked at the command line', async (t) => {
  const service = await startTestService(t);
  const cwd = temporaryFolder(t);
  const raffle = (key: string, ...args: string[]) =>
    runCli([...args, '--key', key], { env: { RAFFLE_URL: service.url }, cwd });
  const operator = join(service.dataDir, 'operator.pem');
  const made = await raffle('bo.pem', 'keys', 'create', '--name', 'Bo Bell', '--json');
  const { keyid } = JSON.parse(made.stdout) as AdminKey;
  t.is((await raffle('bo.pem', 'keys', 'list')).exitCode, exitCodes.notAuthorised);

  const link = (await raffle(operator, 'keys', 'invite', '--name', 'Bo', '--role', 'auditor'))
    .stdout;
  const enrolled = await raffle('bo.pem', 'keys', 'enrol', link.trim(), '--json');
  t.is(enrolled.exitCode, exitCodes.done, enrolled.stderr);
  t.like(JSON.parse(enrolled.stdout), { keyid, name: 'Bo', role: 'auditor', isRevoked: false });
  const again = await raffle('bo.pem', 'keys', 'enrol', link.trim().split('/').at(-1)!);
  t.is(again.exitCode, exitCodes.done, again.stderr);
  await raffle('eve.pem', 'keys', 'create');
  t.is((await raffle('eve.pem', 'keys', 'enrol', link.trim())).exitCode, exitCodes.refused);

  t.true((await raffle('bo.pem', 'keys', 'list')).stdout.includes(`\n${keyid}\tactive\t`));
  const revoked = await raffle(operator, 'keys', 'revoke', 'Bo', '--confirm', 'Bo');
  t.is(revoked.exitCode, exitCodes.done, revoked.stderr);
  t.is((await raffle('bo.pem', 'keys', 'list')).exitCode, exitCodes.notAuthorised);
  const last = await raffle(operator, 'keys', 'revoke', 'operator', '--confirm', 'operator');
  t.is(last.exitCode, exitCodes.refused);
  t.is(last.exitCode, exitCodes.refused);
});

test('keys create requires --name if the login name is not valid, and creates no key', async (t) => {
  const path = join(temporaryFolder(t), 'key.pem');
  const env = { USER: 'a\tb' };
  const made = await runCli(['--key', path, 'keys', 'create'], { env });
  t.is(made.exitCode, exitCodes.usage);
  t.is(made.exitCode, exitCodes.usage);
  t.false(existsSync(path));
  t.is((await runCli(['--key', path, 'keys', 'create', '--name', 'Ada'], { env })).exitCode, 0);
});
