import { mock } from 'node:test';
import test, { type ExecutionContext } from 'ava';
import type { RaffleView } from '#contract/raffles.ts';
import { readStream } from '../support/event-stream.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

const params = { id: 'fair' };
const hour = 3_600_000;
const start = Date.parse('2027-05-29T10:00:00.000Z');
const at = (hours: number) => new Date(start + hours * hour).toISOString();

/** Only the clock is replaced. So nothing happens at a time unless a request asks or a timer runs. */
function setClock(hours: number): void {
  mock.timers.setTime(start + hours * hour);
}

test.beforeEach(() => mock.timers.enable({ apis: ['Date'], now: start }));
test.afterEach.always(() => mock.timers.reset());

/** Holds the timers of this length back; each runs when the test calls it. All others run. */
function holdTimers(t: ExecutionContext, heldMs: number): (() => void)[] {
  const held: (() => void)[] = [];
  const { setTimeout: start } = globalThis;
  globalThis.setTimeout = ((run: () => void, ms: number, ...facts: unknown[]) => {
    if (ms !== heldMs) return start(run, ms, ...(facts as []));
    held.push(run);
    return start(() => {}, 0);
  }) as typeof setTimeout;
  t.teardown(() => {
    globalThis.setTimeout = start;
  });
  return held;
}

async function startFair(t: ExecutionContext, rules: object = {}) {
  const service = await startTestService(t);
  const view = await service.operator.call('createRaffle', {
    body: { ...params, title: 'Fair', ...rules },
  });
  const show = async () => {
    const reply = await fetch(`${service.url}/api/raffles/fair`);
    return { etag: reply.headers.get('etag'), view: (await reply.json()) as RaffleView };
  };
  return { ...service, opening: view, show };
}

test.serial(
  'before opensAt a raffle is announced and sells nothing, by web or at the desk',
  async (t) => {
    const { operator, opening, signIn, show } = await startFair(t, { opensAt: at(1) });
    t.like(opening, { status: 'announced', opensAt: at(1), version: 1 });
    const ann = await signIn('ann@example.org');
    const refused = await expectProblem(t, await ann.buy('fair'), 'not-open-yet');
    t.is(refused['opensAt'], at(1));
    const sale = { params, body: { quantity: 1 }, idempotencyKey: 'one' };
    const atDesk = await expectRefusal(t, operator.call('sellTickets', sale), 'not-open-yet');
    t.is(atDesk.problem['opensAt'], at(1));
    const { view } = await show();
    t.like(view, { status: 'announced', sold: 0, version: 1 });
  },
);

test.serial(
  'at opensAt the raffle is open with another ETag and the same version, and sells',
  async (t) => {
    const { url, signIn, show } = await startFair(t, { opensAt: at(1) });
    const ann = await signIn('ann@example.org');
    const before = await show();
    setClock(1);
    const after = await show();
    t.like(after.view, { status: 'open', version: 1 });
    t.not(after.etag, before.etag);
    const headers = { 'if-none-match': before.etag! };
    t.is((await fetch(`${url}/api/raffles/fair`, { headers })).status, 200);
    const { raffles } = (await (await fetch(`${url}/api/raffles`)).json()) as {
      raffles: RaffleView[];
    };
    t.like(raffles.at(-1), { id: 'fair', status: 'open' });
    const reply = await ann.buy('fair', { key: 'one' });
    t.is(reply.status, 201);
    const text = await reply.text();
    t.like(JSON.parse(text), { raffle: { status: 'open' } });
    t.is(await (await ann.buy('fair', { key: 'one' })).text(), text);
  },
);

test.serial(
  'a clock that is set back after a sale does not announce the raffle again',
  async (t) => {
    const { signIn, show } = await startFair(t, { opensAt: at(0.5) });
    const ann = await signIn('ann@example.org');
    setClock(0.6);
    t.is((await ann.buy('fair')).status, 201);
    setClock(0);
    t.like((await show()).view, { status: 'open', sold: 1 });
  },
);

test.serial('the reply to an opening stays the announced one after sales have begun', async (t) => {
  const service = await startTestService(t);
  const call = { body: { ...params, title: 'Fair', opensAt: at(1) }, idempotencyKey: 'one' };
  const view = await service.operator.call('createRaffle', call);
  setClock(2);
  t.deepEqual(await service.operator.call('createRaffle', call), view);
  t.is(view.status, 'announced');
});

