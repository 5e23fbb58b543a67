import test from 'ava';
import { readCosignatures } from '#proof/cosignature.ts';
import { parseWitnessKey } from '#proof/signed-note.ts';
import { parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { close, openSealed, params, untilDue } from '../support/sealed-raffle.ts';
import { expectSealed } from '../support/sealed-log.ts';
import { startTestService } from '../support/service.ts';
import { reply, startTestWitness, witnessEnvironment } from '../support/test-witness.ts';
import { waitFor } from '../support/wait-limit.ts';
import {
  checkpointOf,
  startWitnessed,
  untilCosigned,
  viewWitnesses,
} from '../support/witnessed-service.ts';

test('the checkpoint of the opening and of later growth is cosigned by every witness of the policy', async (t) => {
  const { club, council, service } = await startWitnessed(t);
  const opening = await untilCosigned(service, club);
  await untilCosigned(service, council);
  const ann = await service.signIn('ann@example.org');
  t.is((await ann.buy('demo')).status, 201);
  const grown = await untilCosigned(service, club);
  await untilCosigned(service, council);
  t.true(grown.includes('\n2\n'));
  t.is(await (await checkpointOf(service.url, '?size=1')).text(), await withBoth(opening));
  const { witnesses } = await viewWitnesses(service.url);
  t.deepEqual(
    witnesses.map(({ name, newest }) => [name, newest?.size]),
    [
      ['club', 2],
      ['council', 2],
    ],
  );

  async function withBoth(note: string): Promise<string> {
    const text = note.slice(0, note.indexOf('\n\n') + 1);
    const first = await (await checkpointOf(service.url, '?size=1')).text();
    t.true(first.startsWith(text));
    for (const { verifierKey } of [club, council]) {
      t.is(readCosignatures(first, parseWitnessKey(verifierKey)).length, 1);
    }
    return first;
  }
});

test('a size at which no batch ends has no checkpoint', async (t) => {
  const service = await startTestService(t);
  const ann = await service.signIn('ann@example.org');
  await ann.buy('demo', { quantity: 2 });
  t.is((await checkpointOf(service.url, '?size=1')).status, 200);
  t.is((await checkpointOf(service.url, '?size=3')).status, 200);
  for (const size of ['0', '2', '4', '999999999999']) {
    await expectProblem(t, await checkpointOf(service.url, `?size=${size}`), 'not-found');
  }
  await expectProblem(t, await checkpointOf(service.url, '?size=-1'), 'invalid-request');
});

test('a receipt fetched later is against a checkpoint that witnesses have cosigned', async (t) => {
  const { club, council, service } = await startWitnessed(t);
  await untilCosigned(service, club);
  const ann = await service.signIn('ann@example.org');
  const sold = (await (await ann.buy('demo')).json()) as { receipts: string[] };
  await untilCosigned(service, club);
  await untilCosigned(service, council);
  const receipt = await (await ann.fetch('/api/raffles/demo/tickets/1/receipt')).text();
  t.not(receipt, sold.receipts[0]);
  const { key } = await seeLog(service.url);
  const parsed = parseReceipt(receipt);
  t.is(verifyReceipt(parsed, key).size, 2);
  for (const { verifierKey } of [club, council]) {
    t.is(readCosignatures(parsed.checkpoint, parseWitnessKey(verifierKey)).length, 1);
  }
});

test('a sealed closing is cosigned before its beacon, and the audit bundle has the cosignatures', async (t) => {
  const chain = makeChain({ leadSeconds: 2 });
  const relay = await startRelay(t, chain);
  const club = await startTestWitness(t, 'club', 1);
  const service = await startTestService(t, {
    environment: { ...witnessEnvironment(t, [club]), ...drandEnvironment(t, chain, [relay]) },
  });
  await openSealed(service);
  const seal = await close(service);
  const closing = await waitFor('the closing to be seen', async () => {
    const { closing: seen } = await viewWitnesses(service.url, 'spring');
    return seen?.state !== 'waiting' && seen;
  });
  t.is(closing.state, 'in-time');
  t.is(closing.seenBy[0]?.witness, 'club');
  await untilDue(seal);
  const draw = expectSealed(await service.operator.call('drawWinner', { params }));
  t.is(draw.witnessed, 'in-time');
  await untilCosigned(service, club, 'spring');
  const { checkpoints = [], entries } = await service.operator.call('fetchAudit', { params });
  const sizes = checkpoints.map((note) => Number(note.split('\n')[1]));
  t.deepEqual(sizes, [1, entries.length - 1, entries.length]);
  const counts = checkpoints.map(
    (note) => readCosignatures(note, parseWitnessKey(club.verifierKey)).length,
  );
  t.deepEqual(counts.slice(1), [1, 1]);
});

test('a draw goes on although no witness saw its closing in time, and says so', async (t) => {
  const chain = makeChain({ leadSeconds: 1 });
  const relay = await startRelay(t, chain);
  const club = await startTestWitness(t, 'club', 1);
  const service = await startTestService(t, {
    environment: { ...witnessEnvironment(t, [club]), ...drandEnvironment(t, chain, [relay]) },
  });
  await openSealed(service);
  await untilCosigned(service, club, 'spring');
  club.misbehave = (_request, response) => reply(response, 404, '');
  const seal = await close(service);
  t.not((await viewWitnesses(service.url, 'spring')).closing?.state, 'in-time');
  await untilDue(seal);
  const draw = expectSealed(await service.operator.call('drawWinner', { params }));
  t.is(draw.witnessed, 'not-in-time');
  club.misbehave = undefined;
  await untilCosigned(service, club, 'spring');
  const late = await viewWitnesses(service.url, 'spring');
  t.is(late.closing?.state, 'not-in-time');
  t.is(late.closing?.seenBy.length, 1);
});

test('an unanswered closing is sent again every two seconds until its beacon', async (t) => {
  const chain = makeChain({ leadSeconds: 20 });
  const club = await startTestWitness(t, 'club', 1);
  const service = await startTestService(t, {
    environment: {
      ...witnessEnvironment(t, [club]),
      RAFFLE_WITNESS_INTERVAL: '600',
      ...drandEnvironment(t, chain, []),
    },
  });
  await openSealed(service, 1);
  await waitFor('the opening', () => club.requests.some(({ size }) => size === 1));
  club.misbehave = (_request, response) => reply(response, 404, '');
  await close(service);
  const tries = await waitFor('a second try', () => {
    const closings = club.requests.filter(({ size }) => size === 3);
    return closings.length >= 2 && closings;
  });
  const apartMs = tries[1]!.at - tries[0]!.at;
  // On a busy machine the first one arrives late.
  t.true(apartMs >= 1_000, `${apartMs} ms`);
  club.misbehave = undefined;
  const closing = await waitFor('the closing to be seen', async () => {
    const { closing: seen } = await viewWitnesses(service.url, 'spring');
    return seen?.state !== 'waiting' && seen;
  });
  t.is(closing.state, 'in-time');
});

test('cosignatures that were shown are still there after a restart', async (t) => {
  const { club, council, environment, service, dataDir } = await startWitnessed(t);
  await untilCosigned(service, club);
  const shown = await untilCosigned(service, council);
  await service.stop();
  const again = await startTestService(t, { environment, dataDir });
  t.is(await (await checkpointOf(again.url)).text(), shown);
});
