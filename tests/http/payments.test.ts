import test, { type ExecutionContext } from 'ava';
import type { DeskSaleRequest, PaymentsRequest, VoidRequest } from '#contract/requests.ts';
import type { MyTickets } from '#contract/tickets.ts';
import { enrolOperator } from '../support/new-operators.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService, type Participant, type TestServiceOptions } from '../support/service.ts';
import { withoutRandomText } from '../support/random-text.ts';

const params = { id: 'fair' };
const price = { amount: 200, currency: 'GBP' };

async function startFair(
  t: ExecutionContext,
  options: TestServiceOptions = {},
  rules: object = {},
) {
  const service = await startTestService(t, options);
  const { operator } = service;
  const body = { ...params, title: 'Fair', perPersonLimit: 5, notice: { price }, ...rules };
  await operator.call('createRaffle', { body });
  const mark = (body: PaymentsRequest) => operator.call('markPayments', { params, body });
  const sell = (body: DeskSaleRequest, idempotencyKey: string = crypto.randomUUID()) =>
    operator.call('sellTickets', { params, body, idempotencyKey });
  const voidTickets = (body: VoidRequest, idempotencyKey: string = crypto.randomUUID()) =>
    operator.call('voidTickets', { params, body, idempotencyKey });
  const listPaid = async () => {
    const { tickets } = await operator.call('listSoldTickets', { params });
    return tickets.filter(({ paid }) => paid).map(({ number }) => number);
  };
  const summarise = () => operator.call('showSummary', { params });
  return { ...service, mark, sell, voidTickets, listPaid, summarise };
}

const readMine = async (person: Participant) =>
  (await (await person.fetch('/api/raffles/fair/tickets/mine')).json()) as MyTickets;

