import { randomUUID } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { createSpring, startSignedService } from '../support/admin-cases.ts';
import type { UnsignedRequest } from '../support/signed-requests.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

/** Sends a request twice, each time with a new signature, and asserts that the replies are equal. */
async function expectSameTwice(
  t: ExecutionContext,
  { requests, send }: Awaited<ReturnType<typeof startSignedService>>,
  request: UnsignedRequest,
): Promise<void> {
  const first = await send(requests.sign(request));
  t.is(first.headers.get('idempotency-replayed'), null);
  const second = await send(requests.sign(request));
  t.is(second.headers.get('idempotency-replayed'), 'true');
  t.is(second.status, first.status);
  t.is(await second.text(), await first.text());
}

const request = (action: string): UnsignedRequest => ({
  target: `/api/admin/raffles/demo/${action}`,
  idempotencyKey: randomUUID(),
});

test('a create request repeated with its key and a new signature gets the same reply', async (t) => {
  await expectSameTwice(t, await startSignedService(t), createSpring);
});

test('a create request without an id, repeated with its key, creates one raffle', async (t) => {
  const service = await startSignedService(t);
  const body = JSON.stringify({ title: 'Späti & Co' });
  await expectSameTwice(t, service, { ...createSpring, body });
  const { raffles } = JSON.parse(await service.look()) as { raffles: { title: string }[] };
  t.deepEqual(
    raffles.map(({ title }) => title),
    ['Demo raffle', 'Späti & Co'],
  );
});

test('a close request repeated with its key and a new signature gets the same reply', async (t) => {
  await expectSameTwice(t, await startSignedService(t), request('close'));
});

test('a draw request repeated with its key and a new signature gets the same reply', async (t) => {
  const service = await startSignedService(t);
  const ada = await service.signIn('ada@example.org');
  t.is((await ada.buy('demo', { quantity: 2 })).status, 201);
  await expectSameTwice(t, service, request('draw'));
});

test('the first reply to create and to close is repeated after later changes', async (t) => {
  const { requests, send, signIn } = await startSignedService(t);
  const close = { target: '/api/admin/raffles/spring/close', idempotencyKey: 'close' };
  const ada = await signIn('ada@example.org');
  const created = await (await send(requests.sign(createSpring))).text();
  await ada.buy('spring', { quantity: 2 });
  const closed = await (await send(requests.sign(close))).text();
  t.like(JSON.parse(closed), { status: 'closed', sold: 2, version: 4 });
  t.is((await send(requests.sign({ target: '/api/admin/raffles/spring/draw' }))).status, 200);
  for (const [request, first] of [
    [createSpring, created],
    [close, closed],
  ] as const) {
    const again = await send(requests.sign(request));
    t.is(again.headers.get('idempotency-replayed'), 'true');
    t.is(await again.text(), first);
  }
});

test('the Idempotency-Key of a draw is refused for a close, and that of a close for a draw', async (t) => {
  const { requests, send, signIn, look } = await startSignedService(t);
  await send(requests.sign(createSpring));
  const ada = await signIn('ada@example.org');
  for (const raffle of ['demo', 'spring']) await ada.buy(raffle);
  const both = { demo: ['draw', 'close'], spring: ['close', 'draw'] } as const;
  for (const [raffle, [first, second]] of Object.entries(both)) {
    const target = `/api/admin/raffles/${raffle}`;
    const idempotencyKey = 'one-key';
    const give = (action: string) =>
      send(requests.sign({ target: `${target}/${action}`, idempotencyKey }));
    t.is((await give(first)).status, 200);
    const before = await look();
    await expectProblem(t, await give(second), 'idempotency-key-reused');
    t.is(await look(), before);
    t.is((await give(first)).headers.get('idempotency-replayed'), 'true');
  }
});

