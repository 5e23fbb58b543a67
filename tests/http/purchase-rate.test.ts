import test from 'ava';
import { limits } from '../../services/raffle/config/limits.ts';
import { waitForTurn } from '../../services/raffle/http/limits/event-loop-turns.ts';
import { PurchaseRate } from '../../services/raffle/http/purchases/purchase-rate.ts';
import { HttpProblem } from '../../services/raffle/http/requests/http-problem.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';
import { waitFor } from '../support/wait-limit.ts';

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

test('purchases at the same time are limited too, and the wait is that of one token', async (t) => {
  const rate = new PurchaseRate(5, 5 * hour);
  let runs = 0;
  const refused = Array.from({ length: 500 }, async () =>
    rate.run('ada', async () => {
      runs += 1;
      return replay();
    }),
  );
  const outcomes = await Promise.allSettled(refused);
  t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 5);
  t.is(runs, 5);
  const error = await t.throwsAsync(rate.run('ada', sell), limited);
  const seconds = Number(error.headers['retry-after']);
  t.true(seconds > hour / 2 && seconds <= hour, `${seconds} s`);
});

test('the limit is lifted when the window ends', async (t) => {
  const rate = new PurchaseRate(1, 1);
  await t.throwsAsync(rate.run('ada', refuse));
  await waitFor('the end of the window', async () => {
    const outcome = await rate.run('ada', sell).catch((error: unknown) => error);
    if (outcome instanceof HttpProblem) t.is(outcome.code, 'rate-limited');
    return !(outcome instanceof HttpProblem);
  });
});

test('an account that repeats its request is delayed, and other accounts are not', async (t) => {
  const { signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  t.is((await ada.buy('demo', { quantity: 2 })).status, 201);
  const askTogether = async () =>
    Promise.all(Array.from({ length: 50 }, async () => ada.buy('demo')));
  let asked = 0;
  const refusal = await waitFor('a refusal', async () => {
    asked += 50;
    const replies = await askTogether();
    const refused = replies.find(({ status }) => status === 429);
    for (const reply of replies) if (reply !== refused) await reply.arrayBuffer();
    return refused;
  });
  t.true(asked >= limits.fruitlessPurchasesPerAccountMax);
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
