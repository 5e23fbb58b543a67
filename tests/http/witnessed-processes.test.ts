import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readCosignatures } from '#proof/cosignature.ts';
import { parseWitnessKey } from '#proof/signed-note.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { reply, startTestWitness, witnessEnvironment } from '../support/test-witness.ts';
import { waitFor } from '../support/wait-limit.ts';

test('of two processes one asks the witness, and an operator may resume it at the other', async (t) => {
  const club = await startTestWitness(t, 'club', 1);
  const dataDir = temporaryFolder(t);
  const secretFile = join(dataDir, 'shared-secret');
  writeFileSync(secretFile, randomBytes(32), { mode: 0o600 });
  const environment = {
    ...witnessEnvironment(t, [club]),
    DATABASE_URL: await createTestDatabase(t),
    RAFFLE_SECRET_FILE: secretFile,
  };
  const first = await startTestService(t, { environment, dataDir });
  const untilCosigned = (url: string, size: number) =>
    waitFor('a cosignature', async () => {
      const note = await (await fetch(`${url}/api/raffles/demo/checkpoint?size=${size}`)).text();
      return readCosignatures(note, parseWitnessKey(club.verifierKey)).length === 1;
    });
  await untilCosigned(first.url, 1);
  const second = await startTestService(t, { environment, dataDir });
  const ann = await second.signIn('ann@example.org');
  t.is((await ann.buy('demo')).status, 201);
  await untilCosigned(second.url, 2);
  const { requests } = club;
  t.deepEqual(
    requests.map(({ size }) => size),
    [1, 2],
    'each checkpoint is sent once',
  );

  const metrics = await (await fetch(`${second.url}/metrics`)).text();
  t.true(metrics.includes('raffle_witness_requests_total{witness="club",outcome="cosigned"} 0\n'));

  club.misbehave = (_request, response) => reply(response, 422, '');
  t.is((await ann.buy('demo')).status, 201);
  const params = { id: 'demo' };
  const readAlarms = async () =>
    (await second.operator.call('showSummary', { params })).alarms ?? [];
  await waitFor('an alarm', async () => (await readAlarms()).length === 1);
  club.misbehave = undefined;
  await second.operator.call('resumeWitness', { params, body: { witness: 'club' } });
  await untilCosigned(first.url, 3);
  t.deepEqual(await readAlarms(), []);
});
