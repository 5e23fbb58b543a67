import test, { type ExecutionContext } from 'ava';
import type { VoidRequest } from '#contract/requests.ts';
import { parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { expectRefusal } from '../support/refusals.ts';
import { asParticipant, startTestService } from '../support/service.ts';

const params = { id: 'fair' };

async function startFair(t: ExecutionContext, rules: object = {}) {
  const service = await startTestService(t);
  await service.operator.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  const voidTickets = (body: VoidRequest, idempotencyKey: string = crypto.randomUUID()) =>
    service.operator.call('voidTickets', { params, body, idempotencyKey });
  const read = async (path = '') =>
    (await fetch(`${service.url}/api/raffles/fair${path}`)).json() as Promise<never>;
  return { ...service, voidTickets, read };
}

test('a voided number is free, the next sale takes it, and its first buyer is told', async (t) => {
  const { url, signIn, voidTickets, read } = await startFair(t);
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  await ann.buy('fair', { quantity: 2 });
  await bo.buy('fair');
  const view = await voidTickets({ numbers: [1], reason: 'refunded' });
  t.like(view, { status: 'open', sold: 2, remaining: 98, version: 5 });
  t.deepEqual(await read(), view);
  const mine = async () => (await ann.fetch('/api/raffles/fair/tickets/mine')).json() as never;
  t.like(await mine(), {
    tickets: [{ number: 2, sale: 2 }],
    voided: [{ number: 1, sale: 1, reason: 'refunded' }],
    allowance: 1,
    won: null,
    prizes: [],
  });
  t.like(await (await bo.buy('fair')).json(), { tickets: [{ number: 1, sale: 5 }] });
  t.like(await mine(), { tickets: [{ number: 2 }], voided: [{ number: 1, sale: 1 }] });
  const { entries } = await seeLog(url, 'fair');
  t.like(entries[4], { type: 'ticket-voided', number: 1, reason: 'refunded' });
  t.like(entries[5], { type: 'ticket-sold', number: 1 });
});

test('one request voids several tickets or none', async (t) => {
  const { signIn, voidTickets, read } = await startFair(t, { perPersonLimit: 5 });
  await (await signIn('ann@example.org')).buy('fair', { quantity: 5 });
  const reason = 'unpaid';
  await expectRefusal(t, voidTickets({ numbers: [1, 6], reason }), 'ticket-not-valid', 'numbers');
  await expectRefusal(t, voidTickets({ numbers: [1, 101], reason }), 'not-found', 'numbers');
  t.like(await read(), { sold: 5, version: 6 });
  t.like(await voidTickets({ numbers: [5, 2, 3], reason }), { sold: 2, version: 9 });
  await expectRefusal(t, voidTickets({ numbers: [2], reason }), 'ticket-not-valid', 'numbers');
});

test('a number that was sold again since the operator looked is not voided', async (t) => {
  const { operator, signIn, voidTickets, read } = await startFair(t);
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  await ann.buy('fair', { quantity: 2 });
  const { to: soldBefore } = await operator.call('listSoldTickets', { params });
  await voidTickets({ numbers: [1], reason: 'refunded' });
  await bo.buy('fair');
  const order: VoidRequest = { numbers: [1, 2], reason: 'unpaid', soldBefore };
  const refusal = await expectRefusal(t, voidTickets(order), 'ticket-not-valid', 'numbers');
  t.deepEqual(refusal.problem['numbers'], [1]);
  t.like(await read(), { sold: 2, version: 5 });
  t.like(await voidTickets({ ...order, numbers: [2] }), { sold: 1, version: 6 });
});

test('a purchase repeated after its ticket was voided and sold again gets the first reply byte for byte', async (t) => {
  const first = await startFair(t);
  const { signIn, voidTickets, operator } = first;
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  const text = await (await ann.buy('fair', { key: 'one', quantity: 2 })).text();
  await voidTickets({ numbers: [1, 2], reason: 'mistake' });
  await bo.buy('fair', { quantity: 2 });
  await operator.call('amendRaffle', { params, body: { title: 'Another title' } });
  const again = await ann.buy('fair', { key: 'one', quantity: 2 });
  t.is(again.headers.get('idempotency-replayed'), 'true');
  t.is(await again.text(), text);
  await first.stop();
  const second = await startTestService(t, { dataDir: first.dataDir });
  const reader = asParticipant(second.url, ann.email, ann.cookie);
  t.is(await (await reader.buy('fair', { key: 'one', quantity: 2 })).text(), text);
  t.like(await (await fetch(`${second.url}/api/raffles/fair`)).json(), { sold: 2 });
  t.is((await reader.buy('fair', { key: 'two' })).status, 201, 'a new purchase is possible');
});

test('each sale of a number has its own receipt, for its own buyer', async (t) => {
  const { url, signIn, voidTickets } = await startFair(t);
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  const receiptOf = async (reply: Response) =>
    ((await reply.json()) as { receipts: string[] }).receipts[0]!;
  const first = await receiptOf(await ann.buy('fair'));
  await voidTickets({ numbers: [1], reason: 'mistake' });
  const second = await receiptOf(await bo.buy('fair'));
  await voidTickets({ numbers: [1], reason: 'mistake' });
  const third = await receiptOf(await ann.buy('fair'));
  const { key } = await seeLog(url, 'fair');
  const indexes = [first, second, third].map((text) => {
    const receipt = parseReceipt(text);
    verifyReceipt(receipt, key);
    return receipt.index;
  });
  t.deepEqual(indexes, [1, 3, 5]);
  const path = '/api/raffles/fair/tickets/1/receipt';
  t.is(await (await ann.fetch(path)).text(), third, 'the newest of this account');
  t.is(await (await ann.fetch(`${path}?sale=1`)).text(), first);
  t.is(await (await ann.fetch(`${path}?sale=5`)).text(), third);
  t.is(await (await bo.fetch(path)).text(), second, 'also after its void');
  await expectProblem(t, await ann.fetch(`${path}?sale=3`), 'not-found');
  await expectProblem(t, await ann.fetch(`${path}?sale=2`), 'not-found');
  for (const sale of ['x', '-1', '1.5', '999']) {
    await expectProblem(t, await ann.fetch(`${path}?sale=${sale}`), 'invalid-request');
  }
});

test('a void repeated with its key gets the first reply, also after the number was sold again', async (t) => {
  const { signIn, voidTickets } = await startFair(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('fair', { quantity: 2 });
  const order: VoidRequest = { numbers: [1], reason: 'mistake' };
  const view = await voidTickets(order, 'one');
  await ann.buy('fair');
  t.deepEqual(await voidTickets(order, 'one'), view);
  await expectRefusal(
    t,
    voidTickets({ numbers: [2], reason: 'mistake' }, 'one'),
    'idempotency-key-reused',
  );
});

test('a sold-out raffle sells again after a void, but not more than its capacity', async (t) => {
  const { signIn, voidTickets, read } = await startFair(t, { capacity: 2 });
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  await ann.buy('fair', { quantity: 2 });
  await expectProblem(t, await bo.buy('fair'), 'sold-out');
  await voidTickets({ numbers: [2], reason: 'unpaid' });
  await expectProblem(t, await bo.buy('fair', { quantity: 2 }), 'sold-out');
  t.is((await bo.buy('fair')).status, 201);
  await expectProblem(t, await bo.buy('fair'), 'sold-out');
  t.like(await read(), { sold: 2, remaining: 0 });
});

test('the list of sold tickets has the valid ones and names the voided ones, from any place of the log', async (t) => {
  const { operator, signIn, voidTickets } = await startFair(t);
  const list = (from?: number) =>
    operator.call('listSoldTickets', {
      params,
      ...(from === undefined ? {} : { query: { from } }),
    });
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  await ann.buy('fair', { quantity: 2 });
  const before = await list();
  t.like(before, { tickets: [{ number: 1 }, { number: 2 }], voided: [], to: 3 });
  await voidTickets({ numbers: [1], reason: 'refunded' });
  await bo.buy('fair');
  const news = await list(before.to);
  t.like(news, {
    tickets: [{ number: 1, sale: 4, email: 'bo@example.org' }],
    voided: [{ number: 1, sale: 1, reason: 'refunded' }],
    to: 5,
  });
  t.is(news.tickets.length, 1);
  const all = await list();
  t.deepEqual(
    all.tickets.map(({ sale }) => sale),
    [2, 4],
  );
  t.deepEqual(all.voided, news.voided);
  t.deepEqual(await list(5), { tickets: [], voided: [], to: 5 });
  await expectRefusal(t, list(6), 'invalid-request', 'from');
});

test('after the closing, the draw or a cancellation no ticket can be voided', async (t) => {
  const { operator, signIn, voidTickets } = await startFair(t);
  const order: VoidRequest = { numbers: [1], reason: 'mistake' };
  await (await signIn('ann@example.org')).buy('fair');
  await operator.call('closeRaffle', { params });
  await expectRefusal(t, voidTickets(order), 'raffle-closed');
  await operator.call('drawWinner', { params });
  await expectRefusal(t, voidTickets(order), 'raffle-closed');
  await operator.call('cancelRaffle', { params: { id: 'demo' }, body: { reason: 'Flood' } });
  await expectRefusal(
    t,
    operator.call('voidTickets', { params: { id: 'demo' }, body: order }),
    'raffle-cancelled',
  );
});

test('bad voids are refused with the name of the member, and void nothing', async (t) => {
  const { signIn, voidTickets, read } = await startFair(t);
  await (await signIn('ann@example.org')).buy('fair', { quantity: 2 });
  const bad: [member: string, body: object][] = [
    ['numbers', { reason: 'mistake' }],
    ['numbers', { numbers: [], reason: 'mistake' }],
    ['numbers', { numbers: [1, 1], reason: 'mistake' }],
    ['numbers.0', { numbers: [0], reason: 'mistake' }],
    ['numbers.1', { numbers: [1, 1.5], reason: 'mistake' }],
    ['numbers.0', { numbers: ['1'], reason: 'mistake' }],
    ['numbers', { numbers: 1, reason: 'mistake' }],
    ['numbers', { numbers: Array.from({ length: 1001 }, (_, n) => n + 1), reason: 'mistake' }],
    ['soldBefore', { numbers: [1], reason: 'mistake', soldBefore: 0 }],
    ['reason', { numbers: [1] }],
    ['reason', { numbers: [1], reason: 'because' }],
    ['not known', { numbers: [1], reason: 'mistake', all: true }],
  ];
  for (const [member, body] of bad) {
    await expectRefusal(t, voidTickets(body as never), 'invalid-request', member);
  }
  const free = voidTickets({ numbers: [3], reason: 'mistake' });
  await expectRefusal(t, free, 'ticket-not-valid', 'numbers');
  const missing = voidTickets({ numbers: [10_000], reason: 'mistake' });
  await expectRefusal(t, missing, 'not-found', 'numbers');
  t.like(await read(), { sold: 2, version: 3 });
});

test('the audit bundle has the signature of a request with many voids once', async (t) => {
  const { operator, signIn, voidTickets } = await startFair(t, { perPersonLimit: 3 });
  await (await signIn('ann@example.org')).buy('fair', { quantity: 3 });
  await voidTickets({ numbers: [1, 2], reason: 'mistake' });
  await voidTickets({ numbers: [3], reason: 'mistake' });
  const { entries } = await operator.call('fetchAudit', { params });
  const kinds = entries.map(({ order }) => (typeof order === 'object' ? 'signature' : order));
  t.deepEqual(kinds, ['signature', undefined, undefined, undefined, 'signature', 4, 'signature']);
});
