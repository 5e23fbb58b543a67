import { randomBytes } from 'node:crypto';
import test from 'ava';
import { auditBundle } from '#proof/audit.ts';
import { closeDemo, createSpring, startSignedService } from '../support/admin-cases.ts';
import { digestOf, withHeader } from '../support/signed-requests.ts';
import { expectProblem } from '../support/problems.ts';
import { notPassed } from '../support/checks.ts';

const now = () => Math.floor(Date.now() / 1000);

test('a request by an independent signer is executed', async (t) => {
  const { requests, send } = await startSignedService(t);
  const reply = await send(requests.sign(createSpring));
  t.is(reply.status, 201);
  t.like(await reply.json(), { id: 'spring', title: 'Spring', status: 'open' });
});

test('the signed components may be in another order', async (t) => {
  const { requests, send } = await startSignedService(t);
  const reply = await send(
    requests.sign(createSpring, { components: (usual) => usual.toReversed() }),
  );
  t.is(reply.status, 201);
});

test('the signature parameters may be in another order', async (t) => {
  const { requests, send } = await startSignedService(t);
  const parameterOrder = ['tag', 'nonce', 'expires', 'keyid', 'alg', 'created'];
  t.is((await send(requests.sign(createSpring, { parameterOrder }))).status, 201);
});

test('an absent and an empty query are equal', async (t) => {
  const { requests, send } = await startSignedService(t);
  const tickets = '/api/admin/raffles/demo/tickets';
  const absent = requests.sign({ method: 'GET', target: tickets });
  t.is((await send({ ...absent, target: `${tickets}?` })).status, 200);
  const empty = requests.sign({ method: 'GET', target: `${tickets}?` });
  t.is((await send({ ...empty, target: tickets })).status, 200);
});

test('a signed query is accepted', async (t) => {
  const { requests, send } = await startSignedService(t);
  const target = '/api/admin/keys?page=1&page=2';
  t.is((await send(requests.sign({ method: 'GET', target }))).status, 200);
});

const otherDigests: Readonly<Record<string, (digest: string) => string>> = {
  'another algorithm after it': (digest) => `${digest}, sha-512=:AAAA:`,
  'another algorithm before it': (digest) => `sha-512=:AAAA:,${digest}`,
  parameters: (digest) => `${digest};v=1;note="a, b"`,
};

for (const [name, spell] of Object.entries(otherDigests)) {
  test(`a request whose Content-Digest has ${name} is executed and passes the audit`, async (t) => {
    const { requests, send, operator } = await startSignedService(t);
    const headers = { 'content-digest': spell(digestOf(createSpring.body)) };
    t.is((await send(requests.sign(createSpring, { headers }))).status, 201);
    const checks = auditBundle(await operator.call('fetchAudit', { params: { id: 'spring' } }));
    t.deepEqual(notPassed(checks), []);
  });
}

const nonces: Readonly<Record<string, string>> = {
  '16 bytes in base64url': randomBytes(16).toString('base64url'),
  '32 bytes in base64': Buffer.alloc(32, 0xfb).toString('base64'),
  '32 bytes in base64url with padding': `${Buffer.alloc(32, 0xfb).toString('base64url')}=`,
  '64 bytes in base64': randomBytes(64).toString('base64'),
};

for (const [name, nonce] of Object.entries(nonces)) {
  test(`a nonce of ${name} is accepted once`, async (t) => {
    const { requests, send } = await startSignedService(t);
    const wire = requests.sign(closeDemo, { parameters: { nonce } });
    t.is((await send(wire)).status, 200);
    await expectProblem(t, await send(wire), 'signature-replayed');
  });
}

test('a clock difference of ten seconds is accepted', async (t) => {
  const { requests, send } = await startSignedService(t);
  const late = { created: now() - 65, expires: now() - 5 };
  const early = { created: now() + 5, expires: now() + 65 };
  const read = { method: 'GET', target: '/api/admin/keys' };
  t.is((await send(requests.sign(read, { parameters: late }))).status, 200);
  t.is((await send(requests.sign(read, { parameters: early }))).status, 200);
});

test('an additional signature beside the operator’s is ignored', async (t) => {
  const { requests, send } = await startSignedService(t);
  const wire = requests.sign(closeDemo);
  const [input, signature] = wire.headers.slice(-2).map(([, value]) => value);
  const withProxy = withHeader(
    withHeader(wire, 'signature-input', `${input}, proxy=("@method");created=1`),
    'signature',
    `${signature}, proxy=:AAAA:`,
  );
  t.is((await send(withProxy)).status, 200);
});
