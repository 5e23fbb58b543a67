import test from 'ava';
import { createClient, ProblemReply } from '#contract/client.ts';
import { startTestService } from '../support/service.ts';
import { winnerOf } from '../support/draws.ts';

for (const aheadSeconds of [20, 300, -80, -300]) {
  test(`an operator whose clock is ${aheadSeconds} s ahead signs with the service’s time`, async (t) => {
    const { url, signer, signIn } = await startTestService(t);
    await (await signIn('ann@example.org')).buy('demo');
    const corrected: number[] = [];
    const client = createClient({
      baseUrl: url,
      signer,
      clock: () => Date.now() + aheadSeconds * 1000,
      onClockCorrected: (seconds) => corrected.push(seconds),
    });
    const draw = await client.call('drawWinner', { params: { id: 'demo' } });
    t.is(winnerOf(draw).ticketNumber, 1);
    await client.call('listKeys');
    t.is(corrected.length, 1, 'what was learnt is kept');
    t.true(Math.abs(corrected[0]! - aheadSeconds) <= 1);
  });
}

test('a clock that is off by more than ten minutes is not corrected, and the refusal has the difference', async (t) => {
  const { url, signer } = await startTestService(t);
  const client = createClient({ baseUrl: url, signer, clock: () => Date.now() + 660_000 });
  const error = await t.throwsAsync(client.call('listKeys'), { instanceOf: ProblemReply });
  t.is(error.code, 'signature-stale');
  t.regex(error.message, /\b6(59|60) s ahead of the service’s/);
  t.true(Math.abs(Date.parse(String(error.problem['serverTime'])) - Date.now()) < 60_000);
});
