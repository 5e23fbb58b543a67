import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { RaffleView, type Purchase } from '#contract/schemas.ts';
import { startRehearsal } from '../support/rehearsal.ts';

test('a rehearsal is marked in every view of it, and a real raffle in none', async (t) => {
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

test('made-up participants buy one or two tickets each, as many in all as were asked for', async (t) => {
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

test('they take what is left, and the answer says how many that were', async (t) => {
  const { rehearse } = await startRehearsal(t, { rules: { capacity: 10 } });
  t.like(await rehearse(7), { taken: 7, remaining: 3 });
  t.like(await rehearse(10), { taken: 3, remaining: 0 });
  await t.throwsAsync(rehearse(1), { code: 'sold-out' });
});

test('they keep to a cap of one', async (t) => {
  const { operator, params, rehearse } = await startRehearsal(t, { rules: { perPersonLimit: 1 } });
  await rehearse(30);
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.is(new Set(tickets.map(({ holder }) => holder)).size, 30);
});

test('an order given again takes nothing more, and one for another number is refused', async (t) => {
  const { rehearse, read } = await startRehearsal(t);
  t.like(await rehearse(60, 'once'), { taken: 60 });
  t.like(await rehearse(60, 'once'), { taken: 60, sold: 60 });
  await t.throwsAsync(rehearse(61, 'once'), { code: 'idempotency-key-reused' });
  t.like(await read('/api/raffles/try'), { sold: 60 });
});

test('an order whose answer nobody waits for stops, and goes on when it is given again', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t, {
    rules: { capacity: 50_000 },
  });
  const cut = new AbortController();
  const call = { params, body: { tickets: 20_000 }, idempotencyKey: 'long', signal: cut.signal };
  const refused = t.throwsAsync(operator.call('rehearseRaffle', call));
  const sold = async () => (await read('/api/raffles/try'))['sold'] as number;
  while ((await sold()) === 0) await sleep(1);
  cut.abort();
  await refused;
  let before = -1;
  while ((await sold()) > before) {
    before = await sold();
    await sleep(100);
  }
  t.true(before < 20_000, 'it went on for nobody');
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.is(tickets.length, before);
  t.like(await rehearse(20_000, 'long'), { taken: 20_000, sold: 20_000 });
});

test('a real raffle takes no made-up participants and is not deleted', async (t) => {
  const { operator, read } = await startRehearsal(t);
  const params = { id: 'demo' };
  const body = { tickets: 1 };
  await t.throwsAsync(operator.call('rehearseRaffle', { params, body }), {
    code: 'not-a-rehearsal',
  });
  await t.throwsAsync(operator.call('deleteRaffle', { params }), { code: 'not-a-rehearsal' });
  t.like(await read('/api/raffles/demo'), { sold: 0, version: 1 });
});

test('more tickets than there are, none, and what is no number are refused', async (t) => {
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

test('people may take part in a rehearsal, beside those who are made up', async (t) => {
  const { operator, params, rehearse, signIn } = await startRehearsal(t);
  const ada = await signIn('ada@example.org');
  const [, reply] = await Promise.all([rehearse(40), ada.buy('try', { quantity: 2 })]);
  t.is(reply.status, 201);
  const { tickets } = await operator.call('listSoldTickets', { params });
  t.is(tickets.length, 42);
  t.is(tickets.filter(({ email }) => email === 'ada@example.org').length, 2);
});

test('a real purchase comes between those of a long order', async (t) => {
  const { rehearse, signIn, read } = await startRehearsal(t, { rules: { capacity: 50_000 } });
  const ada = await signIn('ada@example.org');
  const long = rehearse(20_000);
  while (((await read('/api/raffles/try'))['sold'] as number) < 100) await sleep(1);
  const { tickets } = (await (await ada.buy('try')).json()) as Purchase;
  t.true(tickets[0]!.number <= 20_000);
  t.like(await long, { taken: 20_000, sold: 20_001 });
});

test('an order under way ends with the sales, and says what was taken', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t, {
    rules: { capacity: 50_000 },
  });
  const long = rehearse(20_000);
  while ((await read('/api/raffles/try'))['sold'] === 0) await sleep(1);
  const { sold } = await operator.call('closeRaffle', { params });
  t.true(sold < 20_000);
  t.like(await long, { taken: sold, status: 'closed' });
});

test('an order under way ends with the raffle', async (t) => {
  const { operator, params, rehearse, read } = await startRehearsal(t, {
    rules: { capacity: 50_000 },
  });
  const refused = t.throwsAsync(rehearse(20_000), { code: 'raffle-not-found' });
  while ((await read('/api/raffles/try'))['sold'] === 0) await sleep(1);
  await operator.call('deleteRaffle', { params });
  await refused;
});
