import test, { type ExecutionContext } from 'ava';
import { ProblemReply } from '#contract/client.ts';
import type { RaffleView } from '#contract/raffles.ts';
import {
  drandEnvironment,
  makeChain,
  publishNewest,
  startRelay,
  type TestRelay,
} from '../support/beacon-chain.ts';
import { startTestService } from '../support/service.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { join } from 'node:path';

const params = { id: 'spring' };
const confirmed = { confirmUncheckedClock: true } as const;
const stopped = { confirmStoppedBeacon: true } as const;

/** Returns the seal of a raffle whose sales have ended. */
const sealOf = (view: RaffleView) => ('seal' in view ? view.seal : undefined);

/** Creates a drand raffle with one ticket sold, and relays whose newest rounds differ by these seconds. */
async function sealable(t: ExecutionContext, offsets: readonly number[], tickets = 1) {
  const chain = makeChain();
  const relays: TestRelay[] = [];
  for (const offset of offsets) {
    relays.push(await startRelay(t, chain, undefined, publishNewest(chain, offset)));
  }
  const service = await startTestService(t, { environment: drandEnvironment(t, chain, relays) });
  const body = { id: 'spring', title: 'Spring', randomness: 'drand' } as const;
  await service.operator.call('createRaffle', { body });
  if (tickets > 0) await (await service.signIn('ann@example.org')).buy('spring');
  return service;
}

async function refusal(t: ExecutionContext, attempt: Promise<unknown>): Promise<ProblemReply> {
  return t.throwsAsync(attempt, { instanceOf: ProblemReply });
}

for (const [name, offset, aheadSeconds] of [
  ['a year ahead of the beacon', -31_536_000, 31_536_000],
  ['twenty seconds ahead of the beacon', -20, 20],
  ['ten minutes behind the beacon', 600, -600],
  ['twenty seconds behind the beacon', 20, -20],
] as const) {
  test(`a service whose clock is ${name} refuses to seal even with a confirmation, and reports the difference`, async (t) => {
    const { operator } = await sealable(t, [offset]);
    for (const call of [{ params }, { params, body: confirmed }]) {
      for (const request of ['closeRaffle', 'drawWinner'] as const) {
        const requestedAt = Date.now();
        const error = await refusal(t, operator.call(request, call));
        t.is(error.code, 'clock-wrong');
        const tookSeconds = (Date.now() - requestedAt) / 1000;
        t.true(Math.abs(Number(error.problem['aheadSeconds']) - aheadSeconds) <= 2 + tookSeconds);
      }
    }
    t.is((await operator.call('showRaffle', { params })).status, 'open');
  });
}

test('while the beacon makes no progress, only a request that confirms that it has stopped seals a draw', async (t) => {
  for (const request of ['closeRaffle', 'drawWinner'] as const) {
    const { operator } = await sealable(t, [-3_600]);
    const call = { params, body: stopped, idempotencyKey: 'end-spring' };
    const requestedAt = Date.now();
    if (request === 'closeRaffle') await operator.call(request, call);
    else t.is((await refusal(t, operator.call(request, call))).code, 'beacon-pending');
    const seal = sealOf(await operator.call('showRaffle', { params }))!;
    t.true(Date.parse(seal.publishedAt) > requestedAt, 'the round is one by the clock');
    const { entries } = await operator.call('fetchAudit', { params });
    t.like(
      entries.at(-1),
      { order: { body: JSON.stringify(stopped) } },
      'the confirmation is kept',
    );
  }
});

test('a clock that is behind the beacon is wrong and cannot be confirmed', async (t) => {
  const { operator } = await sealable(t, [20]);
  for (const body of [stopped, { ...stopped, ...confirmed }]) {
    t.is((await refusal(t, operator.call('closeRaffle', { params, body }))).code, 'clock-wrong');
  }
  t.is((await operator.call('showRaffle', { params })).status, 'open');
});

test('a service whose clock is right within a few seconds seals without confirmation', async (t) => {
  for (const offset of [0, 3, -3]) {
    const { operator } = await sealable(t, [offset]);
    t.truthy(sealOf(await operator.call('closeRaffle', { params })));
  }
});

test('the newest round of all relays is used: a relay that is behind or dead changes nothing', async (t) => {
  const { operator } = await sealable(t, [-600, 0, -60]);
  t.truthy(sealOf(await operator.call('closeRaffle', { params })));
});

test('if no relay answers, only a request that confirms the clock seals a draw', async (t) => {
  const { operator } = await sealable(t, []);
  for (const request of ['closeRaffle', 'drawWinner'] as const) {
    t.is((await refusal(t, operator.call(request, { params }))).code, 'clock-unchecked');
  }
  t.is((await operator.call('showRaffle', { params })).status, 'open');
  const call = { params, body: confirmed, idempotencyKey: 'close-spring' };
  const seal = sealOf(await operator.call('closeRaffle', call));
  t.truthy(seal);
  t.deepEqual(sealOf(await operator.call('closeRaffle', call)), seal, 'the same request again');
  const { entries } = await operator.call('fetchAudit', { params });
  t.like(
    entries.at(-1),
    { order: { body: JSON.stringify(confirmed) } },
    'the confirmation is kept',
  );
});

test('a close without tickets or with a local draw needs no clock check', async (t) => {
  const { operator } = await sealable(t, [-600], 0);
  t.is((await operator.call('closeRaffle', { params })).status, 'closed');
  t.is((await operator.call('closeRaffle', { params: { id: 'demo' } })).status, 'closed');
});

test('raffle close and raffle draw explain how to confirm the clock, and accept the confirmation', async (t) => {
  for (const command of ['close', 'draw']) {
    for (const [offsets, option] of [
      [[], '--confirm-unchecked-clock'],
      [[-600], '--confirm-stopped-beacon'],
    ] as const) {
      const { url, dataDir, operator } = await sealable(t, offsets);
      const key = ['--url', url, '--key', join(dataDir, 'operator.pem')];
      const args = [command, 'spring', '--confirm', 'spring', ...key];
      const refused = await runCli(args);
      t.is(refused.exitCode, 7);
      t.true(refused.stderr.includes(option), refused.stderr);
      await runCli([...args, option]);
      t.truthy(sealOf(await operator.call('showRaffle', { params })));
    }
  }
});
