import test, { type ExecutionContext } from 'ava';
import { generateKeyPairSync } from 'node:crypto';
import { AdminRequests } from '../../services/raffle/identity/admin-request.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { createSpring } from '../support/admin-cases.ts';
import { openFolder } from '../support/lowdb.ts';
import { arrivedFrom, IndependentSigner, toSigningKey } from '../support/signed-requests.ts';
import { temporaryFolder } from '../support/service.ts';

const origin = 'https://raffle.example.org';
/** Unix seconds. */
const now = 1_800_000_000;
const readKeys = { method: 'GET', target: '/api/admin/keys' };
const replayed = { code: 'signature-replayed' };
const stale = { code: 'signature-stale' };

const { privateKey } = generateKeyPairSync('ed25519');

/** Creates the verification of operators' requests for a service whose clock the test sets. */
async function openRequests(t: ExecutionContext, path = temporaryFolder(t)) {
  const { folder, close } = await openFolder(t, path);
  const store = await LowdbAdminStore.load(folder);
  const key = await toSigningKey(privateKey);
  const publicKey = privateKey.export({ format: 'jwk' }).x!;
  const enrolled = { keyid: key.keyid, publicKey, role: 'admin', name: 'Ada' } as const;
  await store.enrolKey(enrolled, 'file', new Date(now * 1000).toISOString());
  const signer = new IndependentSigner(origin, key);
  const signAt = (
    created: number,
    request: Parameters<IndependentSigner['sign']>[0] = createSpring,
  ) => arrivedFrom(signer.sign(request, { parameters: { created, expires: created + 60 } }));
  return { store, close, requests: new AdminRequests(origin, store), signAt };
}

for (const jump of [400, 86_400, 31_536_000]) {
  test(`a signature is not accepted twice if the clock jumps ${jump} s ahead and back`, async (t) => {
    const { requests, signAt } = await openRequests(t);
    const first = signAt(now);
    await requests.verify(first, now);
    await requests.verify(signAt(now + jump), now + jump);
    await t.throwsAsync(requests.verify(first, now), replayed);
    await t.notThrowsAsync(requests.verify(signAt(now), now), 'a fresh one of the same second');
  });
}

test('after the clock was set back, a signature whose nonce was deleted is refused as stale', async (t) => {
  const { store, requests, signAt } = await openRequests(t);
  const first = signAt(now);
  await requests.verify(first, now);
  const later = now + 3_600;
  for (let from = 0; from < 30_000; from += 10_000) {
    const claims = Array.from({ length: 10_000 }, (_, index) => `${from + index}`);
    const about = { keyid: 'k', expiresAt: later + 70, at: later };
    await Promise.all(claims.map((nonce) => store.claimNonce({ nonce, ...about })));
  }
  await t.throwsAsync(requests.verify(first, now), stale);
  await t.throwsAsync(requests.verifyRead(signAt(now, readKeys), now), stale);
  await t.notThrowsAsync(requests.verify(signAt(now + 100), now + 100));
});

test('after a restart an earlier signed read is refused, and an earlier change is known', async (t) => {
  const path = temporaryFolder(t);
  const first = await openRequests(t, path);
  const [read, change] = [first.signAt(now - 50, readKeys), first.signAt(now - 50)];
  await first.requests.verifyRead(read, now);
  await first.requests.verify(change, now);
  await first.close();
  const { requests, signAt } = await openRequests(t, path);
  await t.throwsAsync(requests.verifyRead(read, now), stale);
  await t.throwsAsync(requests.verify(change, now), replayed);
  await t.notThrowsAsync(requests.verifyRead(signAt(now, readKeys), now));
});

test('signed reads are accepted after the clock was set back', async (t) => {
  const { requests, signAt } = await openRequests(t);
  await requests.verifyRead(signAt(now, readKeys), now);
  const back = now - 31_536_000;
  await t.notThrowsAsync(requests.verifyRead(signAt(back, readKeys), back));
});