test('the Idempotency-Key of a void is refused for other requests, also after a restart', async (t) => {
  const first = await startTestService(t);
  await (await first.signIn('ada@example.org')).buy('demo', { quantity: 2 });
  const params = { id: 'demo' };
  const body = { numbers: [1], reason: 'mistake' } as const;
  const voided = { params, body, idempotencyKey: 'one-key' };
  const view = await first.operator.call('voidTickets', voided);
  const refused = async ({ operator }: typeof first) => {
    const rest = { params, idempotencyKey: 'one-key' };
    const reused = { code: 'idempotency-key-reused' };
    const title = { ...rest, body: { title: 'New' } };
    await t.throwsAsync(operator.call('amendRaffle', title), reused);
    await t.throwsAsync(
      operator.call('cancelRaffle', { ...rest, body: { reason: 'Rain' } }),
      reused,
    );
    await t.throwsAsync(operator.call('sellTickets', { ...rest, body: { quantity: 1 } }), reused);
    await t.throwsAsync(operator.call('closeRaffle', rest), reused);
    t.deepEqual(await operator.call('voidTickets', voided), view);
  };
  await refused(first);
  await first.stop();
  await refused(await startTestService(t, { dataDir: first.dataDir }));
});

test('a rehearsal request repeated with its key and a new signature gets the same reply', async (t) => {
  const service = await startSignedService(t);
  const body = JSON.stringify({ id: 'try', title: 'Try it', rehearsal: true });
  t.is((await service.send(service.requests.sign({ ...createSpring, body }))).status, 201);
  const target = '/api/admin/raffles/try/rehearse';
  await expectSameTwice(t, service, { ...request(''), target, body: '{"tickets":7}' });
});

test('a request repeated without its key is refused, and the refusal has the current state', async (t) => {
  const { requests, send, signIn } = await startSignedService(t);
  await (await signIn('ada@example.org')).buy('demo');
  const target = '/api/admin/raffles/demo/draw';
  const draw = (await (await send(requests.sign({ target }))).json()) as object;
  const problem = await expectProblem(t, await send(requests.sign({ target })), 'already-drawn');
  t.deepEqual(problem['draw'], draw);
  const close = requests.sign({ target: '/api/admin/raffles/demo/close' });
  await expectProblem(t, await send(close), 'raffle-closed');
});

test('of 20 simultaneous draw requests one is executed and 19 get its winner', async (t) => {
  const { requests, send, signIn } = await startSignedService(t);
  const people = Array.from({ length: 5 }, (_, index) => signIn(`p${index}@example.org`));
  for (const person of await Promise.all(people)) await person.buy('demo', { quantity: 2 });
  const target = '/api/admin/raffles/demo/draw';
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => send(requests.sign({ target }))),
  );
  t.is(replies.filter(({ status }) => status === 200).length, 1);
  const answers = await Promise.all(replies.map((reply) => reply.json()));
  const winners = answers.map((answer) => (answer.draw ?? answer).winner.ticketNumber);
  t.is(new Set(winners).size, 1);
});

test('a create request with the Idempotency-Key of another raffle is refused', async (t) => {
  const { requests, send, look } = await startSignedService(t);
  const unnamed = { ...createSpring, body: JSON.stringify({ title: 'One' }) };
  t.is((await send(requests.sign(unnamed))).status, 201);
  const before = await look();
  const other = { ...unnamed, body: JSON.stringify({ title: 'Two' }) };
  await expectProblem(t, await send(requests.sign(other)), 'idempotency-key-reused');
  t.is(await look(), before);
});

test('an Idempotency-Key creates one raffle, even if it is sent with several ids', async (t) => {
  const { requests, send, look } = await startSignedService(t);
  const open = (id: string) =>
    send(requests.sign({ ...createSpring, body: JSON.stringify({ id, title: 'x' }) }));
  const replies = await Promise.all(['ik1', 'ik2', 'ik3'].map(open));
  const { raffles } = JSON.parse(await look()) as { raffles: { id: string }[] };
  t.is(raffles.length, 2);
  for (const [index, reply] of replies.entries()) {
    if (raffles[1]!.id === `ik${index + 1}`) t.is(reply.status, 201);
    else await expectProblem(t, reply, 'idempotency-key-reused');
  }
  await expectProblem(t, await open('ik4'), 'idempotency-key-reused');
});

test('simultaneous create requests with one title and no id all get a raffle', async (t) => {
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
