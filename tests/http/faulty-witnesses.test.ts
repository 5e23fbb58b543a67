import { cpSync } from 'node:fs';
import test from 'ava';
import { startTestService, temporaryFolder, type TestService } from '../support/service.ts';
import {
  reply,
  startTestWitness,
  witnessEnvironment,
  type Misbehaviour,
} from '../support/test-witness.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { waitFor } from '../support/wait-limit.ts';
import { checkpointOf, startWitnessed, untilCosigned } from '../support/witnessed-service.ts';

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
