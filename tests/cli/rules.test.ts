import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { exitCodes } from '../../cli/exit-codes.ts';
import { temporaryFolder } from '../support/service.ts';
import { fakeService, json, spring } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { splitLine, startWithCli } from './support/real-service.ts';
import { runCli } from './support/run-cli.ts';

process.env['TZ'] = 'Europe/London';

const fair =
  "create --title 'Sumer fair' --id fair --prize Bicycle --prize Hamper --prize Book --reserves 2 " +
  "--one-prize-per-person --opens '2099-05-22 09:00' --closes '2099-05-29 17:00' " +
  "--claim-by 2099-06-12T12:00Z --price '2.00 GBP' --notice notice.json";
const notice = { organiser: 'Parents of Hill School', terms: 'One line.\nAnother line.' };

test('create sends prizes, reserves, times, price and notice, and says times with their zone', async (t) => {
  const { raffle, cwd, view } = await startWithCli(t);
  writeFileSync(join(cwd, 'notice.json'), JSON.stringify(notice));
  const { exitCode, stderr } = await raffle(fair);
  t.is(exitCode, exitCodes.done, stderr);
  t.like(await view('fair'), {
    status: 'announced',
    prizes: [{ title: 'Bicycle' }, { title: 'Hamper' }, { title: 'Book' }],
    reserves: 2,
    onePrizePerPerson: true,
    opensAt: '2099-05-22T08:00:00.000Z',
    closesAt: '2099-05-29T16:00:00.000Z',
    claimBy: '2099-06-12T12:00:00.000Z',
    notice: { ...notice, price: { amount: 200, currency: 'GBP' } },
  });
  t.true(stderr.includes('Friday, 29 May 2099 at 17:00:00 BST (2099-05-29T16:00:00.000Z)'), stderr);
});

test('amend shows old and new values, asks for the id, and keeps what is not named', async (t) => {
  const { raffle, cwd, view } = await startWithCli(t);
  writeFileSync(join(cwd, 'notice.json'), JSON.stringify(notice));
  await raffle(fair);
  const change = "amend fair --title 'Summer fair' --price '2.50 GBP' --remove claim-by";
  const declined = await raffle(change, ['spring']);
  t.is(declined.exitCode, exitCodes.declined);
  t.is((await view('fair')).version, 1);
  const amended = await raffle(change, ['fair']);
  t.is(amended.exitCode, exitCodes.done, amended.stderr);
  t.deepEqual(amended.questions, ["Type the raffle's id (fair) to change these rules"]);
  for (const text of ['Sumer fair', 'Summer fair', '£2.00', '£2.50', '12 June 2099', '(none)']) {
    t.true(amended.stderr.includes(text), text);
  }
  t.true(amended.stderr.includes('No ticket is sold, so no mail is sent.'));
  t.false(amended.stderr.includes('Parents of Hill School'), 'the organiser does not change');
  const { claimBy, closesAt, notice: after } = await view('fair');
  t.is(claimBy, undefined);
  t.is(closesAt, '2099-05-29T16:00:00.000Z');
  t.deepEqual(after, { ...notice, price: { amount: 250, currency: 'GBP' } });
});

test('amend removes a member of the notice alone, and the whole notice', async (t) => {
  const { raffle, cwd, view } = await startWithCli(t);
  writeFileSync(join(cwd, 'notice.json'), JSON.stringify(notice));
  await raffle(fair);
  await raffle('amend fair --remove price --confirm fair');
  t.deepEqual((await view('fair')).notice, notice);
  await raffle('amend fair --remove notice --remove opens --confirm fair');
  t.like(await view('fair'), { notice: undefined, opensAt: undefined, status: 'open' });
});

test('amend without a change asks nothing and sends nothing', async (t) => {
  const { raffle, view } = await startWithCli(t);
  await raffle('create --title Fair --id fair');
  const same = await raffle('amend fair --title Fair --capacity 100 --remove claim-by', []);
  t.is(same.exitCode, exitCodes.done);
  t.deepEqual(same.questions, []);
  t.is((await view('fair')).version, 1);
});

