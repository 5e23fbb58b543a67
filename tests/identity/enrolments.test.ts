import test from 'ava';
import { enrolOperator, invite, createOperator, revoke } from '../support/new-operators.ts';
import { digestOf, thumbprintOf, withHeader } from '../support/signed-requests.ts';
import { expectProblem } from '../support/problems.ts';
import { startTestService } from '../support/service.ts';

test('an invited key is enrolled with the name and role of its invitation', async (t) => {
  const { url, operator, signer } = await startTestService(t);
  const invitedAt = Date.now();
  const { invitation, link, ...rest } = await invite(operator, { name: 'Ada', role: 'auditor' });
  t.regex(invitation, /^[\w-]{22}$/);
  t.is(link, `http://localhost:4001/#/enrol/${invitation}`);
  t.like(rest, { name: 'Ada', role: 'auditor' });
  const issuedAt = Date.parse(rest.expiresAt) - 15 * 60_000;
  t.true(issuedAt >= invitedAt && issuedAt <= Date.now());
  const ada = await createOperator(url);
  await t.throwsAsync(ada.client.call('listKeys'), { code: 'key-unknown' });
  const key = await ada.enrol(invitation);
  t.like(key, { keyid: ada.key.keyid, publicKey: ada.publicKey, name: 'Ada', role: 'auditor' });
  t.like(key, { isRevoked: false, invitedBy: signer.keyid });
  const enrolledAt = Date.parse(key.enrolledAt!);
  // The service takes the time of a signed request in whole seconds.
  t.true(enrolledAt >= issuedAt - (issuedAt % 1000) && enrolledAt <= Date.now());
  const { keys } = await ada.client.call('listKeys');
  t.deepEqual(
    keys.map(({ name, role }) => [name, role]),
    [
      ['operator', 'admin'],
      ['Ada', 'auditor'],
    ],
  );
});

test('an enrolment cannot choose another name or role than its invitation', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator, { role: 'auditor' });
  const ada = await createOperator(url);
  const { publicKey } = ada;
  const body = { invitation, publicKey, role: 'admin' };
  await t.throwsAsync(ada.client.call('enrolKey', { body }), { code: 'invalid-request' });
});

test('an invitation enrols one key, and the same key gets the same reply again', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const [ada, eve] = [await createOperator(url), await createOperator(url)];
  const first = await ada.enrol(invitation);
  await t.throwsAsync(eve.enrol(invitation), { code: 'invitation-used' });
  const { lastUsedAt: _, ...again } = await ada.enrol(invitation);
  t.like(first, again);
  await t.throwsAsync(eve.client.call('listKeys'), { code: 'key-unknown' });
});

test('of 20 browsers that use one invitation at once, exactly one is enrolled', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const browsers = await Promise.all(Array.from({ length: 20 }, () => createOperator(url)));
  const replies = await Promise.all(browsers.map(({ send, sign }) => send(sign(invitation))));
  t.is(replies.filter(({ status }) => status === 201).length, 1);
  for (const reply of replies) {
    if (reply.status !== 201) await expectProblem(t, reply, 'invitation-used');
  }
  t.is((await operator.call('listKeys')).keys.length, 2);
});

const foreign: Record<string, string> = {
  'of another service': 'WzFiCMqR9MdeO21hnnKmTQ',
  'that is empty': '',
  'that is malformed': '../../etc/passwd',
  'named after a member of every object': 'constructor',
};
for (const [name, invitation] of Object.entries(foreign)) {
  test(`an invitation ${name} is unknown`, async (t) => {
    const { url } = await startTestService(t);
    const ada = await createOperator(url);
    await expectProblem(t, await ada.send(ada.sign(invitation)), 'invitation-unknown');
  });
}

test('an enrolment without a signature, with another key’s signature or for another key is refused', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const [ada, eve] = [await createOperator(url), await createOperator(url)];
  const wire = ada.sign(invitation);
  const unsigned = withHeader(wire, 'signature', undefined);
  await expectProblem(t, await ada.send(unsigned), 'signature-missing');
  for (const wrong of [
    eve.sign(invitation, { publicKey: ada.publicKey }),
    eve.sign(invitation, {
      publicKey: ada.publicKey,
      key: { ...eve.key, keyid: ada.key.keyid },
    }),
    withHeader(wire, 'idempotency-key', 'added'),
  ]) {
    await expectProblem(t, await ada.send(wrong), 'signature-invalid');
  }
  t.is((await operator.call('listKeys')).keys.length, 1);
  t.is((await ada.send(wire)).status, 201);
});

test('an enrolment whose body was changed in transit is refused', async (t) => {
  const { url, operator } = await startTestService(t);
  const [auditor, admin] = [await invite(operator, { role: 'auditor' }), await invite(operator)];
  const ada = await createOperator(url);
  const body = ada.sign(admin.invitation).body!;
  const changed = { ...ada.sign(auditor.invitation), body };
  await expectProblem(t, await ada.send(changed), 'signature-invalid');
  const digest = withHeader(changed, 'content-digest', digestOf(body));
  await expectProblem(t, await ada.send(digest), 'signature-invalid');
});

/** Points of small order: the neutral element and the point of order two. */
const keyless = ['01' + '00'.repeat(31), 'ec' + 'ff'.repeat(30) + '7f'].map((hex) =>
  Buffer.from(hex, 'hex').toString('base64url'),
);

test('a public key without a private half is refused, although a constant signature verifies', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const ada = await createOperator(url);
  for (const publicKey of keyless) {
    const key = { ...ada.key, keyid: thumbprintOf(publicKey) };
    const constant = Buffer.alloc(64);
    constant[0] = 1;
    const wire = withHeader(
      ada.sign(invitation, { publicKey, key }),
      'signature',
      `raffle=:${constant.toString('base64')}:`,
    );
    const problem = await expectProblem(t, await ada.send(wire), 'invalid-request');
    t.true(String(problem['detail']).includes('publicKey'));
  }
});

test('only one spelling of a key is accepted', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const ada = await createOperator(url);
  const spellings = [`${ada.publicKey.slice(0, -1)}_`, `${ada.publicKey}=`, ` ${ada.publicKey}`];
  for (const publicKey of spellings) {
    const wire = ada.sign(invitation, { publicKey });
    await expectProblem(t, await ada.send(wire), 'invalid-request');
  }
});

test('the bytes of an enrolment are accepted once', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const ada = await createOperator(url);
  const wire = ada.sign(invitation);
  t.is((await ada.send(wire)).status, 201);
  await expectProblem(t, await ada.send(wire), 'signature-replayed');
});

test('an enrolled key needs no invitation and does not use it up', async (t) => {
  const { url, operator } = await startTestService(t);
  const ada = await enrolOperator(url, operator, { role: 'auditor' });
  const { invitation } = await invite(operator);
  await t.throwsAsync(ada.enrol(invitation), { code: 'key-enrolled' });
  const { keys } = await operator.call('listKeys');
  t.is(keys.find(({ keyid }) => keyid === ada.key.keyid)?.role, 'auditor');
  await t.notThrowsAsync((await createOperator(url)).enrol(invitation));
});

test('a revoked key is not enrolled again, neither by its own invitation nor by a new one', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const ada = await createOperator(url);
  await ada.enrol(invitation);
  await revoke(operator, ada);
  await t.throwsAsync(ada.enrol(invitation), { code: 'key-revoked' });
  const { invitation: another } = await invite(operator);
  await t.throwsAsync(ada.enrol(another), { code: 'key-revoked' });
  await t.notThrowsAsync((await createOperator(url)).enrol(another));
});
