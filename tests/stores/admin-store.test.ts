import { statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';

const at = '2026-03-01T09:00:00.000Z';
const claim = (nonce: string, expiresAt: number) => ({ nonce, expiresAt, keyid: 'k', at: 900 });
const readClaim = (nonce: string, expiresAt: number) => ({
  ...claim(nonce, expiresAt),
  created: 900,
});
const key = { keyid: 'k', publicKey: 'p', role: 'admin', name: 'Ada' } as const;

test('the nonce of a change is claimed once, across restarts', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const store = await LowdbAdminStore.load(first.folder);
  t.deepEqual(
    await Promise.all([store.claimNonce(claim('n', 1_000)), store.claimNonce(claim('n', 1_000))]),
    ['claimed', 'used'],
  );
  await first.close();
  const again = await LowdbAdminStore.load((await openFolder(t, path)).folder);
  t.is(await again.claimNonce(claim('n', 1_000)), 'used');
});

test('a nonce works once across reads and changes', async (t) => {
  const { store } = await openStore(t);
  t.is(await store.claimReadNonce(readClaim('r', 1_000)), 'claimed');
  t.is(await store.claimReadNonce(readClaim('r', 1_000)), 'used');
  t.is(await store.claimNonce(claim('r', 1_000)), 'used');
  t.is(await store.claimNonce(claim('c', 1_000)), 'claimed');
  t.is(await store.claimReadNonce(readClaim('c', 1_000)), 'used');
});

