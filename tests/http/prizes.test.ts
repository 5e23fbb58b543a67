import test, { type ExecutionContext } from 'ava';
import type { DrawRecord } from '#contract/draws.ts';
import { MyTickets } from '#contract/tickets.ts';
import { winnerOf } from '../support/draws.ts';
import { seeLog } from '../support/public-log.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService, type Participant } from '../support/service.ts';

const params = { id: 'fair' };
const titles = ['Bicycle', 'Hamper', 'Book'];

/** A drawn raffle with three prizes and two reserves, and ten buyers of one ticket each. */
async function startDrawn(t: ExecutionContext, rules: object = {}, buyers = 10) {
  const service = await startTestService(t);
  const { operator, url } = service;
  const body = { ...params, title: 'Fair', prizes: titles, reserves: 2, ...rules };
  await operator.call('createRaffle', { body });
  const people: Participant[] = [];
  for (let index = 0; index < buyers; index += 1) {
    const person = await service.signIn(`p${index}@example.org`);
    await person.buy('fair');
    people.push(person);
  }
  const draw = await operator.call('drawWinner', { params });
  const order = draw.order.map(({ ticketNumber }) => ticketNumber);
  const forfeit = (prize: number, ticketNumber: number, reason = 'declined') =>
    operator.call('forfeitPrize', {
      params: { ...params, prize: String(prize) },
      body: { ticketNumber, reason },
    });
  const claim = (prize: number, ticketNumber: number) =>
    operator.call('claimPrize', {
      params: { ...params, prize: String(prize) },
      body: { ticketNumber },
    });
  const show = () => operator.call('showRaffle', { params });
  const mine = async (number: number) => {
    const reply = await people[number - 1]!.fetch('/api/raffles/fair/tickets/mine');
    return MyTickets.parse(await reply.json());
  };
  const size = async () => (await seeLog(url, 'fair')).entries.length;
  return { ...service, draw, order, forfeit, claim, show, mine, size };
}

/** The ticket of each prize; undefined for one that is not awarded. */
const holders = ({ winners }: DrawRecord) =>
  winners.map((winner) => (winner.state === 'unawarded' ? undefined : winner.ticketNumber));

test('the draw fixes an order of distinct tickets, and the first ones hold the prizes', async (t) => {
  const { url, operator, draw, order, show, mine } = await startDrawn(t);
  t.is(draw.ticketCount, 10);
  t.is(new Set(order).size, 5);
  for (const { index, ticketNumber, sale } of draw.order) {
    t.is(ticketNumber, index + 1);
    t.is(sale, ticketNumber, 'entry 0 of the log is the opening');
  }
  t.deepEqual(holders(draw), order.slice(0, 3));
  t.deepEqual(
    draw.winners.map(({ prize, title, state }) => [prize, title, state]),
    titles.map((title, place) => [place + 1, title, 'drawn']),
  );
  t.deepEqual(draw.forfeits, []);
  t.is(winnerOf(draw).ticketNumber, order[0]!);
  t.is(draw.index, draw.order[0]!.index);
  const view = await show();
  t.like(view, { status: 'drawn', reserves: 2, winner: { ticketNumber: order[0] } });
  t.deepEqual(
    view.prizes,
    titles.map((title, place) => ({ title, state: 'drawn', ticketNumber: order[place] })),
  );
  const reply = await fetch(`${url}/api/raffles/fair/draw`);
  t.is(reply.headers.get('cache-control'), 'no-cache');
  t.deepEqual(await reply.json(), draw);
  const { entries } = await seeLog(url, 'fair');
  t.like(entries.at(-1), { type: 'raffle-drawn', order: draw.order });
  const book = await mine(order[2]!);
  const won = { prize: 3, title: 'Book', ticketNumber: order[2]!, state: 'drawn' } as const;
  t.deepEqual([book.won, book.prizes], [true, [won]]);
  const reserve = await mine(order[3]!);
  t.deepEqual([reserve.won, reserve.prizes], [false, []]);
  await expectRefusal(t, operator.call('drawWinner', { params }), 'already-drawn');
});

