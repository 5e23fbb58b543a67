import test, { type ExecutionContext } from 'ava';
import type { AmendRaffle } from '#contract/raffle-requests.ts';
import { expectRefusal } from '../support/refusals.ts';
import { postJson, startTestService } from '../support/service.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';

const params = { id: 'fair' };
const later = '2999-06-01T12:00:00.000Z';
const latest = '2999-06-02T12:00:00.000Z';

async function startFair(t: ExecutionContext, rules: object = {}) {
  const service = await startTestService(t);
  await service.operator.call('createRaffle', { body: { ...params, title: 'Fair', ...rules } });
  const amend = (body: AmendRaffle, idempotencyKey: string = crypto.randomUUID()) =>
    service.operator.call('amendRaffle', { params, body, idempotencyKey });
  const sellOne = async () => (await service.signIn('ann@example.org')).buy('fair');
  const size = async () => (await seeLog(service.url, 'fair')).entries.length;
  return { ...service, amend, sellOne, size };
}

test('before the first sale every rule can change, and null removes an optional one', async (t) => {
  const { url, amend } = await startFair(t, { opensAt: later, notice: { place: 'Hall' } });
  const view = await amend({
    title: 'Summer fair',
    capacity: 50,
    perPersonLimit: 3,
    prizes: ['Bicycle', 'Book'],
    reserves: 4,
    onePrizePerPerson: true,
    opensAt: null,
    closesAt: later,
    claimBy: latest,
    notice: null,
  });
  t.like(view, {
    status: 'open',
    title: 'Summer fair',
    capacity: 50,
    remaining: 50,
    perPersonLimit: 3,
    prizes: [{ title: 'Bicycle' }, { title: 'Book' }],
    reserves: 4,
    onePrizePerPerson: true,
    closesAt: later,
    claimBy: latest,
    rules: 1,
    version: 2,
  });
  t.false('opensAt' in view || 'notice' in view);
  const { entries } = await seeLog(url, 'fair');
  t.like(entries[1], { type: 'raffle-amended', opensAt: null, notice: null, capacity: 50 });
  t.false('operatorSignature' in entries[1]! || 'order' in entries[1]!);
});

test('the view names the rules that changed since the first sale, with their values at it', async (t) => {
  const { amend, sellOne } = await startFair(t, { closesAt: later });
  const early = await amend({ title: 'Spring fare' });
  t.is(early.amendments, undefined, 'no buyer saw the first title');
  await sellOne();
  await amend({ title: 'Spring fiar', notice: { place: 'Hall' } });
  const view = await amend({ title: 'Spring fair', closesAt: latest });
  t.deepEqual(view.amendments, [
    { rule: 'title', before: 'Spring fare' },
    { rule: 'closesAt', before: later },
    { rule: 'place' },
  ]);
  const back = await amend({ title: 'Spring fare', notice: null });
  t.deepEqual(back.amendments, [{ rule: 'closesAt', before: later }]);
});

test('the randomness changes together with its chain', async (t) => {
  const { amend } = await startFair(t);
  const sealed = await amend({ randomness: 'drand' });
  t.is(sealed.randomness, 'drand');
  t.is(sealed.chainHash?.length, 64);
  const local = await amend({ randomness: 'local' });
  t.is(local.randomness, 'local');
  t.is(local.chainHash, undefined);
});

test('an amendment that changes nothing adds no entry, and values that stay are left out', async (t) => {
  const { url, amend, size } = await startFair(t, { notice: { place: 'Hall' } });
  for (const body of [{}, { title: 'Fair' }, { notice: { place: 'Hall' }, closesAt: null }]) {
    t.is((await amend(body)).version, 1);
  }
  t.is(await size(), 1);
  await amend({ title: 'Fair', reserves: 1 });
  const { entries } = await seeLog(url, 'fair');
  t.deepEqual(Object.keys(entries[1]!).toSorted(), ['at', 'reserves', 'type']);
});

test('an amendment repeated with its key gets the first reply, and its key is not used again', async (t) => {
  const { amend, size } = await startFair(t);
  const first = await amend({ reserves: 1 }, 'one');
  await amend({ reserves: 2 });
  t.deepEqual(await amend({ reserves: 1 }, 'one'), first);
  await expectRefusal(t, amend({ reserves: 3 }, 'one'), 'idempotency-key-reused');
  t.is(await size(), 3);
});

