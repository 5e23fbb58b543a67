import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { waitForTurn } from '../../services/raffle/http/limits/event-loop-turns.ts';
import { PurchaseRate } from '../../services/raffle/http/purchases/purchase-rate.ts';
import { HttpProblem } from '../../services/raffle/http/requests/http-problem.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

const hour = 3_600;
const sell = async () => ({ replayed: false });
const replay = async () => ({ replayed: true });
const refuse = async (): Promise<never> => {
  throw new HttpProblem('limit-reached', 'No ticket was taken.');
};
const limited = { instanceOf: HttpProblem, code: 'rate-limited' };

test('refused and repeated purchases of an account count together, and successful ones do not count', async (t) => {
  const rate = new PurchaseRate(5, hour);
  for (let count = 0; count < 100; count += 1) await rate.run('ada', sell);
  for (let count = 0; count < 3; count += 1) {
    await t.throwsAsync(rate.run('ada', refuse), { code: 'limit-reached' });
  }
  t.deepEqual(await rate.run('ada', replay), { replayed: true });
  t.deepEqual(await rate.run('ada', replay), { replayed: true });
  let isRun = false;
  const error = await t.throwsAsync(
    rate.run('ada', async () => {
      isRun = true;
      return sell();
    }),
    limited,
  );
  t.false(isRun);
  const seconds = Number(error.headers['retry-after']);
  t.true(seconds > 0 && seconds <= hour);
  t.deepEqual(await rate.run('bo', sell), { replayed: false });
});

test('the limit is lifted when the window ends', async (t) => {
  const rate = new PurchaseRate(1, 1);
  await t.throwsAsync(rate.run('ada', refuse));
  for (;;) {
    const outcome = await rate.run('ada', sell).catch((error: unknown) => error);
    if (!(outcome instanceof HttpProblem)) break;
    t.is(outcome.code, 'rate-limited');
    await new Promise(setImmediate);
  }
  t.pass();
});

test('an account that repeats its request is delayed, and other accounts are not', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  t.is((await ada.buy('demo', { quantity: 2 })).status, 201);
  const askTogether = async () =>
    Promise.all(Array.from({ length: 50 }, async () => ada.buy('demo')));
  let refusal: Response | undefined;
  for (let asked = 50; refusal === undefined; asked += 50) {
    const replies = await askTogether();
    refusal = replies.find(({ status }) => status === 429);
    if (refusal !== undefined) t.true(asked >= limits.fruitlessPurchasesPerAccountMax);
    for (const reply of replies) if (reply !== refusal) await reply.arrayBuffer();
  }
  const seconds = Number(refusal.headers.get('retry-after'));
  t.true(seconds >= 1 && seconds <= limits.fruitlessPurchasesWindowSeconds);
  await expectProblem(t, refusal, 'rate-limited');
  const bo = await signIn('bo@example.org');
  t.is((await bo.buy('demo')).status, 201);

  const waiting = Array.from({ length: 20_000 }, () => waitForTurn('127.0.0.1'));
  let haveAllHadTheirTurn = false;
  void Promise.all(waiting).then(() => (haveAllHadTheirTurn = true));
  let last: Response;
  do last = await ada.buy('demo');
  while (last.status !== 429);
  await last.arrayBuffer();
  t.true(haveAllHadTheirTurn, 'the refusal waits its turn, and takes no time from purchases');
});