test('requests that read write the last use of their key, once a minute', async (t) => {
  const { path, close, store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  const sizes = new Set<number>();
  for (let now = 10_000; now < 10_500; now += 1) {
    await store.claimReadNonce({
      nonce: `r${now}`,
      keyid: 'k',
      expiresAt: now + 70,
      at: now,
      created: now,
    });
    if (now > 10_100) sizes.add(statSync(join(path, 'nonces.journal')).size);
  }
  t.is(sizes.size, 8);
  t.is((await store.listKeys())[0]?.lastUsedAt, '1970-01-01T02:54:40.000Z');
  await close();
  const again = await openStore(t, path);
  t.is((await again.store.listKeys())[0]?.lastUsedAt, '1970-01-01T02:54:40.000Z');
});

/** Claims nonces `<name>0` and on, with signatures that expire a minute after `at`. */
async function claimMany(store: LowdbAdminStore, name: string, at: number, count: number) {
  const claims = Array.from({ length: count }, (_, index) => `${name}${index}`);
  for (let from = 0; from < count; from += 5_000) {
    const batch = claims.slice(from, from + 5_000);
    await Promise.all(batch.map((nonce) => store.claimNonce({ ...claim(nonce, at + 60), at: at })));
  }
}

test('expired claims are dropped, the journal is compacted, and replays stay refused', async (t) => {
  const { path, close, store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  await claimMany(store, 'a', 1_000, 15_000);
  const { size } = statSync(join(path, 'nonces.journal'));
  await claimMany(store, 'b', 2_000, 15_000);
  await claimMany(store, 'c', 9_000, 2_000);
  await store.claimNonce({ ...claim('live', 9_060), at: 9_000 });
  const isSpent = async (each: LowdbAdminStore) => {
    t.is(await each.claimNonce(claim('live', 9_060)), 'used');
    t.is(await each.claimNonce(claim('a1', 1_060)), 'forgotten', 'as after a clock jump');
    t.is(await each.claimReadNonce(readClaim('a1', 1_060)), 'forgotten');
    t.is(await each.claimNonce({ ...claim('fresh', 9_061), at: 9_001 }), 'claimed');
  };
  await isSpent(store);
  t.true(statSync(join(path, 'nonces.journal')).size < 1.5 * size);
  await close();
  const again = await openStore(t, path);
  t.is(await again.store.claimNonce(claim('fresh', 9_061)), 'used');
  t.is(await again.store.claimNonce(claim('a1', 1_060)), 'forgotten');
  t.is((await again.store.listKeys())[0]?.lastUsedAt, '1970-01-01T02:30:01.000Z');
});

test('a key is enrolled, changed and revoked, and stays listed for audits', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const store = await LowdbAdminStore.load(first.folder);
  await store.enrolKey(key, 'file', at);
  await store.enrolKey({ ...key, role: 'auditor' }, 'file', at);
  t.is((await store.findKey('k'))?.role, 'auditor');
  await store.revokeKey('k', null);
  await first.close();
  const again = await LowdbAdminStore.load((await openFolder(t, path)).folder);
  t.is(await again.findKey('k'), undefined);
  t.like(await again.listKeys(), [{ keyid: 'k', isRevoked: true }]);
});

const signatureOf = (keyid: string) => ({ keyid, base: '', signature: '', body: '' });

async function openStore(t: ExecutionContext, path = temporaryFolder(t)) {
  const { folder, close } = await openFolder(t, path);
  return { path, close, store: await LowdbAdminStore.load(folder) };
}

test('the last use of a key survives a restart and never decreases', async (t) => {
  const { path, close, store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  t.is((await store.listKeys())[0]?.lastUsedAt, undefined);
  await store.claimNonce({ ...claim('a', 2_000), at: 1_900 });
  await store.claimNonce({ ...claim('b', 2_000), at: 1_800 });
  await close();
  const again = await openStore(t, path);
  t.like(await again.store.listKeys(), [
    { enrolledAt: at, lastUsedAt: '1970-01-01T00:31:40.000Z' },
  ]);
});

test('claims of an earlier version, without a key, are respected', async (t) => {
  const path = temporaryFolder(t);
  const before = await openFolder(t, path);
  const db = await before.folder.openOwnJournal<object>('nonces.journal');
  db.data.entries.push({ nonce: 'old', expiresAt: 1_000 });
  await db.write();
  await before.folder.openOwnJournal('keys.journal');
  await before.close();
  const { store } = await openStore(t, path);
  t.is(await store.claimNonce(claim('old', 1_000)), 'used');
});

test('an invitation is used and its key enrolled in one entry', async (t) => {
  const { path, close, store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  const invitation = { digest: 'd', name: 'Bo', role: 'auditor', invitedBy: 'k' } as const;
  await store.addInvitation(
    { ...invitation, expiresAt: '2026-03-01T09:15:00.000Z' },
    signatureOf('k'),
  );
  const request = { digest: 'd', keyid: 'b', at };
  t.is(await store.checkEnrolment(request), undefined);
  const [first, second] = await Promise.all([
    store.enrolInvitedKey({ ...request, publicKey: 'b' }),
    store.enrolInvitedKey({ ...request, keyid: 'c', publicKey: 'c' }),
  ]);
  t.like(first, { keyid: 'b', name: 'Bo', role: 'auditor', invitedBy: 'k', source: 'invitation' });
  t.is(second, 'invitation-used');
  await close();
  const again = await openStore(t, path);
  t.is(await again.store.checkEnrolment({ ...request, keyid: 'c' }), 'invitation-used');
  t.is(await again.store.checkEnrolment(request), undefined);
  t.like((await again.store.listKeys())[1], { keyid: 'b', invitedBy: 'k', enrolledAt: at });
});

test('a key revoked in the same batch cannot revoke another key', async (t) => {
  const { store } = await openStore(t);
  for (const keyid of ['a', 'b', 'c']) await store.enrolKey({ ...key, keyid }, 'file', at);
  const outcomes = [store.revokeKey('b', signatureOf('a')), store.revokeKey('a', signatureOf('b'))];
  t.deepEqual(await Promise.all(outcomes), [undefined, 'key-unknown']);
  t.is((await store.findKey('a'))?.keyid, 'a');
});

test('only the file of keys can revoke the last admin key', async (t) => {
  const { store } = await openStore(t);
  await store.enrolKey(key, 'file', at);
  await store.enrolKey({ ...key, keyid: 'b', role: 'auditor' }, 'file', at);
  t.is(await store.revokeKey('k', signatureOf('k')), 'last-admin-key');
  t.is(await store.revokeKey('none', signatureOf('k')), 'key-not-found');
  t.is(await store.revokeKey('k', null), undefined);
  t.is(await store.findKey('k'), undefined);
});
