import test from 'ava';
import type { VoidRequest } from '#contract/requests.ts';
import type { SoldTickets } from '#contract/tickets.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { fakeService, json, problem, spring, type Reply } from './support/fake-service.ts';
import { newKeyFile } from './support/key-files.ts';
import { readLines } from './support/printed.ts';
import { startWithCli, type ServiceWithCli } from './support/real-service.ts';
import { runCli } from './support/run-cli.ts';

const create = "create --title Fair --id fair --capacity 10 --price '2.00 GBP'";

async function list({ raffle }: ServiceWithCli): Promise<SoldTickets> {
  return JSON.parse((await raffle('tickets fair --json')).stdout) as SoldTickets;
}
const numbersOf = ({ tickets }: SoldTickets) => tickets.map(({ number }) => number);

test('void asks for the id, gives the number back for sale, and is not repeated', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle(create);
  await fair.raffle('sell fair --quantity 2');
  t.is((await fair.raffle('void fair 1 --reason mistake')).exitCode, exitCodes.usage);
  t.is((await fair.raffle('void fair 1 --reason mistake', ['1'])).exitCode, exitCodes.declined);
  t.is((await fair.raffle('void fair 1')).exitCode, exitCodes.usage, 'a reason is missing');
  t.is((await fair.raffle('void fair --reason mistake')).exitCode, exitCodes.usage);
  t.deepEqual(numbersOf(await list(fair)), [1, 2]);
  const line = 'void fair 1 --reason mistake --idempotency-key once';
  const voided = await fair.raffle(line, ['fair']);
  t.is(voided.exitCode, exitCodes.done, voided.stderr);
  t.deepEqual(voided.questions, ["Type the raffle's id (fair) to void 1 ticket"]);
  await fair.raffle('sell fair');
  t.is((await fair.raffle(`${line} --confirm fair`)).exitCode, exitCodes.done);
  t.deepEqual(numbersOf(await list(fair)), [2, 1], 'number 1 is sold again');
});

test('void --unpaid names the count and voids every unpaid ticket in one request', async (t) => {
  const fair = await startWithCli(t);
  await fair.raffle(create);
  await fair.raffle('sell fair --quantity 2');
  await fair.raffle('sell fair --paid');
  t.is((await fair.raffle('void fair 3 --unpaid --confirm fair')).exitCode, exitCodes.usage);
  const voided = await fair.raffle('void fair --unpaid', ['fair']);
  t.is(voided.exitCode, exitCodes.done, voided.stderr);
  t.deepEqual(voided.questions, ["Type the raffle's id (fair) to void 2 unpaid tickets"]);
  const { voided: list_, ...rest } = await list(fair);
  t.deepEqual(numbersOf({ voided: list_, ...rest }), [3]);
  t.deepEqual(
    list_.map(({ number, reason }) => `${number} ${reason}`),
    ['1 unpaid', '2 unpaid'],
  );
  const again = await fair.raffle('void fair --unpaid --confirm fair');
  t.is(again.stderr, 'fair has no unpaid ticket. Nothing was changed.\n');
});

test('void --unpaid voids thousands of tickets, and says in how many requests', async (t) => {
  const fair = await startWithCli(t);
  const { operator } = fair.service;
  const params = { id: 'fair' };
  const rules = { ...params, title: 'Fair', capacity: 3_000, perPersonLimit: 1_000 };
  await operator.call('createRaffle', { body: rules });
  for (const quantity of [1_000, 1_000, 200]) {
    const idempotencyKey = crypto.randomUUID();
    await operator.call('sellTickets', { params, body: { quantity }, idempotencyKey });
  }
  const body = { numbers: [7, 1_500], paid: true };
  await operator.call('markPayments', { params, body });
  const { exitCode, questions, stderr } = await fair.raffle('void fair --unpaid', ['fair']);
  t.is(exitCode, exitCodes.done, stderr);
  t.deepEqual(questions, ["Type the raffle's id (fair) to void 2198 unpaid tickets"]);
  t.true(stderr.includes('This takes 3 requests of at most 1000 tickets, each all or nothing.'));
  t.is(readLines(stderr).at(-1), 'Voided: 2198 tickets.');
  t.deepEqual(numbersOf(await list(fair)), [7, 1_500]);
});

const voids = 'POST /api/admin/raffles/spring/voids';

/** A service with these unpaid tickets, and what `void --unpaid` does there. */
async function voidUnpaid(count: number, reply: Reply, t: Parameters<typeof fakeService>[0]) {
  const tickets = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    sale: index + 1,
    purchasedAt: '2026-03-01T09:00:00.000Z',
    holder: `h${index}`,
    email: '',
  }));
  const sold = json({ tickets, voided: [], to: count + 1 });
  const { url, seen } = await fakeService(t, {
    'GET /api/admin/raffles/spring/tickets': sold,
    [voids]: reply,
  });
  const args = ['void', 'spring', '--unpaid', '--confirm', 'spring', '--url', url];
  const result = await runCli([...args, '--key', newKeyFile(t).path]);
  const sent = seen.filter(({ line }) => line === voids);
  const bodies = sent.map(({ body }) => JSON.parse(body) as VoidRequest);
  return {
    ...result,
    sent: bodies.map(({ numbers }) => numbers),
    soldBefore: new Set(bodies.map(({ soldBefore }) => soldBefore)),
    keys: sent.map(({ headers }) => headers['idempotency-key']),
  };
}

for (const code of ['ticket-paid', 'ticket-not-valid'] as const) {
  test(`void --unpaid names the list it rests on, and leaves out the tickets of ${code}`, async (t) => {
    const refusal = problem(code, { facts: { numbers: [2, 3] } });
    const reply: Reply = (response, request) =>
      (request.body.includes('2,') ? refusal : json(spring))(response, request);
    const { exitCode, stderr, sent, soldBefore, keys } = await voidUnpaid(4, reply, t);
    t.is(exitCode, exitCodes.done, stderr);
    t.deepEqual(sent, [
      [1, 2, 3, 4],
      [1, 4],
    ]);
    t.deepEqual([...soldBefore], [5]);
    t.is(new Set(keys).size, 2);
    t.deepEqual(readLines(stderr).slice(-2), [
      'Voided: 2 tickets.',
      'Left out, because paid, voided or sold again meanwhile: 2 tickets.',
    ]);
  });
}

test('void --unpaid that ends early says how many tickets were voided before', async (t) => {
  const reply: Reply = (response, request) =>
    (request.body.includes('1001') ? problem('raffle-closed') : json(spring))(response, request);
  const { exitCode, stderr } = await voidUnpaid(1_500, reply, t);
  t.is(exitCode, exitCodes.refused);
  t.is(readLines(stderr).at(-1), 'Before that, 1000 of 1500 tickets were voided.');
});
