import { cpSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import type { Witnessing } from '#contract/witnessing.ts';
import { readCosignatures } from '#proof/cosignature.ts';
import { parseWitnessKey } from '#proof/signed-note.ts';
import { parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { drandEnvironment, makeChain, startRelay } from '../support/beacon-chain.ts';
import { expectProblem } from '../support/problems.ts';
import { seeLog } from '../support/public-log.ts';
import { close, openSealed, params, untilDue } from '../support/sealed-raffle.ts';
import { expectSealed } from '../support/sealed-log.ts';
import { startTestService, temporaryFolder, type TestService } from '../support/service.ts';
import {
  reply,
  startTestWitness,
  witnessEnvironment,
  type Misbehaviour,
  type TestWitness,
} from '../support/test-witness.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { waitFor } from '../support/wait-limit.ts';

/** Starts a service that asks two witnesses. */
async function startWitnessed(
  t: ExecutionContext,
  { dataDir = temporaryFolder(t), misbehave }: { dataDir?: string; misbehave?: Misbehaviour } = {},
) {
  const club = await startTestWitness(t, 'club', 1);
  club.misbehave = misbehave;
  const council = await startTestWitness(t, 'council', 2);
  const environment = witnessEnvironment(t, [club, council]);
  const service = await startTestService(t, { environment, dataDir });
  return { club, council, environment, service, dataDir };
}

const checkpointOf = (url: string, query = '', raffle = 'demo') =>
  fetch(`${url}/api/raffles/${raffle}/checkpoint${query}`);

/** Waits until a witness has cosigned the newest checkpoint. */
function untilCosigned({ url }: TestService, { verifierKey }: TestWitness, raffle = 'demo') {
  return waitFor('a cosignature', async () => {
    const note = await (await checkpointOf(url, '', raffle)).text();
    return readCosignatures(note, parseWitnessKey(verifierKey)).length === 1 && note;
  });
}

async function viewWitnesses(url: string, raffle = 'demo'): Promise<Witnessing> {
  return (await fetch(`${url}/api/raffles/${raffle}/witnesses`)).json() as Promise<Witnessing>;
}

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

/** Answers that give no cosignature, by the raffle that is asked about. */
const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  hangs: () => {},
  drips: (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(timer));
  },
  'sends-10-MB': (_request, response) => {
    response.writeHead(200).end('x'.repeat(10_000_000));
  },
  'names-no-size': (_request, response) => reply(response, 409, '1e3\n'),
  'sends-no-signature': (_request, response) => reply(response, 200, 'thanks\n'),
  redirects: (_request, response) => {
    response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
  },
};

test('no sale waits for a witness that hangs, drips, floods or babbles, and the other one cosigns', async (t) => {
  const { club, council, service } = await startWitnessed(t);
  const ann = await service.signIn('ann@example.org');
  const ids = Object.keys(misbehaviours);
  club.misbehave = (request, response) => {
    misbehaviours[request.origin.split('/').at(-1)!]?.(request, response);
  };
  for (const id of ids) {
    await service.operator.call('createRaffle', { body: { id, title: id } });
    await waitFor('a request', () => club.requests.some(({ origin }) => origin.endsWith(id)));
    const readMs = startStopwatch();
    t.is((await ann.buy(id)).status, 201);
    t.true(readMs() < 2_000, id);
  }
  for (const id of ids) {
    const note = await untilCosigned(service, council, id);
    t.is(note.split('— ').length - 1, 2, `${id}: the log and the council`);
  }
});

test('a cosignature of another text, by another key or without a time is not shown', async (t) => {
  const { club, council, service } = await startWitnessed(t);
  await untilCosigned(service, club);
  const wrong = [
    ({ text }: { text: string }) => club.cosign(text.replace('\n2\n', '\n3\n')),
    ({ text }: { text: string }) => council.cosign(text),
  ];
  let answers = 0;
  club.misbehave = (request, response) => {
    reply(response, 200, wrong[answers++ % wrong.length]!(request));
  };
  await (await service.signIn('ann@example.org')).buy('demo');
  await waitFor('two wrong answers', () => answers >= 2);
  await untilCosigned(service, council);
  const note = await (await checkpointOf(service.url)).text();
  t.is(note.split('— ').length - 1, 2, 'the log and the council');
});

