import { randomUUID } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { createSpring, startOrderedService } from '../support/admin-cases.ts';
import type { Order } from '../support/orders.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

/** Sends an order twice, each time under a fresh signature. */
async function expectSameTwice(
  t: ExecutionContext,
  { orders, send }: Awaited<ReturnType<typeof startOrderedService>>,
  order: Order,
): Promise<void> {
  const first = await send(orders.sign(order));
  t.is(first.headers.get('idempotency-replayed'), null);
  const second = await send(orders.sign(order));
  t.is(second.headers.get('idempotency-replayed'), 'true');
  t.is(second.status, first.status);
  t.is(await second.text(), await first.text());
}

const order = (action: string): Order => ({
  target: `/api/admin/raffles/demo/${action}`,
  idempotencyKey: randomUUID(),
});

test('an order to create, repeated with its key and a new signature, is answered the same', async (t) => {
  await expectSameTwice(t, await startOrderedService(t), createSpring);
});

test('an order to create without an id, repeated with its key, opens one raffle', async (t) => {
  const service = await startOrderedService(t);
  const body = JSON.stringify({ title: 'Späti & Co' });
  await expectSameTwice(t, service, { ...createSpring, body });
  const { raffles } = JSON.parse(await service.look()) as { raffles: { title: string }[] };
  t.deepEqual(
    raffles.map(({ title }) => title),
    ['Demo raffle', 'Späti & Co'],
  );
});

test('an order to close, repeated with its key and a new signature, is answered the same', async (t) => {
  await expectSameTwice(t, await startOrderedService(t), order('close'));
});

test('an order to draw, repeated with its key and a new signature, is answered the same', async (t) => {
  const service = await startOrderedService(t);
  const ada = await service.signIn('ada@example.org');
  t.is((await ada.buy('demo', { quantity: 2 })).status, 201);
  await expectSameTwice(t, service, order('draw'));
});

test('the first answer to create and to close comes again, whatever has happened since', async (t) => {
  const { orders, send, signIn } = await startOrderedService(t);
  const close = { target: '/api/admin/raffles/spring/close', idempotencyKey: 'close' };
  const ada = await signIn('ada@example.org');
  const created = await (await send(orders.sign(createSpring))).text();
  await ada.buy('spring', { quantity: 2 });
  const closed = await (await send(orders.sign(close))).text();
  t.like(JSON.parse(closed), { status: 'closed', sold: 2, version: 4 });
  t.is((await send(orders.sign({ target: '/api/admin/raffles/spring/draw' }))).status, 200);
  for (const [order, first] of [
    [createSpring, created],
    [close, closed],
  ] as const) {
    const again = await send(orders.sign(order));
    t.is(again.headers.get('idempotency-replayed'), 'true');
    t.is(await again.text(), first);
  }
});

test('the Idempotency-Key of a draw closes nothing, and that of a closing draws nothing', async (t) => {
  const { orders, send, signIn, look } = await startOrderedService(t);
  await send(orders.sign(createSpring));
  const ada = await signIn('ada@example.org');
  for (const raffle of ['demo', 'spring']) await ada.buy(raffle);
  const both = { demo: ['draw', 'close'], spring: ['close', 'draw'] } as const;
  for (const [raffle, [first, second]] of Object.entries(both)) {
    const target = `/api/admin/raffles/${raffle}`;
    const idempotencyKey = 'one-key';
    const give = (action: string) =>
      send(orders.sign({ target: `${target}/${action}`, idempotencyKey }));
    t.is((await give(first)).status, 200);
    const before = await look();
    await expectProblem(t, await give(second), 'idempotency-key-reused');
    t.is(await look(), before);
    t.is((await give(first)).headers.get('idempotency-replayed'), 'true');
  }
});

test('an order to rehearse, repeated with its key and a new signature, is answered the same', async (t) => {
  const service = await startOrderedService(t);
  const body = JSON.stringify({ id: 'try', title: 'Try it', rehearsal: true });
  t.is((await service.send(service.orders.sign({ ...createSpring, body }))).status, 201);
  const target = '/api/admin/raffles/try/rehearse';
  await expectSameTwice(t, service, { ...order(''), target, body: '{"tickets":7}' });
});

test('an order repeated without its key is refused, and carries what there is', async (t) => {
  const { orders, send, signIn } = await startOrderedService(t);
  await (await signIn('ada@example.org')).buy('demo');
  const target = '/api/admin/raffles/demo/draw';
  const draw = (await (await send(orders.sign({ target }))).json()) as object;
  const problem = await expectProblem(t, await send(orders.sign({ target })), 'already-drawn');
  t.deepEqual(problem['draw'], draw);
  const close = orders.sign({ target: '/api/admin/raffles/demo/close' });
  await expectProblem(t, await send(close), 'raffle-closed');
});

test('of 20 draws ordered at once, one is carried out and 19 are told its winner', async (t) => {
  const { orders, send, signIn } = await startOrderedService(t);
  const people = Array.from({ length: 5 }, (_, index) => signIn(`p${index}@example.org`));
  for (const person of await Promise.all(people)) await person.buy('demo', { quantity: 2 });
  const target = '/api/admin/raffles/demo/draw';
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => send(orders.sign({ target }))),
  );
  t.is(replies.filter(({ status }) => status === 200).length, 1);
  const answers = await Promise.all(replies.map((reply) => reply.json()));
  const winners = answers.map((answer) => (answer.draw ?? answer).winner.ticketNumber);
  t.is(new Set(winners).size, 1);
});

test('an order to create with the Idempotency-Key of another raffle is refused', async (t) => {
  const { orders, send, look } = await startOrderedService(t);
  const unnamed = { ...createSpring, body: JSON.stringify({ title: 'One' }) };
  t.is((await send(orders.sign(unnamed))).status, 201);
  const before = await look();
  const other = { ...unnamed, body: JSON.stringify({ title: 'Two' }) };
  await expectProblem(t, await send(orders.sign(other)), 'idempotency-key-reused');
  t.is(await look(), before);
});

test('an Idempotency-Key opens one raffle, whatever ids come with it', async (t) => {
  const { orders, send, look } = await startOrderedService(t);
  const open = (id: string) =>
    send(orders.sign({ ...createSpring, body: JSON.stringify({ id, title: 'x' }) }));
  const replies = await Promise.all(['ik1', 'ik2', 'ik3'].map(open));
  const { raffles } = JSON.parse(await look()) as { raffles: { id: string }[] };
  t.is(raffles.length, 2);
  for (const [index, reply] of replies.entries()) {
    if (raffles[1]!.id === `ik${index + 1}`) t.is(reply.status, 201);
    else await expectProblem(t, reply, 'idempotency-key-reused');
  }
  await expectProblem(t, await open('ik4'), 'idempotency-key-reused');
});

test('raffles of one title asked for at once, without ids, all get one', async (t) => {
  const { operator, url } = await startTestService(t);
  const body = { title: 'Fair' };
  const views = await Promise.all(
    Array.from({ length: 5 }, () => operator.call('createRaffle', { body })),
  );
  t.deepEqual(views.map(({ id }) => id).toSorted(), [
    'fair',
    'fair-2',
    'fair-3',
    'fair-4',
    'fair-5',
  ]);
  t.is((await fetch(`${url}/api/raffles/fair-5`)).status, 200);
});
