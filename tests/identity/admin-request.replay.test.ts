import test from 'ava';
import { createSpring, startSignedService } from '../support/admin-cases.ts';
import { expectProblem } from '../support/problems.ts';
import { temporaryFolder } from '../support/service.ts';

const readKeys = { method: 'GET', target: '/api/admin/keys' };

test('the same signature is refused the second time', async (t) => {
  const { requests, send, look } = await startSignedService(t);
  const wire = requests.sign(createSpring);
  t.is((await send(wire)).status, 201);
  const after = await look();
  await expectProblem(t, await send(wire), 'signature-replayed');
  t.is(await look(), after);
});

test('of 20 simultaneous copies of one signed request exactly one is accepted', async (t) => {
  const { requests, send } = await startSignedService(t);
  const wire = requests.sign(readKeys);
  const replies = await Promise.all(Array.from({ length: 20 }, () => send(wire)));
  t.is(replies.filter(({ status }) => status === 200).length, 1);
  for (const reply of replies) {
    if (reply.status !== 200) await expectProblem(t, reply, 'signature-replayed');
  }
});

test('a used nonce is refused for another request by the same key', async (t) => {
  const { requests, send } = await startSignedService(t);
  const parameters = { nonce: 'AAAAAAAAAAAAAAAAAAAAAA' };
  t.is((await send(requests.sign(readKeys, { parameters }))).status, 200);
  await expectProblem(
    t,
    await send(requests.sign(createSpring, { parameters })),
    'signature-replayed',
  );
});

test('a refused signature does not use up its nonce', async (t) => {
  const { requests, send } = await startSignedService(t);
  const wire = requests.sign(createSpring);
  const changed = await send({ ...wire, body: JSON.stringify({ id: 'spring', title: 'Sprung' }) });
  await expectProblem(t, changed, 'signature-invalid');
  t.is((await send(wire)).status, 201);
});

test('the same signature is refused after a restart on the same data folder', async (t) => {
  const dataDir = temporaryFolder(t);
  const first = await startSignedService(t, { dataDir });
  const wire = first.requests.sign(createSpring);
  t.is((await first.send(wire)).status, 201);
  await first.stop();
  const environment = { RAFFLE_PORT: new URL(first.url).port };
  const second = await startSignedService(t, { dataDir, environment });
  await expectProblem(t, await second.send(wire), 'signature-replayed');
});
