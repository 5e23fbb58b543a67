import test from 'ava';
import { RaffleView } from '#contract/raffles.ts';
import type { Purchase } from '#contract/tickets.ts';
import { startRehearsal } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

test('every view of a rehearsal is marked as one, and no view of a real raffle is', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t);
  t.true((await rehearse(3)).rehearsal);
  t.like(await read('/api/raffles'), { raffles: [{ id: 'demo' }, { id: 'try', rehearsal: true }] });
  t.true((await operator.call('drawWinner', { params })).rehearsal);
  t.like(await read('/api/raffles/try'), { status: 'drawn', rehearsal: true });
  t.like(await read('/api/raffles/try/draw'), { rehearsal: true });
  const real = await operator.call('drawWinner', { params: { id: 'demo' } }).catch(() => undefined);
  t.is(real, undefined);
  t.false('rehearsal' in RaffleView.parse(await read('/api/raffles/demo')));
});

test('generated participants buy one or two tickets each, in total the requested number', async (t) => {
  const { operator, params, rehearse } = await startRehearsal(t);
  t.like(await rehearse(60), { sold: 60, remaining: 40, taken: 60 });
  const { tickets } = await operator.call('listSoldTickets', { params });
  const byEmail = new Map<string, number>();
  for (const { email } of tickets) byEmail.set(email, (byEmail.get(email) ?? 0) + 1);
  t.true([...byEmail.values()].every((count) => count === 1 || count === 2));
  t.true(byEmail.size > 30);
  for (const email of byEmail.keys()) t.regex(email, /^participant-\d+@rehearsal\.invalid$/);
  t.is(new Set(tickets.map(({ holder }) => holder)).size, byEmail.size);
});

test('generated participants buy the remaining tickets, and the reply has their number', async (t) => {
  const { rehearse } = await startRehearsal(t, { rules: { capacity: 10 } });
  t.like(await rehearse(7), { taken: 7, remaining: 3 });
  t.like(await rehearse(10), { taken: 3, remaining: 0 });
  await t.throwsAsync(rehearse(1), { code: 'sold-out' });
});

test('generated participants keep to a limit of one ticket', async (t) => {
  const { operator, params, rehearse } = await startRehearsal(t, { rules: { perPersonLimit: 1 } });
  await rehearse(30);
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.is(new Set(tickets.map(({ holder }) => holder)).size, 30);
});

test('a repeated rehearsal request sells nothing more, and its key is refused for another number', async (t) => {
  const { rehearse, read } = await startRehearsal(t);
  t.like(await rehearse(60, 'once'), { taken: 60 });
  t.like(await rehearse(60, 'once'), { taken: 60, sold: 60 });
  await t.throwsAsync(rehearse(61, 'once'), { code: 'idempotency-key-reused' });
  t.like(await read('/api/raffles/try'), { sold: 60 });
});

test('a rehearsal request whose client has disconnected stops, and continues when it is repeated', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t, {
    rules: { capacity: 50_000 },
  });
  const cut = new AbortController();
  const call = { params, body: { tickets: 20_000 }, idempotencyKey: 'long', signal: cut.signal };
  const refused = t.throwsAsync(operator.call('rehearseRaffle', call));
  const sold = async () => (await read('/api/raffles/try'))['sold'] as number;
  await waitFor('a sale', async () => (await sold()) > 0);
  cut.abort();
  await refused;
  // Operators' requests take turns: an unfinished one sells tickets between two later ones.
  const counts = [(await rehearse(1)).sold];
  await waitFor('two requests with no sale between them', async () => {
    counts.push((await rehearse(1)).sold);
    return counts.at(-1) === counts.at(-2)! + 1;
  });
  const before = await sold();
  t.true(before < 20_000, 'the request continued without its client');
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.is(tickets.length, before);
  t.like(await rehearse(20_000, 'long'), { taken: 20_000, sold: 20_000 + counts.length });
});

test('a real raffle refuses generated participants and deletion', async (t) => {
  const { operator, read } = await startRehearsal(t);
  const params = { id: 'demo' };
  const body = { tickets: 1 };
  await t.throwsAsync(operator.call('rehearseRaffle', { params, body }), {
    code: 'not-a-rehearsal',
  });
  await t.throwsAsync(operator.call('deleteRaffle', { params }), { code: 'not-a-rehearsal' });
  t.like(await read('/api/raffles/demo'), { sold: 0, version: 1 });
});

test('a rehearsal request is refused for too many tickets, none, or a number that is not an integer', async (t) => {
  const { operator, params, rehearse } = await startRehearsal(t);
  for (const tickets of [101, 0, -1, 1.5]) {
    await t.throwsAsync(rehearse(tickets), { code: 'invalid-request' });
  }
  for (const body of [{}, { tickets: '3' }, { tickets: 3, holder: 'x' }]) {
    await t.throwsAsync(operator.call('rehearseRaffle', { params, body }), {
      code: 'invalid-request',
    });
  }
});

test('people may take part in a rehearsal beside generated participants', async (t) => {
  const { operator, params, rehearse, signIn } = await startRehearsal(t);
  const ada = await signIn('ada@example.org');
  const [, reply] = await Promise.all([rehearse(40), ada.buy('try', { quantity: 2 })]);
  t.is(reply.status, 201);
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.is(tickets.length, 42);
  t.is(tickets.filter(({ email }) => email === 'ada@example.org').length, 2);
});

test('a real purchase is served during a long rehearsal request', async (t) => {
  const { rehearse, signIn, read } = await startRehearsal(t, { rules: { capacity: 50_000 } });
  const ada = await signIn('ada@example.org');
  const long = rehearse(20_000);
  await waitFor('100 sales', async () => (await read('/api/raffles/try'))['sold'] >= 100);
  const { tickets } = (await (await ada.buy('try')).json()) as Purchase;
  t.true(tickets[0]!.number <= 20_000);
  t.like(await long, { taken: 20_000, sold: 20_001 });
});

test('closing the raffle ends a running rehearsal request, and its reply has the number sold', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t, {
    rules: { capacity: 50_000 },
  });
  const long = rehearse(20_000);
  await waitFor('a sale', async () => (await read('/api/raffles/try'))['sold'] > 0);
  const { sold } = await operator.call('closeRaffle', { params });
  t.true(sold < 20_000);
  t.like(await long, { taken: sold, status: 'closed' });
});

test('deleting the raffle ends a running rehearsal request', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t, {
    rules: { capacity: 50_000 },
  });
  const refused = t.throwsAsync(rehearse(20_000), { code: 'raffle-not-found' });
  await waitFor('a sale', async () => (await read('/api/raffles/try'))['sold'] > 0);
  await operator.call('deleteRaffle', { params });
  await refused;
});
