import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { Summary } from '#contract/summary.ts';
import type { DeskSale, SoldTickets } from '#contract/tickets.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { fakeService, hangUp, json, spring, type Reply } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { readLines } from './support/printed.ts';
import { startWithCli, type ServiceWithCli } from './support/real-service.ts';
import { runCli } from './support/run-cli.ts';

const create = "create --title Fair --id fair --capacity 10 --price '2.00 GBP'";

async function list({ raffle }: ServiceWithCli, options = ''): Promise<SoldTickets> {
  return JSON.parse((await raffle(`tickets fair --json ${options}`)).stdout) as SoldTickets;
}
const numbersOf = ({ tickets }: SoldTickets) => tickets.map(({ number }) => number);

test('sell prints the tickets and a link that shows them without sign-in', async (t) => {
  const { raffle } = await startWithCli(t);
  await raffle(create);
  const sold = await raffle(
    "sell fair --quantity 2 --name 'Mia Lee' --phone '+44 20 7946 0000'",
    [],
  );
  t.is(sold.exitCode, exitCodes.done, sold.stderr);
  const [numbers, total, link] = readLines(sold.stdout);
  t.is(numbers, 'Sold: tickets 1 and 2.');
  t.is(total, 'To pay: £4.00');
  const claimUrl = link!.slice(link!.indexOf('http'));
  const claim = (await (await fetch(claimUrl)).json()) as { tickets: { number: number }[] };
  t.deepEqual(
    claim.tickets.map(({ number }) => number),
    [1, 2],
  );

  const paid = await raffle('sell fair --paid', []);
  t.is(readLines(paid.stdout)[1], 'Paid: £2.00');

  const piped = readLines((await raffle('sell fair')).stdout);
  t.is(piped[0], 'number\tsale\tpurchased_at\tclaim_url');
  t.regex(piped[1]!, /^4\t4\t\S+\thttp\S+$/);
});

test('a sale without an answer is repeated with its key, and the tickets are sold once', async (t) => {
  const real = await startWithCli(t);
  await real.raffle(create);
  const { stderr } = await sellWithoutAnswer(t);
  const [, line] = /raffle (sell spring .*)$/m.exec(stderr)!;
  const repeat = line!.replace('spring', 'fair').replace(/ --url.*/, '');
  const first = await real.raffle(`${repeat} --json`);
  const second = await real.raffle(`${repeat} --json`);
  t.is(first.exitCode, exitCodes.done, first.stderr);
  t.is(second.stdout, first.stdout);
  t.deepEqual(numbersOf(await list(real)), [1, 2]);
  t.is((JSON.parse(first.stdout) as DeskSale).tickets.length, 2);
});

/** A sale whose request arrives and whose answer is lost. */
async function sellWithoutAnswer(t: Parameters<typeof fakeService>[0]) {
  const { url, seen } = await fakeService(t, {
    'GET /api/raffles/spring': json(spring),
    'POST /api/admin/raffles/spring/sales': hangUp,
  });
  const key = newKeyFile(t).path;
  const args = ['sell', 'spring', '--quantity', '2', '--name', 'Mia Lee', '--paid'];
  const result = await runCli([...args, '--url', url, '--key', key]);
  t.is(result.exitCode, exitCodes.notChecked);
  t.is(result.stdout, '');
  t.true(result.stderr.includes(String(seen.at(-1)!.headers['idempotency-key'])));
  return result;
}

test('more than the limit per person and a wrong address sell nothing', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle(`${create} --per-person-limit 2`);
  t.is((await fair.raffle('sell fair --quantity 3')).exitCode, exitCodes.usage);
  t.is((await fair.raffle('sell fair --quantity 0')).exitCode, exitCodes.usage);
  t.is((await fair.raffle('sell fair --email not-an-address')).exitCode, exitCodes.usage);
  t.is((await fair.raffle('sell fair --phone none')).exitCode, exitCodes.usage);
  const email = 'sell fair --quantity 2 --email ann@example.org';
  t.deepEqual(numbersOf(await list(fair)), []);
  t.is((await fair.raffle(email)).exitCode, exitCodes.done);
  t.is((await fair.raffle(email)).exitCode, exitCodes.refused, 'Ann has as many as she may');
  t.deepEqual(numbersOf(await list(fair)), [1, 2]);
});

test('tickets shows channel and payment, and can be limited to unpaid ones', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle(create);
  await (await fair.service.signIn('ann@example.org')).buy('fair');
  await fair.raffle("sell fair --name '=HYPERLINK(1)' --paid");
  const [head, web, desk] = readLines((await fair.raffle('tickets fair')).stdout);
  t.is(head, 'number\tholder\temail\tpurchased_at\tname\tphone\tchannel\tpaid');
  t.deepEqual(web!.split('\t').slice(-2), ['web', 'no']);
  t.deepEqual(desk!.split('\t').slice(-4), ['=HYPERLINK(1)', '', 'desk', 'yes']);
  t.deepEqual(numbersOf(await list(fair, '--unpaid')), [1]);
  const { stdout } = await fair.raffle('tickets fair --csv');
  t.true(stdout.startsWith('\uFEFFnumber,sale,'));
  t.true(stdout.includes(",'=HYPERLINK(1),"), 'no spreadsheet evaluates it');
});