test('amend names the holders who are told, and a final rule is refused', async (t) => {
  const { raffle, service, view } = await startWithCli(t);
  await raffle("create --title Fair --id fair --closes '2099-05-29 17:00'");
  await (await service.signIn('ann@example.org')).buy('fair');
  const refused = await raffle('amend fair --capacity 50 --confirm fair');
  t.is(refused.exitCode, exitCodes.refused);
  const later = await raffle("amend fair --closes '2099-05-29 18:00' --confirm fair");
  t.is(later.exitCode, exitCodes.done, later.stderr);
  t.true(later.stderr.includes('1 ticket sold.'));
  t.is((await view('fair')).closesAt, '2099-05-29T17:00:00.000Z');
});

test('show names what changed since the first sale, with the old values', async (t) => {
  const { raffle, service } = await startWithCli(t);
  await raffle("create --title 'Sumer fair' --id fair --closes '2099-05-29 17:00'");
  const changed = async () => {
    const [head = '', row = ''] = (await raffle('show fair')).stdout.split('\n');
    return row.split('\t')[head.split('\t').indexOf('changed_since_first_sale')];
  };
  await raffle("amend fair --title 'Summer far' --confirm fair");
  await (await service.signIn('ann@example.org')).buy('fair');
  t.is(await changed(), '');
  await raffle("amend fair --title 'Summer fair' --closes '2099-05-29 18:00' --confirm fair");
  t.is(
    await changed(),
    'title (was: Summer far); closes at (was: Friday, 29 May 2099 at 17:00:00 BST (2099-05-29T16:00:00.000Z))',
  );
});

test('cancel asks for the id, and the reason is public', async (t) => {
  const { raffle, view } = await startWithCli(t);
  await raffle('create --title Fair --id fair');
  const cancel = "cancel fair --reason 'The fair is rained off.'";
  t.is((await raffle(cancel)).exitCode, exitCodes.usage, 'there is no terminal to ask');
  t.is((await raffle(cancel, ['no'])).exitCode, exitCodes.declined);
  t.is((await view('fair')).status, 'open');
  t.is((await raffle(cancel, ['fair'])).exitCode, exitCodes.done);
  t.like(await view('fair'), { status: 'cancelled', cancelReason: 'The fair is rained off.' });
  t.is((await raffle(`${cancel} --confirm fair`)).exitCode, exitCodes.refused);
});

const badNotices: Record<string, string> = {
  'no JSON': '{',
  'an unknown member': '{"colour": "red"}',
  HTML: '{"terms": "<b>x</b>"}',
  'terms of 5,000 characters': JSON.stringify({ terms: 'x'.repeat(5_000) }),
  'a negative price': '{"price": {"amount": -1, "currency": "GBP"}}',
};
for (const [what, text] of Object.entries(badNotices)) {
  test(`a notice with ${what} is a usage error, and nothing is sent`, async (t) => {
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'notice.json'), text);
    const { url, seen } = await fakeService(t, { 'POST /api/admin/raffles': json(spring, 201) });
    const args = splitLine(`create --title Fair --notice notice.json --key ${newKeyFile(t).path}`);
    const result = await runCli([...args, '--url', url], { cwd });
    t.is(result.exitCode, exitCodes.usage);
    t.true(result.stderr.startsWith('--notice notice.json: '));
    t.deepEqual(seen, []);
  });
}

for (const [what, args] of Object.entries({
  'a closing before the opening': "--opens '2099-05-29 17:00' --closes '2099-05-22 09:00'",
  'a closing in the past': '--closes 2020-05-22T09:00Z',
  'too few reserves for one prize per person': '--prize A --prize B --one-prize-per-person',
})) {
  test(`${what} is refused by the service as a usage error`, async (t) => {
    const { raffle } = await startWithCli(t);
    const { exitCode, stderr } = await raffle(`create --title Fair --id fair ${args}`);
    t.is(exitCode, exitCodes.usage, stderr);
    t.is((await raffle('show fair')).exitCode, exitCodes.refused);
  });
}
