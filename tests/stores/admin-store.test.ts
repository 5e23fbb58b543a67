import { statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
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
  await again.enrolKey(key, 'file', at);
  t.is((await again.keys())[0]?.lastUsedAt, '1970-01-01T00:15:00.000Z', 'of claims that are gone');
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

const order = (keyid: string) => ({ keyid, base: '', signature: '', body: '' });

async function openStore(t: ExecutionContext, path = temporaryFolder(t)) {
  const { folder, close } = await openFolder(t, path);
  return { path, close, store: await LowdbAdminStore.open(folder) };
}

test('when a key was last used is known after a restart, and never goes back', async (t) => {
  const { path, close, store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  t.is((await store.keys())[0]?.lastUsedAt, undefined);
  await store.claimNonce({ ...claim('a', 2_000), at: 1_900 });
  await store.claimNonce({ ...claim('b', 2_000), at: 1_800 });
  await close();
  const again = await openStore(t, path);
  t.like(await again.store.keys(), [{ enrolledAt: at, lastUsedAt: '1970-01-01T00:31:40.000Z' }]);
});

test('claims of an earlier version, which name no key, still count', async (t) => {
  const path = temporaryFolder(t);
  const before = await openFolder(t, path);
  const db = await before.folder.ownJournal<object>('nonces.journal');
  db.data.entries.push({ nonce: 'old', expiresAt: 1_000 });
  await db.write();
  await before.folder.ownJournal('keys.journal');
  await before.close();
  const { store } = await openStore(t, path);
  t.false(await store.claimNonce(claim('old', 1_000)));
});

test('an invitation is used and its key enrolled together, and stay so after a restart', async (t) => {
  const { path, close, store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  const invitation = { digest: 'd', name: 'Bo', role: 'auditor', invitedBy: 'k' } as const;
  await store.invite({ ...invitation, expiresAt: '2026-03-01T09:15:00.000Z' }, order('k'));
  const wish = { digest: 'd', keyid: 'b', at };
  t.is(await store.enrolmentFault(wish), undefined);
  const [first, second] = await Promise.all([
    store.enrolInvited({ ...wish, publicKey: 'b' }),
    store.enrolInvited({ ...wish, keyid: 'c', publicKey: 'c' }),
  ]);
  t.like(first, { keyid: 'b', name: 'Bo', role: 'auditor', invitedBy: 'k', source: 'invitation' });
  t.is(second, 'invitation-used');
  await close();
  const again = await openStore(t, path);
  t.is(await again.store.enrolmentFault({ ...wish, keyid: 'c' }), 'invitation-used');
  t.is(await again.store.enrolmentFault(wish), undefined);
  t.like((await again.store.keys())[1], { keyid: 'b', invitedBy: 'k', enrolledAt: at });
});

test('who was revoked a moment ago revokes nobody', async (t) => {
  const { store } = await openStore(t);
  for (const keyid of ['a', 'b', 'c']) await store.enrolKey({ ...key, keyid }, 'file', at);
  const outcomes = [store.revokeKey('b', order('a')), store.revokeKey('a', order('b'))];
  t.deepEqual(await Promise.all(outcomes), [undefined, 'key-unknown']);
  t.is((await store.findKey('a'))?.keyid, 'a');
});

test('the last admin key goes at the keys file’s word alone', async (t) => {
  const { store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  await store.enrolKey({ ...key, keyid: 'b', role: 'auditor' }, 'file', at);
  t.is(await store.revokeKey('k', order('k')), 'last-admin-key');
  t.is(await store.revokeKey('none', order('k')), 'key-not-found');
  t.is(await store.revokeKey('k', null), undefined);
  t.is(await store.findKey('k'), undefined);
});
