import test from 'ava';
import { readStream } from '../support/event-stream.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { expectRefusal } from '../support/refusals.ts';
import { startTestService } from '../support/service.ts';

const params = { id: 'demo' };
const body = { reason: 'The hall was flooded.' };

test('a cancelled raffle says why, sells nothing and is never drawn', async (t) => {
  const { url, operator, signIn } = await startTestService(t);
  const ann = await signIn('ann@example.org');
  await ann.buy('demo');
  const stream = await readStream(t, url);
  await stream.next();
  const view = await operator.call('cancelRaffle', { params, body });
  t.like(view, { status: 'cancelled', cancelReason: body.reason, sold: 1, version: 3 });
  t.like(await stream.next(), { id: '3', view: { status: 'cancelled' } });
  t.deepEqual(await operator.call('showRaffle', { params }), view);
  const { entries } = await seeLog(url);
  t.like(entries.at(-1), { type: 'raffle-cancelled', reason: body.reason });
  await expectProblem(t, await ann.buy('demo'), 'raffle-cancelled');
  const sale = { params, body: { quantity: 1 }, idempotencyKey: 'one' };
  for (const refused of [
    operator.call('sellTickets', sale),
    operator.call('closeRaffle', { params }),
    operator.call('drawWinner', { params }),
    operator.call('amendRaffle', { params, body: { title: 'Late' } }),
    operator.call('cancelRaffle', { params, body }),
  ]) {
    await expectRefusal(t, refused, 'raffle-cancelled');
  }
  t.like(await (await ann.fetch('/api/raffles/demo/tickets/mine')).json(), {
    tickets: [{ number: 1 }],
    won: null,
  });
  t.is((await seeLog(url)).entries.length, 3);
});

test('a purchase of before is repeated with its reply after the cancellation', async (t) => {
  const { operator, signIn } = await startTestService(t);
  const ann = await signIn('ann@example.org');
  const text = await (await ann.buy('demo', { key: 'one' })).text();
  await operator.call('cancelRaffle', { params, body });
  t.is(await (await ann.buy('demo', { key: 'one' })).text(), text);
});

test('a cancellation repeated with its key gets the same reply', async (t) => {
  const { url, operator } = await startTestService(t);
  const call = { params, body, idempotencyKey: 'one' };
  const view = await operator.call('cancelRaffle', call);
  t.deepEqual(await operator.call('cancelRaffle', call), view);
  t.is((await seeLog(url)).entries.length, 2);
});

test('after the closing a raffle cannot be cancelled', async (t) => {
  const { operator, signIn } = await startTestService(t);
  await (await signIn('ann@example.org')).buy('demo');
  await operator.call('closeRaffle', { params });
  await expectRefusal(t, operator.call('cancelRaffle', { params, body }), 'raffle-closed');
  await operator.call('drawWinner', { params });
  await expectRefusal(t, operator.call('cancelRaffle', { params, body }), 'raffle-closed');
});

test('bad cancellations are refused with the name of the member', async (t) => {
  const { operator } = await startTestService(t);
  const bad: [member: string, body: object][] = [
    ['reason', {}],
    ['reason', { reason: '' }],
    ['reason', { reason: '   ' }],
    ['reason', { reason: 'a\nb' }],
    ['reason', { reason: '<i>x</i>' }],
    ['reason', { reason: 'x'.repeat(501) }],
    ['not known', { ...body, refund: true }],
  ];
  for (const [member, request] of bad) {
    const call = operator.call('cancelRaffle', { params, body: request });
    await expectRefusal(t, call, 'invalid-request', member);
  }
  const none = operator.call('cancelRaffle', { params: { id: 'none' }, body });
  await expectRefusal(t, none, 'raffle-not-found');
  t.like(await operator.call('showRaffle', { params }), { status: 'open', version: 1 });
});