test('a witness that names a smaller size is asked once more from there', async (t) => {
  const { club, service } = await startWitnessed(t);
  await untilCosigned(service, club);
  // The witness was restored from a backup.
  club.seen.clear();
  await (await service.signIn('ann@example.org')).buy('demo');
  await untilCosigned(service, club);
  t.deepEqual(
    club.requests.map(({ old, size }) => [old, size]),
    [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
  );
});

test('a witness that refuses the history stops for that raffle, until an operator resumes it', async (t) => {
  const lines: string[] = [];
  const club = await startTestWitness(t, 'club', 1);
  const environment = witnessEnvironment(t, [club]);
  const dataDir = temporaryFolder(t);
  const log = (line: string) => void lines.push(line);
  const service = await startTestService(t, { environment, dataDir, log });
  await untilCosigned(service, club);
  club.misbehave = (_request, response) => reply(response, 422, '');
  const ann = await service.signIn('ann@example.org');
  await ann.buy('demo');
  const demo = { id: 'demo' };
  const [alarm] = await waitFor('an alarm', async () => {
    const { alarms } = await service.operator.call('showSummary', { params: demo });
    return alarms;
  });
  t.like(alarm, { witness: 'club', size: 2 });
  const listAlarms = async (from: TestService) =>
    (await from.operator.call('listAlarms')).alarms.map(({ at: _at, ...rest }) => rest);
  t.deepEqual(await listAlarms(service), [{ raffle: 'demo', witness: 'club', size: 2 }]);
  const logged = lines.find((line) => line.includes('claims to have seen another history'));
  t.like(JSON.parse(logged!), { witness: 'club', raffle: 'demo', level: 50 });
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  t.true(metrics.includes('\nraffle_witness_alarms 1\n'));

  club.misbehave = undefined;
  const asked = club.requests.length;
  await service.stop();
  const again = await startTestService(t, { environment, dataDir });
  await again.operator.call('createRaffle', { body: { id: 'other', title: 'Other' } });
  await untilCosigned(again, club, 'other');
  const later = club.requests.slice(asked);
  t.deepEqual([...new Set(later.map(({ origin }) => origin.split('/').at(-1)))], ['other']);

  const resume = (witness: string) =>
    again.operator.call('resumeWitness', { params: demo, body: { witness } });
  await t.throwsAsync(resume('council'), { code: 'not-found' });
  await resume('club');
  await untilCosigned(again, club);
  t.is((await again.operator.call('showSummary', { params: demo })).alarms, undefined);
  t.deepEqual(await listAlarms(again), []);
});

test('an older copy of the data folder is refused by the witness, and the alarm names it', async (t) => {
  const { club, council, environment, service, dataDir } = await startWitnessed(t);
  await untilCosigned(service, club);
  await untilCosigned(service, council);
  await service.stop();
  const older = temporaryFolder(t);
  cpSync(dataDir, older, { recursive: true });
  const lost = await startTestService(t, { environment, dataDir });
  await (await lost.signIn('ann@example.org')).buy('demo');
  await untilCosigned(lost, club);
  await untilCosigned(lost, council);
  await lost.stop();

  // As many entries as before, with another buyer.
  const restored = await startTestService(t, { environment, dataDir: older });
  await (await restored.signIn('bob@example.org')).buy('demo');
  const alarms = await waitFor('two alarms', async () => {
    const summary = await restored.operator.call('showSummary', { params: { id: 'demo' } });
    return summary.alarms?.length === 2 && summary.alarms;
  });
  t.deepEqual(
    alarms.map(({ witness }) => witness),
    ['club', 'council'],
  );
  t.is((await (await checkpointOf(restored.url)).text()).split('— ').length - 1, 1);
});

test('a witness that claims to have seen more entries than there are is not asked again', async (t) => {
  const { club, service } = await startWitnessed(t, {
    misbehave: (_request, response) => reply(response, 409, '1000\n'),
  });
  const alarms = await waitFor('an alarm', async () => {
    const summary = await service.operator.call('showSummary', { params: { id: 'demo' } });
    return summary.alarms;
  });
  t.like(alarms[0], { witness: 'club', size: 1000 });
  t.is(club.requests.length, 1);
});

test('cosignatures that were shown are still there after a restart', async (t) => {
  const { club, council, environment, service, dataDir } = await startWitnessed(t);
  await untilCosigned(service, club);
  const shown = await untilCosigned(service, council);
  await service.stop();
  const again = await startTestService(t, { environment, dataDir });
  t.is(await (await checkpointOf(again.url)).text(), shown);
});
