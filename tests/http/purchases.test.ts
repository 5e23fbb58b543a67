import test, { type ExecutionContext } from 'ava';
import type { ProblemCode } from '#contract/problems.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService, type Participant } from '../support/service.ts';

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

test('a purchase answers the tickets, what is left to buy and the raffle', async (t) => {
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

test('one person may have up to 1,000 tickets, and buy them at once', async (t) => {
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

test('a third ticket is refused to a person who has two', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  t.is((await ada.buy('demo', { quantity: 2 })).status, 201);
  await expectProblem(t, await ada.buy('demo'), 'limit-reached');
  t.deepEqual(numbersOf(await readMine(ada, 'demo')), [1, 2]);
});

test('two tickets are refused while one is left, and the one can still be bought', async (t) => {
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

test('two tickets are refused to a person who may have one more', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await ada.buy('demo');
  await expectProblem(t, await ada.buy('demo', { quantity: 2 }), 'limit-reached');
  t.like(await readMine(ada, 'demo'), { tickets: [{ number: 1 }], allowance: 1 });
});

test('a closed raffle sells nothing; a drawn one neither', async (t) => {
  const { operator, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  await ada.buy('demo');
  await operator.call('closeRaffle', { params: { id: 'demo' } });
  await expectProblem(t, await ada.buy('demo'), 'raffle-closed');
  await operator.call('drawWinner', { params: { id: 'demo' } });
  await expectProblem(t, await ada.buy('demo'), 'raffle-closed');
});

test('whoever is refused a ticket is told that none was taken, and what to do', async (t) => {
  const { operator, signIn } = await startSpring(t, { capacity: 3, perPersonLimit: 2 });
  const [ada, bo] = [await signIn('ada@example.org'), await signIn('bo@example.org')];
  const refuses = async (buying: Promise<Response>, code: ProblemCode) => {
    const { detail } = await expectProblem(t, await buying, code);
    t.regex(String(detail), /ticket was taken[.;,]? \w.+\.$/);
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

test('a raffle that sold nothing has no winner', async (t) => {
  const { url, operator } = await startTestService(t);
  const draw = operator.call('drawWinner', { params: { id: 'demo' } });
  await t.throwsAsync(draw, { code: 'no-tickets-sold' });
  t.like(await (await fetch(`${url}/api/raffles/demo`)).json(), { status: 'open', version: 1 });
});

test('the draw picks one ticket that was sold, and only its holder has won', async (t) => {
  const { url, operator, signIn } = await startTestService(t);
  const people = [await signIn('ada@example.org'), await signIn('bo@example.org')];
  for (const person of people) await person.buy('demo', { quantity: 2 });
  await expectProblem(t, await fetch(`${url}/api/raffles/demo/draw`), 'not-drawn');
  const draw = await operator.call('drawWinner', { params: { id: 'demo' } });
  t.like(draw, { raffle: 'demo', ticketCount: 4 });
  t.is(draw.winner.ticketNumber, draw.index + 1);
  t.deepEqual(await (await fetch(`${url}/api/raffles/demo/draw`)).json(), draw);
  for (const person of people) {
    const mine = await readMine(person, 'demo');
    t.is(mine.won, numbersOf(mine).includes(draw.winner.ticketNumber));
  }
});

const aliases = {
  'with a +tag': ['ada@example.org', 'ada+x@example.org'],
  'with another +tag': ['ada+x@example.org', 'ada+y@example.org'],
  'with Gmail’s dots': ['ada.love@gmail.com', 'adalove@gmail.com'],
  'at Gmail’s other name': ['ada@gmail.com', 'a.da+x@googlemail.com'],
  'at iCloud’s other name': ['ada@icloud.com', 'ada@me.com'],
  'in capitals': ['ada@example.org', 'ADA@Example.org'],
} as const;

for (const [name, [first, second]] of Object.entries(aliases)) {
  test(`an alias ${name} shares the cap`, async (t) => {
    const { signIn } = await startTestService(t);
    const [one, other] = [await signIn(first), await signIn(second.toLowerCase())];
    await one.buy('demo');
    await other.buy('demo');
    await expectProblem(t, await one.buy('demo'), 'limit-reached');
    await expectProblem(t, await other.buy('demo'), 'limit-reached');
  });
}

test('aliases share the cap, but each account sees only its own tickets', async (t) => {
  const { operator, signIn } = await startTestService(t);
  const [plain, tagged] = [await signIn('ada@example.org'), await signIn('ada+x@example.org')];
  await plain.buy('demo', { key: 'same' });
  const other = await tagged.buy('demo', { key: 'same' });
  t.false(other.headers.has('idempotency-replayed'));
  t.like(await readMine(plain, 'demo'), { tickets: [{ number: 1 }], allowance: 0 });
  t.like(await readMine(tagged, 'demo'), { tickets: [{ number: 2 }], allowance: 0 });
  const draw = await operator.call('drawWinner', { params: { id: 'demo' } });
  t.is((await readMine(plain, 'demo')).won, draw.winner.ticketNumber === 1);
  t.is((await readMine(tagged, 'demo')).won, draw.winner.ticketNumber === 2);
});
