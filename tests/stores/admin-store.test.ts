import { statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';

const at = '2026-03-01T09:00:00.000Z';
const claim = (nonce: string, expiresAt: number) => ({ nonce, expiresAt, keyid: 'k', at: 900 });
const key = { keyid: 'k', publicKey: 'p', role: 'admin', name: 'Ada' } as const;

test('a nonce is claimed once, across restarts', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const store = await LowdbAdminStore.open(first.folder);
  t.deepEqual(
    await Promise.all([store.claimNonce(claim('n', 1_000)), store.claimNonce(claim('n', 1_000))]),
    [true, false],
  );
  await first.close();
  const again = await LowdbAdminStore.open((await openFolder(t, path)).folder);
  t.false(await again.claimNonce(claim('n', 1_000)));
});

test('claims that have long expired are forgotten, in memory at once and on disk at a start', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const store = await LowdbAdminStore.open(first.folder);
  await Promise.all(
    Array.from({ length: 9_000 }, (_, index) => store.claimNonce(claim(`a${index}`, 1_000))),
  );
  await Promise.all(
    Array.from({ length: 2_000 }, (_, index) => store.claimNonce(claim(`b${index}`, 2_000))),
  );
  await store.claimNonce(claim('live', 9_000));
  t.false(await store.claimNonce(claim('live', 9_000)));
  t.true(await store.claimNonce(claim('a1', 1_000)), 'its signature is refused for its age');
  await first.close();
  const file = join(path, 'nonces.journal');
  const { size } = statSync(file);
  const second = await openFolder(t, path);
  const again = await LowdbAdminStore.open(second.folder);
  t.true(statSync(file).size < size / 100);
  t.false(await again.claimNonce(claim('live', 9_000)));
  t.true(await again.claimNonce(claim('new', 9_000)));
});

test('a key is let in, changed and revoked, and is remembered for the audit of old orders', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const store = await LowdbAdminStore.open(first.folder);
  await store.enrolKey(key, 'file', at);
  await store.enrolKey({ ...key, role: 'auditor' }, 'file', at);
  t.is((await store.findKey('k'))?.role, 'auditor');
  await store.revokeKey('k', null);
  await first.close();
  const again = await LowdbAdminStore.open((await openFolder(t, path)).folder);
  t.is(await again.findKey('k'), undefined);
  t.like(await again.keys(), [{ keyid: 'k', isRevoked: true }]);
});
