import test, { type ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problem-details.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService, type Participant } from '../support/service.ts';
import { winnerOf } from '../support/draws.ts';

async function startSpring(
  t: ExecutionContext,
  rules: { capacity: number; perPersonLimit: number },
) {
  const service = await startTestService(t);
  await service.operator.call('createRaffle', {
    body: { id: 'spring', title: 'Spring', ...rules },
  });
  return service;
}

async function readMine(person: Participant, raffle = 'spring') {
  const reply = await person.fetch(`/api/raffles/${raffle}/tickets/mine`);
  return (await reply.json()) as { tickets: { number: number }[]; allowance: number; won: unknown };
}

const numbersOf = ({ tickets }: { tickets: { number: number }[] }) =>
  tickets.map(({ number }) => number);

test('the reply to a purchase has the tickets, the number still available to the person and the raffle', async (t) => {
  const { signIn } = await startSpring(t, { capacity: 10, perPersonLimit: 3 });
  const ada = await signIn('ada@example.org');
  const reply = await ada.buy('spring', { quantity: 2 });
  t.is(reply.status, 201);
  const purchase = (await reply.json()) as { receipts: string[] };
  t.like(purchase, {
    tickets: [{ number: 1 }, { number: 2 }],
    allowance: 1,
    raffle: { id: 'spring', sold: 2, remaining: 8, version: 3 },
  });
  t.is(purchase.receipts.length, 2);
  t.like(await readMine(ada), { tickets: [{ number: 1 }, { number: 2 }], allowance: 1, won: null });
});

test('one person may have up to 1,000 tickets and buy them at once', async (t) => {
  const { operator, signIn } = await startSpring(t, { capacity: 5000, perPersonLimit: 1000 });
  const ada = await signIn('ada@example.org');
  await expectProblem(t, await ada.buy('spring', { quantity: 1001 }), 'invalid-request');
  for (const replayed of [null, 'true']) {
    const reply = await ada.buy('spring', { quantity: 1000, key: 'once' });
    t.is(reply.headers.get('idempotency-replayed'), replayed);
    t.is(((await reply.json()) as { receipts: string[] }).receipts.length, 1000);
  }
  const body = { title: 'Large', capacity: 5000, perPersonLimit: 1001 };
  for (const rehearsal of [false, true]) {
    const opening = operator.call('createRaffle', { body: { ...body, rehearsal } });
    await t.throwsAsync(opening, { code: 'invalid-request', message: /perPersonLimit.*1000/ });
  }
});

test('POST tickets refuses a third ticket to a person with two', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  t.is((await ada.buy('demo', { quantity: 2 })).status, 201);
  await expectProblem(t, await ada.buy('demo'), 'limit-reached');
  t.deepEqual(numbersOf(await readMine(ada, 'demo')), [1, 2]);
});

test('POST tickets refuses two tickets if one is left, and then sells the one', async (t) => {
  const { url, signIn } = await startSpring(t, { capacity: 3, perPersonLimit: 2 });
  const [ada, bo] = [await signIn('ada@example.org'), await signIn('bo@example.org')];
  await ada.buy('spring', { quantity: 2 });
  await expectProblem(t, await bo.buy('spring', { quantity: 2 }), 'sold-out');
  t.like(await (await fetch(`${url}/api/raffles/spring`)).json(), { remaining: 1, version: 3 });
  t.deepEqual(numbersOf(await readMine(bo)), []);
  t.is((await bo.buy('spring')).status, 201);
  await expectProblem(t, await bo.buy('spring'), 'sold-out');
  t.deepEqual(numbersOf(await readMine(bo)), [3]);
});

test('POST tickets refuses two tickets to a person who may have one more', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await ada.buy('demo');
  await expectProblem(t, await ada.buy('demo', { quantity: 2 }), 'limit-reached');
  t.like(await readMine(ada, 'demo'), { tickets: [{ number: 1 }], allowance: 1 });
});

