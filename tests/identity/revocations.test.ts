import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import test from 'ava';
import { closeDemo } from '../support/admin-cases.ts';
import { enrolOperator, revoke } from '../support/new-operators.ts';
import { IndependentSigner } from '../support/signed-requests.ts';
import { expectProblem } from '../support/problems.ts';
import { readReply, sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';

test('a revoked key is refused at its next request and stays in the list', async (t) => {
  const { url, operator } = await startTestService(t);
  const ada = await enrolOperator(url, operator);
  await t.notThrowsAsync(ada.client.call('listKeys'));
  t.like(await revoke(operator, ada), { keyid: ada.key.keyid, isRevoked: true });
  const requests = new IndependentSigner(url, ada.key);
  for (const request of [closeDemo, { method: 'GET', target: '/api/admin/keys' }]) {
    await expectProblem(t, await sendRaw(url, requests.sign(request)), 'key-unknown');
  }
  const { keys } = await operator.call('listKeys');
  t.deepEqual(
    keys.map(({ name, isRevoked }) => [name, isRevoked]),
    [
      ['operator', false],
      ['Ada', true],
    ],
  );
});

test('active keys are listed before revoked ones, regardless of when they were added', async (t) => {
  const { url, operator } = await startTestService(t);
  await revoke(operator, await enrolOperator(url, operator, { name: 'gone' }));
  await enrolOperator(url, operator, { name: 'new' });
  const { keys } = await operator.call('listKeys');
  t.deepEqual(
    keys.map(({ name }) => name),
    ['operator', 'new', 'gone'],
  );
});

test('revoking a key twice gets the same reply', async (t) => {
  const { url, operator } = await startTestService(t);
  const ada = await enrolOperator(url, operator);
  t.deepEqual(await revoke(operator, ada), await revoke(operator, ada));
});

test('a request whose key is revoked while its body is in transit is refused', async (t) => {
  const { url, operator } = await startTestService(t);
  const ada = await enrolOperator(url, operator);
  const body = JSON.stringify({ title: 'Late' });
  const wire = new IndependentSigner(url, ada.key).sign({ target: '/api/admin/raffles', body });
  const { host, hostname, port } = new URL(url);
  const headers = [['host', host], ['content-length', String(body.length)], ...wire.headers].flat();
  const sent = request({
    hostname,
    port,
    method: 'POST',
    path: wire.target,
    headers,
    agent: false,
  });
  // After the headers were sent, a request sent later is verified later, too.
  await new Promise((resolve) => sent.write(body.slice(0, 1), resolve));
  await operator.call('listKeys');
  await revoke(operator, ada);
  sent.end(body.slice(1));
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  await expectProblem(t, await readReply(reply), 'key-unknown');
});

test('a keyid that was never enrolled is not found', async (t) => {
  const { operator } = await startTestService(t);
  for (const keyid of ['x', '__proto__', '../operator', 'a'.repeat(1_000), '%00', '🎟']) {
    await t.throwsAsync(operator.call('revokeKey', { params: { keyid } }), {
      code: 'key-not-found',
    });
  }
});

test('only an admin may revoke keys, and the request has no body', async (t) => {
  const { url, operator, signer } = await startTestService(t);
  const bo = await enrolOperator(url, operator, { role: 'auditor' });
  const params = { keyid: signer.keyid };
  await t.throwsAsync(bo.client.call('revokeKey', { params }), { code: 'role-insufficient' });
  const body = { keyid: 'another' };
  await t.throwsAsync(operator.call('revokeKey', { params: { keyid: bo.key.keyid }, body }), {
    code: 'invalid-request',
  });
});

test('the last admin key cannot be revoked, even if there are auditors', async (t) => {
  const { url, operator, signer } = await startTestService(t);
  const [ada, bo] = [
    await enrolOperator(url, operator),
    await enrolOperator(url, operator, { role: 'auditor' }),
  ];
  await revoke(ada.client, { ...ada, key: { ...ada.key, keyid: signer.keyid } });
  await t.throwsAsync(revoke(ada.client, ada), { code: 'last-admin-key' });
  await t.notThrowsAsync(revoke(ada.client, bo));
  await t.notThrowsAsync(ada.client.call('listKeys'));
});

test('if two admins revoke each other at once, one of them remains', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const { url, operator } = await startTestService(t);
    const admins = [
      await enrolOperator(url, operator),
      await enrolOperator(url, operator),
    ] as const;
    const [ada, bo] = admins;
    const outcomes = await Promise.allSettled([revoke(ada.client, bo), revoke(bo.client, ada)]);
    t.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const { keys } = await operator.call('listKeys');
    t.is(keys.filter(({ isRevoked }) => !isRevoked).length, 2);
  }
});

test('the list has the time when each key was last used, and keeps it over a restart', async (t) => {
  // The service takes the time of a signed request in whole seconds.
  const startedAt = Math.floor(Date.now() / 1000) * 1000;
  const first = await startTestService(t);
  await enrolOperator(first.url, first.operator);
  const lastUse = (keys: readonly { name: string; lastUsedAt?: string | undefined }[]) =>
    keys.find(({ name }) => name === 'Ada')?.lastUsedAt;
  const used = lastUse((await first.operator.call('listKeys')).keys)!;
  t.true(Date.parse(used) >= startedAt && Date.parse(used) <= Date.now());
  await first.stop();
  const second = await startTestService(t, { dataDir: first.dataDir });
  t.is(lastUse((await second.operator.call('listKeys')).keys), used);
});
