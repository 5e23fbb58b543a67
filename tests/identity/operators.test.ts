import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { formatAdminKey } from '../../services/raffle/identity/admin-keys.ts';
import type { ConfigurationFaulty } from '../../services/raffle/config.ts';
import { closeDemo, createSpring } from '../support/admin-cases.ts';
import { startDeployedService } from '../support/deployed-service.ts';
import { IndependentSigner, toSigningKey, type SigningKey } from '../support/signed-requests.ts';
import { expectProblem } from '../support/problems.ts';
import { sendRaw } from '../support/raw-http.ts';
import { temporaryFolder } from '../support/service.ts';

const readKeys = { method: 'GET', target: '/api/admin/keys' };
interface Member {
  readonly key: SigningKey;
  readonly line: (role: string) => string;
}

async function newMember(name: string): Promise<Member> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await toSigningKey(privateKey);
  const publicKey = privateKey.export({ format: 'jwk' }).x!;
  return { key, line: (role) => formatAdminKey({ publicKey, role: role as 'admin', name }) };
}

/** Starts a service that reads its operators from a file with these lines. */
async function startWithKeys(t: ExecutionContext, dataDir: string, lines: readonly string[]) {
  const keysFile = join(temporaryFolder(t), 'operators');
  writeFileSync(keysFile, lines.join('\n'));
  const environment = { RAFFLE_ADMIN_KEYS_FILE: keysFile };
  const service = await startDeployedService(t, { dataDir, environment });
  const ask = ({ key }: Member, request: Parameters<IndependentSigner['sign']>[0]) =>
    sendRaw(service.url, new IndependentSigner(service.url, key).sign(request));
  return { ...service, ask };
}

test('an admin key from the file can change raffles; an auditor key can read but not change anything', async (t) => {
  const [ada, bo] = [await newMember('Ada'), await newMember('Bo')];
  const service = await startWithKeys(t, temporaryFolder(t), [
    ada.line('admin'),
    bo.line('auditor'),
  ]);
  t.is((await service.ask(bo, readKeys)).status, 200);
  for (const request of [
    createSpring,
    closeDemo,
    { target: '/api/admin/raffles/demo/draw' },
    { target: '/api/admin/raffles/demo/rehearse', body: '{"tickets":1}' },
    { method: 'DELETE', target: '/api/admin/raffles/demo' },
  ]) {
    await expectProblem(t, await service.ask(bo, request), 'role-insufficient');
  }
  const { raffles } = (await (await fetch(`${service.url}/api/raffles`)).json()) as never;
  t.like(raffles, [{ id: 'demo', status: 'open' }]);
  t.is((await service.ask(ada, createSpring)).status, 201);
});

test('a deleted line revokes its key at the next start, and a restored line enrols it again', async (t) => {
  const [ada, bo] = [await newMember('Ada'), await newMember('Bo')];
  const dataDir = temporaryFolder(t);
  const both = [ada.line('admin'), bo.line('admin')];
  for (const [lines, answer] of [
    [both, 200],
    [[ada.line('admin')], 'key-unknown'],
    [both, 200],
  ] as const) {
    const service = await startWithKeys(t, dataDir, lines);
    const reply = await service.ask(bo, readKeys);
    if (answer === 200) t.is(reply.status, 200);
    else await expectProblem(t, reply, answer);
    t.is((await service.ask(ada, readKeys)).status, 200);
    await service.stop();
  }
});

test('a key that an operator revoked stays revoked, even if the file lists it', async (t) => {
  const [ada, bo] = [await newMember('Ada'), await newMember('Bo')];
  const dataDir = temporaryFolder(t);
  const both = [ada.line('admin'), bo.line('admin')];
  const revoke = { target: `/api/admin/keys/${bo.key.keyid}/revoke` };
  const first = await startWithKeys(t, dataDir, both);
  t.is((await first.ask(ada, revoke)).status, 200);
  await first.stop();
  for (const lines of [both, [ada.line('admin')], both]) {
    const service = await startWithKeys(t, dataDir, lines);
    await expectProblem(t, await service.ask(bo, readKeys), 'key-unknown');
    await service.stop();
  }
});

test('a changed role in the file takes effect at the next start', async (t) => {
  const ada = await newMember('Ada');
  const dataDir = temporaryFolder(t);
  const before = await startWithKeys(t, dataDir, [ada.line('admin')]);
  t.is((await before.ask(ada, createSpring)).status, 201);
  await before.stop();
  const after = await startWithKeys(t, dataDir, [ada.line('auditor')]);
  await expectProblem(t, await after.ask(ada, closeDemo), 'role-insufficient');
});

test('a revoked key stays in the audit bundle, so that its earlier requests can be verified', async (t) => {
  const [ada, bo] = [await newMember('Ada'), await newMember('Bo')];
  const dataDir = temporaryFolder(t);
  const before = await startWithKeys(t, dataDir, [ada.line('admin'), bo.line('admin')]);
  t.is((await before.ask(bo, createSpring)).status, 201);
  await before.stop();
  const after = await startWithKeys(t, dataDir, [ada.line('admin')]);
  const audit = { method: 'GET', target: '/api/admin/raffles/spring/audit' };
  const bundle = (await (await after.ask(ada, audit)).json()) as {
    keys: { keyid: string }[];
    entries: { order: { keyid: string } }[];
  };
  t.is(bundle.entries[0]!.order.keyid, bo.key.keyid);
  t.true(bundle.keys.some(({ keyid }) => keyid === bo.key.keyid));
});

test('without any key every request is refused as no-admin-key', async (t) => {
  const ada = await newMember('Ada');
  const service = await startWithKeys(t, temporaryFolder(t), []);
  await expectProblem(t, await service.ask(ada, createSpring), 'no-admin-key');
  await expectProblem(t, await fetch(`${service.url}/api/admin/keys`), 'no-admin-key');
});

test('a malformed line stops the start, and the error has its line number', async (t) => {
  const ada = await newMember('Ada');
  const start = startWithKeys(t, temporaryFolder(t), [ada.line('admin'), ada.line('root')]);
  const error = await t.throwsAsync<ConfigurationFaulty>(start, { name: 'ConfigurationFaulty' });
  t.true(error.faults[0]!.startsWith('RAFFLE_ADMIN_KEYS_FILE: Line 2 '));
});