test('pay marks tickets by number and by list, and takes marks back', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle(create);
  for (let sale = 0; sale < 3; sale += 1) await fair.raffle('sell fair --quantity 2');
  t.is((await fair.raffle('pay fair 1 3')).exitCode, exitCodes.done);
  t.deepEqual(numbersOf(await list(fair, '--unpaid')), [2, 4, 5, 6]);

  const csv = (await fair.raffle('tickets fair --unpaid --csv')).stdout.split('\r\n');
  writeFileSync(join(fair.cwd, 'paid.csv'), [...csv.slice(0, 3), ''].join('\r\n'));
  const listed = await fair.raffle('pay fair --list paid.csv');
  t.is(listed.stderr, 'In fair, tickets 2 and 4 are marked as paid.\n');
  writeFileSync(join(fair.cwd, 'more.csv'), '5; 6\n5\n');
  t.is((await fair.raffle('pay fair --list more.csv')).exitCode, exitCodes.done);
  t.is(
    (await fair.raffle('tickets fair --unpaid', [])).stderr,
    'Every ticket is marked as paid.\n',
  );

  t.is((await fair.raffle('pay fair 3 --not-paid')).exitCode, exitCodes.done);
  t.deepEqual(numbersOf(await list(fair, '--unpaid')), [3]);
  const shown = JSON.parse((await fair.raffle('show fair --json')).stdout) as { summary: Summary };
  t.like(shown.summary, { sold: 6, paid: 5, due: 1, desk: 6, income: { amount: 1000, due: 200 } });
  const rows = readLines((await fair.raffle('show fair', [])).stdout);
  t.true(rows.some((row) => /^income +£10\.00$/.test(row)));
});

test('pay marks no sale that is newer than the list', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle(create);
  await fair.raffle('sell fair --quantity 2');
  const { stdout } = await fair.raffle('tickets fair --csv');
  writeFileSync(join(fair.cwd, 'paid.csv'), stdout);
  await fair.raffle('void fair 1 --reason refunded --confirm fair');
  await fair.raffle('sell fair --name Mia');
  const refused = await fair.raffle('pay fair --list paid.csv');
  t.is(refused.exitCode, exitCodes.refused);
  t.is(refused.stderr, 'numbers: ticket 1 was sold after you looked. Nothing was changed.\n');
  t.deepEqual(numbersOf(await list(fair, '--unpaid')), [2, 1]);
  t.is((await fair.raffle('pay fair 1')).exitCode, exitCodes.done, 'the number that has it now');
});

const badLists: Record<string, string> = {
  'a word': '1\nfive\n',
  'no number': '',
  'a column of names before the numbers': 'name,amount\nMia,2\n',
  'an empty cell in the column of numbers': 'number,name\n1,Mia\n,Bo\n',
  'a sale that is not a log index': 'number,sale\n1,first\n',
  'a torn quote': '"1\n2\n',
};
for (const [what, text] of Object.entries(badLists)) {
  test(`a list with ${what} marks nothing`, async (t) => {
    const { url, seen } = await fakeService(t, {});
    const folder = newKeyFile(t).path.replace('/key.pem', '');
    writeFileSync(join(folder, 'paid.csv'), text);
    const args = ['pay', 'spring', '--list', 'paid.csv', '--url', url, '--key', 'key.pem'];
    const { exitCode, stderr } = await runCli(args, { cwd: folder });
    t.is(exitCode, exitCodes.usage, stderr);
    t.true(stderr.startsWith('--list paid.csv: '));
    t.deepEqual(seen, []);
  });
}

test('more numbers than one request may name are marked in several', async (t) => {
  const paths = 'PUT /api/admin/raffles/spring/payments';
  const done: Reply = (response) => void response.writeHead(204).end();
  const { url, seen } = await fakeService(t, { [paths]: done });
  const numbers = Array.from({ length: 1_500 }, (_, index) => String(index + 1));
  const args = ['pay', 'spring', ...numbers, '--json', '--url', url, '--key', newKeyFile(t).path];
  const { exitCode } = await runCli(args);
  t.is(exitCode, exitCodes.done);
  const sent = seen.map(({ body }) => (JSON.parse(body) as { numbers: number[] }).numbers);
  t.deepEqual(
    sent.map(({ length }) => length),
    [1_000, 500],
  );
  t.deepEqual(sent.flat(), numbers.map(Number));
});
