import test from 'ava';
import { quicknet } from '#proof/beacon.ts';
import { drandEnvironment, makeChain } from '../support/beacon-chain.ts';
import { seeLog } from '../support/public-log.ts';
import { expectSealed } from '../support/sealed-log.ts';
import { runMain } from '../support/spawned-service.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { params, openSealed, close, sealedBefore } from '../support/sealed-raffle.ts';

test('a start without the chain of an undrawn raffle fails and names raffle and chain', async (t) => {
  const { chain, dataDir, environment, seal } = await sealedBefore(t);
  const { RAFFLE_DRAND_RELAYS } = environment as { RAFFLE_DRAND_RELAYS: string };
  const refused = await runMain({ environment: { RAFFLE_DATA_DIR: dataDir, RAFFLE_DRAND_RELAYS } });
  t.is(refused.exitCode, 78);
  for (const named of ['RAFFLE_DRAND_CHAIN_FILE', 'raffle spring', chain.hash]) {
    t.true(refused.stderr.includes(named), refused.stderr);
  }

  const service = await startTestService(t, { environment, dataDir });
  const draw = expectSealed(await service.operator.call('drawWinner', { params }));
  t.deepEqual(draw.seal, seal);
  await service.stop();
  // A drawn raffle does not need its chain.
  await startTestService(t, { environment: { RAFFLE_DRAND_RELAYS }, dataDir });
});

test('a start without its chain fails for an open drand raffle, but not for one closed without tickets', async (t) => {
  const chain = makeChain();
  const dataDir = temporaryFolder(t);
  const service = await startTestService(t, {
    environment: drandEnvironment(t, chain, []),
    dataDir,
  });
  await openSealed(service, 0);
  await service.stop();
  await t.throwsAsync(startTestService(t, { dataDir }), { message: new RegExp(chain.hash) });
  const again = await startTestService(t, { environment: drandEnvironment(t, chain, []), dataDir });
  await again.operator.call('closeRaffle', { params });
  await again.stop();
  await startTestService(t, { dataDir });
});

test('an operator’s own chain is in the first entry and the view, is not called public, and is logged as a warning', async (t) => {
  const chain = makeChain();
  const lines: string[] = [];
  const service = await startTestService(t, {
    environment: drandEnvironment(t, chain, []),
    log: (line) => lines.push(line),
  });
  t.true(lines.some((line) => line.includes('"level":40') && line.includes(chain.hash)));
  await openSealed(service);
  const { entries } = await seeLog(service.url, 'spring');
  t.is(entries[0]!['chainHash'], chain.hash);
  const view = await service.operator.call('showRaffle', { params });
  t.is(view.chainHash, chain.hash);
  const beacon = chain.beacon((await close(service)).round);
  const { fairness } = await service.operator.call('drawWinner', { params, body: { beacon } });
  t.true(fairness.includes('not by the public beacon'));
});

test('quicknet is the public beacon, and the chain of every drand raffle by default', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  t.false(lines.some((line) => line.includes('"level":40') && line.includes('chain')));
  await openSealed(service);
  const { entries } = await seeLog(service.url, 'spring');
  t.is(entries[0]!['chainHash'], quicknet.hash);
  const view = await service.operator.call('showRaffle', { params: { id: 'demo' } });
  t.is(view.chainHash, undefined, 'a local raffle has none');
});