test('POST tickets refuses purchases in a closed and in a drawn raffle', async (t) => {
  const { operator, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await ada.buy('demo');
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  await expectProblem(t, await ada.buy('demo'), 'raffle-closed');
  await operator.call('drawWinner', { params: { id: 'demo' } });
  await expectProblem(t, await ada.buy('demo'), 'raffle-closed');
});

test('a refused purchase says that nothing was sold and what to do', async (t) => {
  const { operator, signIn } = await startSpring(t, { capacity: 3, perPersonLimit: 2 });
  const [ada, bo] = [await signIn('ada@example.org'), await signIn('bo@example.org')];
  const refuses = async (buying: Promise<Response>, code: ProblemCode) => {
    const { detail } = await expectProblem(t, await buying, code);
    const [, advice = ''] = String(detail).split('ticket was taken');
    t.true(advice.length > 10 && advice.endsWith('.'), String(detail));
  };
  await refuses(ada.buy('autumn'), 'raffle-not-found');
  await refuses(ada.buy('Spring'), 'raffle-not-found');
  await refuses(ada.buy('%20'), 'raffle-not-found');
  await ada.buy('spring');
  await refuses(ada.buy('spring', { quantity: 2 }), 'limit-reached');
  await ada.buy('spring');
  await refuses(ada.buy('spring'), 'limit-reached');
  await refuses(bo.buy('spring', { quantity: 2 }), 'sold-out');
  await bo.buy('spring');
  await refuses(bo.buy('spring'), 'sold-out');
  await operator.call('closeRaffle', { params: { id: 'spring' } });
  await refuses(bo.buy('spring'), 'raffle-closed');
});

test('a raffle without tickets has no winner', async (t) => {
  const { url, operator } = await startTestService(t);
  const draw = operator.call('drawWinner', { params: { id: 'demo' } });
  await t.throwsAsync(draw, { code: 'no-tickets-sold' });
  t.like(await (await fetch(`${url}/api/raffles/demo`)).json(), { status: 'open', version: 1 });
});

test('the draw picks one sold ticket, and only its holder is told that they won', async (t) => {
  const { url, operator, signIn } = await startTestService(t);
  const people = [await signIn('ada@example.org'), await signIn('bo@example.org')];
  for (const person of people) await person.buy('demo', { quantity: 2 });
  await expectProblem(t, await fetch(`${url}/api/raffles/demo/draw`), 'not-drawn');
  const draw = await operator.call('drawWinner', { params: { id: 'demo' } });
  t.like(draw, { raffle: 'demo', ticketCount: 4 });
  const winner = winnerOf(draw);
  t.is(winner.ticketNumber, draw.order[0]!.index + 1);
  t.deepEqual(await (await fetch(`${url}/api/raffles/demo/draw`)).json(), draw);
  for (const person of people) {
    const mine = await readMine(person, 'demo');
    t.is(mine.won, numbersOf(mine).includes(winner.ticketNumber));
  }
});

const aliases = {
  'with a +tag': ['ada@example.org', 'ada+x@example.org'],
  'with another +tag': ['ada+x@example.org', 'ada+y@example.org'],
  'with dots at Gmail': ['ada.love@gmail.com', 'adalove@gmail.com'],
  'at Gmail’s second domain': ['ada@gmail.com', 'a.da+x@googlemail.com'],
  'at iCloud’s second domain': ['ada@icloud.com', 'ada@me.com'],
  'in capitals': ['ada@example.org', 'ADA@Example.org'],
} as const;

for (const [name, [first, second]] of Object.entries(aliases)) {
  test(`an alias ${name} shares the limit per person`, async (t) => {
    const { signIn } = await startTestService(t);
    const [one, other] = [await signIn(first), await signIn(second.toLowerCase())];
    await one.buy('demo');
    await other.buy('demo');
    await expectProblem(t, await one.buy('demo'), 'limit-reached');
    await expectProblem(t, await other.buy('demo'), 'limit-reached');
  });
}

test('aliases share the limit per person, but each account reads its own tickets only', async (t) => {
  const { operator, signIn } = await startTestService(t);
  const [plain, tagged] = [await signIn('ada@example.org'), await signIn('ada+x@example.org')];
  await plain.buy('demo', { key: 'same' });
  const other = await tagged.buy('demo', { key: 'same' });
  t.false(other.headers.has('idempotency-replayed'));
  t.like(await readMine(plain, 'demo'), { tickets: [{ number: 1 }], allowance: 0 });
  t.like(await readMine(tagged, 'demo'), { tickets: [{ number: 2 }], allowance: 0 });
  const draw = await operator.call('drawWinner', { params: { id: 'demo' } });
  const { ticketNumber } = winnerOf(draw);
  t.is((await readMine(plain, 'demo')).won, ticketNumber === 1);
  t.is((await readMine(tagged, 'demo')).won, ticketNumber === 2);
});