test('tickets are marked as paid and as not paid; the operator and the buyer see it', async (t) => {
  const { signIn, mark, listPaid } = await startFair(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('fair', { quantity: 3 });
  t.is(await mark({ numbers: [1, 3], paid: true }), undefined);
  t.deepEqual(await listPaid(), [1, 3]);
  t.deepEqual(
    (await readMine(ann)).tickets.map(({ paid }) => paid),
    [true, undefined, true],
  );
  await mark({ numbers: [3, 2], paid: false });
  t.deepEqual(await listPaid(), [1]);
});

test('marks are kept after a restart', async (t) => {
  const { signIn, mark, dataDir, stop } = await startFair(t);
  await (await signIn('ann@example.org')).buy('fair', { quantity: 2 });
  await mark({ numbers: [2], paid: true });
  await stop();
  const { operator } = await startTestService(t, { dataDir });
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.deepEqual(
    tickets.map(({ paid }) => paid),
    [undefined, true],
  );
});

test('a mark belongs to the sale, so a number that is sold again is not paid', async (t) => {
  const { signIn, mark, voidTickets, listPaid, summarise } = await startFair(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('fair');
  await mark({ numbers: [1], paid: true });
  await voidTickets({ numbers: [1], reason: 'mistake' });
  t.deepEqual(await listPaid(), []);
  await ann.buy('fair');
  t.deepEqual(await listPaid(), []);
  t.like(await summarise(), { sold: 1, paid: 0, due: 1, voidedPaid: 1 });
  await mark({ numbers: [1], paid: true });
  t.deepEqual(await listPaid(), [1]);
});

test('a mark names sold tickets only, all of them or none', async (t) => {
  const { signIn, mark, voidTickets, listPaid } = await startFair(t);
  await (await signIn('ann@example.org')).buy('fair', { quantity: 2 });
  await voidTickets({ numbers: [1], reason: 'mistake' });
  const refused = [
    [[2, 1], 'ticket-not-valid'],
    [[2, 3], 'ticket-not-valid'],
    [[2, 101], 'not-found'],
    [[2, 2], 'invalid-request'],
    [[2, 0], 'invalid-request'],
    [[], 'invalid-request'],
    [Array.from({ length: 1_001 }, (_, index) => index + 1), 'invalid-request'],
  ] as const;
  for (const [numbers, code] of refused) {
    await expectRefusal(t, mark({ numbers: [...numbers], paid: true }), code, 'numbers');
  }
  t.deepEqual(await listPaid(), []);
});

test('a number that was sold again since the operator looked is not marked', async (t) => {
  const { operator, signIn, mark, voidTickets, listPaid } = await startFair(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('fair', { quantity: 2 });
  const { to: soldBefore } = await operator.call('listSoldTickets', { params });
  await voidTickets({ numbers: [1], reason: 'refunded' });
  await ann.buy('fair');
  const order = { numbers: [1, 2], paid: true, soldBefore };
  await expectRefusal(t, mark(order), 'ticket-not-valid', 'numbers');
  t.deepEqual(await listPaid(), []);
  await mark({ ...order, numbers: [2] });
  t.deepEqual(await listPaid(), [2]);
});

test('a seller marks payments; an auditor does not', async (t) => {
  const { url, operator, signIn, listPaid } = await startFair(t);
  await (await signIn('ann@example.org')).buy('fair');
  const body = { numbers: [1], paid: true };
  const auditor = await enrolOperator(url, operator, { role: 'auditor' });
  await expectRefusal(
    t,
    auditor.client.call('markPayments', { params, body }),
    'role-insufficient',
  );
  t.deepEqual(await listPaid(), []);
  const seller = await enrolOperator(url, operator, { role: 'seller' });
  await seller.client.call('markPayments', { params, body });
  t.deepEqual(await listPaid(), [1]);
  await expectRefusal(t, seller.client.call('showSummary', { params }), 'role-insufficient');
});

test('a desk sale may be paid at once; repeating it does not undo a later mark', async (t) => {
  const { sell, mark, listPaid } = await startFair(t);
  const first = await sell({ quantity: 2, paid: true }, 'one');
  await sell({ quantity: 1, paid: false }, 'two');
  t.deepEqual(await listPaid(), [1, 2]);
  await mark({ numbers: [1], paid: false });
  t.deepEqual(await sell({ quantity: 2, paid: true }, 'one'), first);
  t.deepEqual(await listPaid(), [2]);
});

test('a ticket that was paid meanwhile is not voided as unpaid', async (t) => {
  const { signIn, mark, voidTickets, summarise } = await startFair(t);
  await (await signIn('ann@example.org')).buy('fair', { quantity: 4 });
  await mark({ numbers: [2, 3], paid: true });
  const refusal = await expectRefusal(
    t,
    voidTickets({ numbers: [1, 2, 3], reason: 'unpaid' }),
    'ticket-paid',
    'numbers',
  );
  t.deepEqual(refusal.problem['numbers'], [2, 3]);
  t.like(await summarise(), { sold: 4, paid: 2, due: 2 });
  await voidTickets({ numbers: [1, 4], reason: 'unpaid' }, 'one');
  t.like(await summarise(), { sold: 2, paid: 2, due: 0, voided: { unpaid: 2 } });
});

test('voiding as unpaid is repeated with the first answer, also after the number was sold again and paid', async (t) => {
  const { signIn, mark, voidTickets } = await startFair(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('fair');
  const first = await voidTickets({ numbers: [1], reason: 'unpaid' }, 'one');
  await ann.buy('fair');
  await mark({ numbers: [1], paid: true });
  t.deepEqual(await voidTickets({ numbers: [1], reason: 'unpaid' }, 'one'), first);
});

test('the summary counts valid tickets by payment and channel, voided ones by reason, and the money', async (t) => {
  const { signIn, mark, sell, voidTickets, summarise } = await startFair(t);
  t.like(await summarise(), { sold: 0, paid: 0, due: 0, income: { amount: 0, due: 0 } });
  await (await signIn('ann@example.org')).buy('fair', { quantity: 5 });
  await sell({ quantity: 3, paid: true });
  await mark({ numbers: [1, 2], paid: true });
  await voidTickets({ numbers: [2], reason: 'refunded' });
  await voidTickets({ numbers: [3], reason: 'unpaid' });
  const { mail: _, ...sums } = await summarise();
  t.deepEqual(sums, {
    capacity: 100,
    sold: 6,
    remaining: 94,
    paid: 4,
    due: 2,
    desk: 3,
    web: 3,
    voided: { refunded: 1, unpaid: 1, mistake: 0, ineligible: 0 },
    voidedPaid: 1,
    income: { currency: 'GBP', price: 200, amount: 800, due: 400 },
  });
});

test('a raffle without a price has no income', async (t) => {
  const { summarise } = await startFair(t, {}, { notice: {} });
  t.false('income' in (await summarise()));
});

test('payments are in no public reply, log line, log entry or metric', async (t) => {
  const lines: string[] = [];
  const { url, sell, mark, operator } = await startFair(t, { log: (line) => lines.push(line) });
  const { claimUrl } = await sell({ quantity: 2, paid: true });
  await mark({ numbers: [1], paid: false });
  await operator.call('drawWinner', { params });
  const paths = ['', '/fair', '/fair/log', '/fair/draw'].map((path) => `/api/raffles${path}`);
  const texts = [...paths, '/metrics'].map(async (path) => (await fetch(url + path)).text());
  const audit = JSON.stringify(await operator.call('fetchAudit', { params }));
  for (const text of [...(await Promise.all(texts)), lines.join('\n')]) {
    t.false(withoutRandomText(text).toLowerCase().includes('paid'));
  }
  // The signed request to sell is in the operators' bundle, as it was signed.
  const others = audit.replaceAll(String.raw`\"paid\":true`, '');
  t.false(withoutRandomText(others).toLowerCase().includes('paid'));
  t.true((await (await fetch(claimUrl)).text()).includes('tickets'));
});