test('after the first sale title, notice and a later closing can change, and nothing else', async (t) => {
  const notice = { organiser: 'School', price: { amount: 200, currency: 'GBP' } };
  const { amend, sellOne, size } = await startFair(t, { closesAt: later, notice });
  t.is((await sellOne()).status, 201);
  const view = await amend({
    title: 'Fär',
    closesAt: latest,
    notice: { ...notice, place: 'Hall' },
  });
  t.like(view, { title: 'Fär', closesAt: latest, notice: { place: 'Hall' }, rules: 2, sold: 1 });
  const final: [member: string, changes: AmendRaffle][] = [
    ['capacity', { capacity: 50 }],
    ['perPersonLimit', { perPersonLimit: 3 }],
    ['randomness', { randomness: 'drand' }],
    ['prizes', { prizes: ['Book'] }],
    ['reserves', { reserves: 1 }],
    ['onePrizePerPerson', { onePrizePerPerson: true }],
    ['opensAt', { opensAt: later }],
    ['claimBy', { claimBy: '2999-07-01T00:00:00Z' }],
    ['closesAt', { closesAt: later }],
    ['closesAt', { closesAt: null }],
    ['notice.price', { notice: { ...notice, price: { amount: 300, currency: 'GBP' } } }],
    ['notice.organiser', { notice: { ...notice, organiser: 'Club' } }],
    ['notice.purpose', { notice: { ...notice, purpose: 'Mine' } }],
    ['notice.terms', { notice: { ...notice, terms: 'New' } }],
    ['notice.askFor', { notice: { ...notice, askFor: { name: 'required' } } }],
    ['notice.price', { notice: null }],
  ];
  for (const [member, changes] of final) {
    await expectRefusal(t, amend({ title: 'Never', ...changes }), 'rule-final', member);
  }
  t.is(await size(), 3);
});

test('a raffle whose only ticket was voided counts as sold', async (t) => {
  const { operator, amend, sellOne } = await startFair(t);
  await sellOne();
  await operator.call('voidTickets', { params, body: { numbers: [1], reason: 'mistake' } });
  await expectRefusal(t, amend({ capacity: 50 }), 'rule-final', 'capacity');
});

test('after the closing and after the draw nothing can change', async (t) => {
  const { operator, amend, sellOne, size } = await startFair(t);
  await sellOne();
  await operator.call('closeRaffle', { params });
  await expectRefusal(t, amend({ title: 'Late' }), 'raffle-closed');
  await operator.call('drawWinner', { params });
  await expectRefusal(t, amend({ title: 'Late' }), 'raffle-closed');
  t.is(await size(), 4);
});

test('amendments with values that no raffle may have are refused, with the name of the member', async (t) => {
  const { amend, size } = await startFair(t, { closesAt: later });
  const bad: [member: string, changes: object][] = [
    ['not known', { rehearsal: true }],
    ['not known', { id: 'other' }],
    ['not known', { logKey: 'x' }],
    ['title', { title: null }],
    ['prizes', { prizes: [] }],
    ['prizes', { prizes: null }],
    ['reserves', { reserves: 51 }],
    ['reserves', { prizes: ['A', 'B'], onePrizePerPerson: true }],
    ['closesAt', { closesAt: '2020-01-01T00:00:00Z' }],
    ['closesAt', { opensAt: latest }],
    ['claimBy', { claimBy: '2999-05-01T00:00:00Z' }],
    ['notice.price.currency', { notice: { price: { amount: 1 } } }],
  ];
  for (const [member, changes] of bad) {
    await expectRefusal(t, amend(changes), 'invalid-request', member);
  }
  t.is(await size(), 1);
});

test('a purchase under rules that were amended since is refused and takes nothing', async (t) => {
  const { url, amend, signIn } = await startFair(t);
  const ann = await signIn('ann@example.org');
  const buy = (rules: unknown, key: string) =>
    ann.fetch(
      '/api/raffles/fair/tickets',
      postJson({ quantity: 1, rules }, { 'idempotency-key': key }),
    );
  const first = await buy(0, 'one');
  t.is(first.status, 201);
  const text = await first.text();
  await amend({ title: 'Fär' });
  t.is((await expectProblem(t, await buy(0, 'two'), 'rules-changed'))['rules'], 2);
  t.is(await (await buy(0, 'one')).text(), text, 'the purchase of before is repeated all the same');
  for (const rules of [-1, 0.5, '2', null]) {
    await expectProblem(t, await buy(rules, 'three'), 'invalid-request');
  }
  t.like(await (await fetch(`${url}/api/raffles/fair`)).json(), { sold: 1 });
  t.is((await buy(2, 'two')).status, 201);
});