test('a forfeited prize goes to the next ticket of the order, and when none is left it is unawarded', async (t) => {
  const { url, order, forfeit, show, mine, size } = await startDrawn(t);
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = order;
  const declined = await forfeit(1, first);
  t.deepEqual(holders(declined), [fourth, second, third]);
  t.is(winnerOf(declined).ticketNumber, fourth);
  t.like(declined.forfeits, [{ prize: 1, ticketNumber: first, reason: 'declined' }]);
  t.is((await mine(first)).won, false);
  t.like(await mine(fourth), { won: true, prizes: [{ prize: 1, title: 'Bicycle' }] });
  t.deepEqual(holders(await forfeit(3, third, 'ineligible')), [fourth, second, fifth]);
  const last = await forfeit(1, fourth);
  t.deepEqual(holders(last), [undefined, second, fifth]);
  t.deepEqual(
    last.order.map(({ ticketNumber }) => ticketNumber),
    order,
    'the order stays',
  );
  t.false('winner' in last || 'index' in last);
  const view = await show();
  t.false('winner' in view);
  t.deepEqual(view.prizes[0], {
    title: 'Bicycle',
    passedOn: [
      { ticketNumber: first, reason: 'declined' },
      { ticketNumber: fourth, reason: 'declined' },
    ],
    state: 'unawarded',
  });
  t.deepEqual(await (await fetch(`${url}/api/raffles/fair/draw`)).json(), last);
  t.is(await size(), 16);
  const { entries } = await seeLog(url, 'fair');
  t.like(entries.at(-1), { type: 'prize-forfeited', prize: 1, ticketNumber: fourth });
});

test('a claim shows in draw and view, may be repeated, and protects the prize from a forfeit', async (t) => {
  const { order, claim, forfeit, show, mine, size } = await startDrawn(t);
  const [first = 0, second = 0] = order;
  const draw = await claim(2, second);
  t.like(draw.winners[1], { prize: 2, state: 'claimed', ticketNumber: second });
  t.like((await show()).prizes, [{ state: 'drawn' }, { state: 'claimed' }, { state: 'drawn' }]);
  t.like(await mine(second), { prizes: [{ state: 'claimed' }] });
  t.deepEqual(await claim(2, second), draw);
  t.is(await size(), 14, 'the repeated claim adds no entry');
  await expectRefusal(t, forfeit(2, second), 'prize-claimed');
  await expectRefusal(t, claim(2, first), 'prize-not-held');
  t.is(await size(), 14);
});

test('each claim and forfeit changes the ETag of the view', async (t) => {
  const { url, order, claim, forfeit } = await startDrawn(t);
  const tag = async () => (await fetch(`${url}/api/raffles/fair`)).headers.get('etag');
  const tags = [await tag()];
  await claim(1, order[0]!);
  tags.push(await tag());
  await forfeit(2, order[1]!);
  tags.push(await tag());
  t.is(new Set(tags).size, 3);
});

test('claims and forfeits of the wrong ticket, prize or time are refused, and change nothing', async (t) => {
  const { operator, order, claim, forfeit, size } = await startDrawn(t, {
    claimBy: '2999-01-01T00:00:00Z',
  });
  const [first = 0, second = 0] = order;
  await expectRefusal(t, forfeit(1, second), 'prize-not-held');
  await expectRefusal(t, claim(1, order[3]!), 'prize-not-held');
  await expectRefusal(t, forfeit(1, 99), 'prize-not-held');
  await expectRefusal(t, forfeit(1, first, 'unclaimed'), 'rule-final', 'claimBy');
  for (const prize of ['0', '4', '-1', '1.5', 'x', '01', '9'.repeat(20)]) {
    const call = { params: { ...params, prize }, body: { ticketNumber: first } };
    await expectRefusal(t, operator.call('claimPrize', call), 'not-found');
    const body = { ticketNumber: first, reason: 'declined' };
    await expectRefusal(t, operator.call('forfeitPrize', { ...call, body }), 'not-found');
  }
  const bad: [member: string, body: object][] = [
    ['ticketNumber', { reason: 'declined' }],
    ['ticketNumber', { ticketNumber: 0, reason: 'declined' }],
    ['ticketNumber', { ticketNumber: '1', reason: 'declined' }],
    ['reason', { ticketNumber: first }],
    ['reason', { ticketNumber: first, reason: 'disliked' }],
    ['not known', { ticketNumber: first, reason: 'declined', to: 7 }],
  ];
  for (const [member, body] of bad) {
    const call = operator.call('forfeitPrize', { params: { ...params, prize: '1' }, body });
    await expectRefusal(t, call, 'invalid-request', member);
  }
  t.is(await size(), 13);
});