test.serial('a purchase at closesAt is refused, and the closing is in the log', async (t) => {
  const { url, signIn, show } = await startFair(t, { closesAt: at(1) });
  const ann = await signIn('ann@example.org');
  await ann.buy('fair');
  setClock(1.5);
  await expectProblem(t, await ann.buy('fair'), 'raffle-closed');
  t.like((await show()).view, { status: 'closed', closesAt: at(1), closedAt: at(1.5), sold: 1 });
  const { entries } = await seeLog(url, 'fair');
  t.like(entries.at(-1), { type: 'raffle-closed', cause: 'schedule', ticketCount: 1, at: at(1.5) });
  t.is(entries.length, 3);
});

test.serial(
  'an amendment, a void or a cancellation at closesAt finds the raffle closed',
  async (t) => {
    const { operator, signIn } = await startFair(t, { closesAt: at(1) });
    await (await signIn('ann@example.org')).buy('fair');
    setClock(2);
    const amended = operator.call('amendRaffle', { params, body: { closesAt: at(3) } });
    await expectRefusal(t, amended, 'raffle-closed');
    const voided = { params, body: { numbers: [1], reason: 'mistake' as const } };
    await expectRefusal(t, operator.call('voidTickets', voided), 'raffle-closed');
    const cancelled = operator.call('cancelRaffle', { params, body: { reason: 'Rain' } });
    await expectRefusal(t, cancelled, 'raffle-closed');
    t.is((await operator.call('drawWinner', { params })).ticketCount, 1);
  },
);

test.serial(
  'after a sale a raffle with an announced end is not closed or drawn earlier',
  async (t) => {
    const { operator, signIn, show } = await startFair(t, { closesAt: at(1), capacity: 2 });
    const ann = await signIn('ann@example.org');
    await ann.buy('fair');
    await expectRefusal(t, operator.call('closeRaffle', { params }), 'rule-final', 'closesAt');
    await expectRefusal(t, operator.call('drawWinner', { params }), 'rule-final', 'closesAt');
    t.like((await show()).view, { status: 'open', version: 2 });
    await ann.buy('fair');
    t.like(await operator.call('closeRaffle', { params }), { status: 'closed', sold: 2 });
  },
);

test.serial('a raffle without a sale can be closed before its announced end', async (t) => {
  const { operator } = await startFair(t, { closesAt: at(1) });
  t.like(await operator.call('closeRaffle', { params }), { status: 'closed', closesAt: at(1) });
});

test.serial('a prize can be forfeited as unclaimed from claimBy on', async (t) => {
  const { operator, signIn } = await startFair(t, { claimBy: at(3), reserves: 1 });
  for (const email of ['ann@example.org', 'bo@example.org']) {
    await (await signIn(email)).buy('fair');
  }
  const { order } = await operator.call('drawWinner', { params });
  const [first, second] = order.map(({ ticketNumber }) => ticketNumber);
  const call = {
    params: { ...params, prize: '1' },
    body: { ticketNumber: first, reason: 'unclaimed' },
  };
  setClock(2.9);
  await expectRefusal(t, operator.call('forfeitPrize', call), 'rule-final', 'claimBy');
  setClock(3);
  const draw = await operator.call('forfeitPrize', call);
  t.like(draw.winners, [{ prize: 1, ticketNumber: second, state: 'drawn' }]);
});

test.serial(
  'the stream sends the view again at opensAt with the same id, and the closing at closesAt',
  async (t) => {
    const timers = holdTimers(t, hour);
    const { url } = await startFair(t, { opensAt: at(1), closesAt: at(2) });
    const stream = await readStream(t, url, 'fair');
    t.like(await stream.next(), { id: '1', view: { status: 'announced' } });
    setClock(1);
    timers.shift()!();
    t.like(await stream.next(), { id: '1', view: { status: 'open' } });
    setClock(2);
    (await waitFor('the timer of the closing', () => timers.shift()))();
    t.like(await stream.next(), { id: '2', view: { status: 'closed', version: 2 } });
    const { entries } = await seeLog(url, 'fair');
    t.like(entries, [
      { type: 'raffle-opened' },
      { type: 'raffle-closed', cause: 'schedule', at: at(2) },
    ]);
  },
);
