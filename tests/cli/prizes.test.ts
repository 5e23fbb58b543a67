import test from 'ava';
import type { DrawRecord } from '#contract/draws.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { readLines } from './support/printed.ts';
import { startWithCli, type ServiceWithCli } from './support/real-service.ts';
import { withoutRandomText } from '../support/random-text.ts';

/** A raffle with two prizes and a reserve, drawn from four tickets of two buyers at the desk. */
async function drawFair(fair: ServiceWithCli): Promise<DrawRecord> {
  await fair.raffle('create --title Fair --id fair --prize Bicycle --prize Hamper --reserves 1');
  await fair.raffle("sell fair --quantity 2 --name 'Mia Lee' --phone '020 7946 0000'");
  await fair.raffle('sell fair --quantity 2 --email bob@example.org');
  const { stdout } = await fair.raffle('draw fair --confirm fair --json');
  return JSON.parse(stdout) as DrawRecord;
}

const cellsOf = (stdout: string) => readLines(stdout).map((line) => line.split('\t'));

test('draw and prizes print every prize with its ticket', async (t) => {
  const fair = await startWithCli(t);
  const draw = await drawFair(fair);
  const tickets = draw.order.map(({ ticketNumber }) => String(ticketNumber));
  const listed = await fair.raffle('prizes fair');
  const [head, first, second] = cellsOf(listed.stdout);
  t.deepEqual(head, ['prize', 'state', 'ticket_number', 'holder', 'title']);
  t.deepEqual(first, ['1', 'drawn', tickets[0]!, draw.order[0]!.holder, 'Bicycle']);
  t.deepEqual([second![2], second![4]], [tickets[1]!, 'Hamper']);
  t.true(listed.stderr.includes(`Drawn and without a prize, in order: ${tickets[2]}.`));

  const repeated = await fair.raffle('draw fair --confirm fair');
  t.is(repeated.exitCode, exitCodes.refused);
  t.deepEqual(
    cellsOf(repeated.stdout)
      .slice(1)
      .map((row) => row[1]),
    tickets.slice(0, 2),
  );
});

test('prizes before the draw lists what can be won', async (t) => {
  const { raffle } = await startWithCli(t);
  await raffle('create --title Fair --id fair --prize Bicycle --prize Hamper');
  const rows = cellsOf((await raffle('prizes fair')).stdout).slice(1);
  t.deepEqual(rows, [
    ['1', 'not drawn', '', '', 'Bicycle'],
    ['2', 'not drawn', '', '', 'Hamper'],
  ]);
});

test('prizes --contacts says how to reach the winners, with an operator key only', async (t) => {
  const fair = await startWithCli(t);
  await drawFair(fair);
  const contacts = cellsOf((await fair.raffle('prizes fair --contacts')).stdout);
  t.deepEqual(contacts[0]!.slice(2), ['ticket_number', 'email', 'name', 'phone', 'title']);
  for (const [, , ticket, ...buyer] of contacts.slice(1)) {
    const isMia = Number(ticket) <= 2;
    t.deepEqual(
      buyer.slice(0, 3),
      isMia ? ['', 'Mia Lee', '020 7946 0000'] : ['bob@example.org', '', ''],
    );
  }
  const shown = withoutRandomText((await fair.raffle('prizes fair --json')).stdout);
  t.false(shown.includes('Mia'));
  const keyless = await fair.raffle('prizes fair --contacts --key none.pem');
  t.is(keyless.exitCode, exitCodes.notAuthorised);
});

test('claim and forfeit ask for the id, name the ticket, and follow the draw order', async (t) => {
  const fair = await startWithCli(t);
  const { order } = await drawFair(fair);
  const [first, second, third] = order.map(({ ticketNumber }) => ticketNumber);
  t.is((await fair.raffle('claim fair 2')).exitCode, exitCodes.usage);
  const claimed = await fair.raffle('claim fair 2', ['fair']);
  t.is(claimed.exitCode, exitCodes.done, claimed.stderr);
  t.deepEqual(claimed.questions, [
    `Type the raffle's id (fair) to record that ticket ${second} got prize 2 (Hamper)`,
  ]);
  t.is(
    (await fair.raffle(`forfeit fair 2 --reason declined --ticket ${second} --confirm fair`))
      .exitCode,
    exitCodes.refused,
  );
  t.is((await fair.raffle('forfeit fair 1 --confirm fair')).exitCode, exitCodes.usage, 'no reason');

  const forfeit = 'forfeit fair 1 --reason declined';
  t.is((await fair.raffle(forfeit, ['no'])).exitCode, exitCodes.declined);
  const forfeited = await fair.raffle(`${forfeit} --ticket ${first} --confirm fair --json`);
  t.is(forfeited.exitCode, exitCodes.done, forfeited.stderr);
  t.like(JSON.parse(forfeited.stdout), {
    winners: {
      0: { ticketNumber: third, state: 'drawn' },
      1: { ticketNumber: second, state: 'claimed' },
    },
    forfeits: { 0: { prize: 1, ticketNumber: first, reason: 'declined' } },
  });
  const stale = await fair.raffle(`${forfeit} --ticket ${first} --confirm fair`);
  t.is(stale.exitCode, exitCodes.refused, 'that ticket does not hold the prize any more');
  const { stderr } = await fair.raffle('prizes fair');
  t.true(stderr.includes(`Ticket ${first} forfeited prize 1 (declined) at `));
});

test('a script names the ticket, so that it never acts on another one', async (t) => {
  const fair = await startWithCli(t);
  const { order } = await drawFair(fair);
  for (const command of ['claim fair 1', 'forfeit fair 1 --reason declined']) {
    for (const answers of [undefined, ['fair']]) {
      const { exitCode, stderr, questions } = await fair.raffle(
        `${command} --confirm fair`,
        answers,
      );
      t.is(exitCode, exitCodes.usage);
      t.true(stderr.includes(`raffle ${command} --ticket <number> --confirm fair`), stderr);
      t.deepEqual(questions, []);
    }
  }
  t.is((await fair.view('fair')).version, 7, 'nothing was changed');
  const { exitCode } = await fair.raffle(
    `claim fair 1 --ticket ${order[0]!.ticketNumber} --confirm fair`,
  );
  t.is(exitCode, exitCodes.done);
});

test('a prize that does not exist, or is not drawn, is refused', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle('create --title Fair --id fair');
  const claim = (prize: number) => fair.raffle(`claim fair ${prize} --ticket 1 --confirm fair`);
  t.is((await claim(1)).exitCode, exitCodes.refused);
  await fair.raffle('sell fair');
  await fair.raffle('draw fair --confirm fair');
  t.is((await claim(2)).exitCode, exitCodes.refused);
  t.is((await claim(21)).exitCode, exitCodes.usage);
});