test('without a time to claim no prize can be forfeited as unclaimed', async (t) => {
  const { order, forfeit } = await startDrawn(t);
  await expectRefusal(t, forfeit(1, order[0]!, 'unclaimed'), 'rule-final', 'claimBy');
});

test('with one prize per person only the first ticket of a holder counts', async (t) => {
  const service = await startTestService(t);
  const { operator } = service;
  const rules = { prizes: ['A', 'B'], reserves: 1, onePrizePerPerson: true };
  await operator.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  for (const email of ['ann@example.org', 'bo@example.org']) {
    await (await service.signIn(email)).buy('fair', { quantity: 2 });
  }
  const draw = await operator.call('drawWinner', { params });
  const names = draw.winners.map((winner) => ('holder' in winner ? winner.holder : ''));
  t.is(new Set(names).size, 2);
  t.false(names.includes(''));
});

test('with fewer tickets than prizes the last prizes are unawarded', async (t) => {
  const { draw, show } = await startDrawn(t, {}, 2);
  t.is(draw.order.length, 2);
  t.like(draw.winners[2], { prize: 3, title: 'Book', state: 'unawarded' });
  t.deepEqual((await show()).prizes[2], { title: 'Book', state: 'unawarded' });
});

test('before the draw and in a cancelled raffle no prize can be claimed or forfeited', async (t) => {
  const { operator } = await startTestService(t);
  const call = { params: { id: 'demo', prize: '1' }, body: { ticketNumber: 1 } };
  const body = { ticketNumber: 1, reason: 'declined' } as const;
  await expectRefusal(t, operator.call('claimPrize', call), 'not-drawn');
  await expectRefusal(t, operator.call('forfeitPrize', { ...call, body }), 'not-drawn');
  await operator.call('cancelRaffle', { params: { id: 'demo' }, body: { reason: 'Flood' } });
  await expectRefusal(t, operator.call('claimPrize', call), 'not-drawn');
  const none = { ...call, params: { id: 'none', prize: '1' } };
  await expectRefusal(t, operator.call('claimPrize', none), 'raffle-not-found');
});

test('the first buyer of a number that was voided and sold again does not win with it', async (t) => {
  const { operator, signIn } = await startTestService(t);
  await operator.call('createRaffle', { body: { ...params, title: 'Fair', capacity: 1 } });
  const [ann, bo] = [await signIn('ann@example.org'), await signIn('bo@example.org')];
  await ann.buy('fair');
  const voiding = { params, body: { numbers: [1], reason: 'unpaid' as const } };
  await operator.call('voidTickets', voiding);
  await bo.buy('fair');
  t.like((await operator.call('drawWinner', { params })).order, [{ ticketNumber: 1, sale: 3 }]);
  const mine = async (person: Participant) =>
    (await person.fetch('/api/raffles/fair/tickets/mine')).json() as never;
  t.like(await mine(ann), { tickets: [], voided: [{ number: 1 }], won: false, prizes: [] });
  t.like(await mine(bo), { tickets: [{ number: 1 }], won: true, prizes: [{ ticketNumber: 1 }] });
});
