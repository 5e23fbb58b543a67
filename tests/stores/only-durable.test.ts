import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { Catalogue } from '../../services/raffle/stores/lowdb/catalogue.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { sold } from '../support/given.ts';
import { temporaryFolder } from '../support/service.ts';
import { openFolder } from '../support/lowdb.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

const ann = { id: 'a', email: 'ann@example.org', person: 'ann' };
const at = '2026-03-01T09:00:00.000Z';
const unknown = { code: 'outcome-unknown' };
const claim = { nonce: 'n', keyid: 'k', expiresAt: 2_000, at: 1_900 };

const mark = (sale: number, paid: boolean) => ({
  raffle: 'spring',
  sales: [sale],
  paid,
  by: 'k',
  at,
});

async function openStores(path: string) {
  const folder = DataFolder.open(path);
  const accounts = await LowdbAccountStore.load(folder);
  const admin = await LowdbAdminStore.load(folder);
  const catalogue = await Catalogue.load(folder);
  const payments = await LowdbPaymentStore.load(folder);
  return { folder, accounts, admin, catalogue, payments };
}

/** Makes later writes fail: a journal refuses to append to a file that another process changed. */
function breakJournals(path: string, ...names: string[]): void {
  for (const name of names) appendFileSync(join(path, `${name}.journal`), 'x');
}

/** Requires that the changes fail and that readers see the same state before, during and after. */
async function expectUnseen(
  t: ExecutionContext,
  changes: readonly Promise<unknown>[],
  look: () => Promise<unknown>,
): Promise<void> {
  const before = await look();
  const progress = { isOver: false };
  const over = Promise.allSettled(changes).then(() => (progress.isOver = true));
  for (; !progress.isOver; await new Promise(setImmediate)) t.deepEqual(await look(), before);
  await over;
  t.deepEqual(await look(), before);
  for (const change of changes) await t.throwsAsync(change, unknown);
}

test('no store shows a change whose write failed, before or after the failure', async (t) => {
  const path = temporaryFolder(t);
  const { folder, accounts, admin, catalogue, payments } = await openStores(path);
  t.teardown(() => folder.close());
  await accounts.upsert({ ...ann, id: 'b' });
  await catalogue.add('spring');
  await payments.mark(mark(2, true));
  await admin.enrolKey({ keyid: 'j', publicKey: 'p', role: 'admin', name: 'Bo' }, 'file', at);
  breakJournals(path, 'accounts', 'catalogue', 'keys', 'nonces', 'payments');
  const changes = [
    accounts.upsert(ann),
    accounts.revokeSessions('b'),
    accounts.changeDetails('b', { name: 'Bo' }),
    payments.mark(mark(1, true)),
    payments.mark(mark(2, false)),
    catalogue.add('autumn'),
    catalogue.markDeleted('spring'),
    admin.enrolKey({ keyid: 'k', publicKey: 'p', role: 'admin', name: 'Ada' }, 'file', at),
    admin.claimNonce({ ...claim, keyid: 'j' }),
  ];
  await expectUnseen(t, changes, async () => [
    accounts.find('a'),
    accounts.find('b'),
    payments.readPayments('spring')({ index: 1, ticket: sold(1) }),
    payments.readPayments('spring')({ index: 2, ticket: sold(2) }),
    catalogue.ids(),
    catalogue.activeIds(),
    await admin.listKeys(),
  ]);
});

test('the raffle store shows no purchase whose write failed, before or after the failure', async (t) => {
  const path = temporaryFolder(t);
  const { store } = await openFolder(t, path);
  const published: number[] = [];
  await openRaffle(store);
  await buy(store, 'ann');
  store.subscribe(({ version }) => published.push(version));
  breakJournals(path, join('raffles', 'spring'));
  await expectUnseen(t, [buy(store, 'ben'), buy(store, 'eve')], async () => {
    const log = await store.findLog('spring');
    return [
      (await store.find('spring'))?.pool.size,
      (await store.list()).map(({ version }) => version),
      (await store.readEntries('spring')).length,
      log?.size,
      log?.checkpoint,
      await log?.leaves(0, 10),
      await log?.receipts([2]).catch(({ name }: Error) => name),
      published.length,
    ];
  });
});

test('a nonce is not refused because of a claim that is not durable', async (t) => {
  const path = temporaryFolder(t);
  const { folder, admin } = await openStores(path);
  t.teardown(() => folder.close());
  breakJournals(path, 'nonces');
  const change = admin.claimNonce(claim);
  // In the batch that is being written the nonce is used already.
  await new Promise(setImmediate);
  const read = admin.claimReadNonce({ ...claim, created: claim.at });
  await t.throwsAsync(change, unknown);
  await t.throwsAsync(read, unknown);
});

test('every store shows a change that has resolved', async (t) => {
  const { folder, accounts, admin, catalogue } = await openStores(temporaryFolder(t));
  t.teardown(() => folder.close());
  t.deepEqual(await accounts.upsert(ann), { ...ann, epoch: 0 });
  await accounts.revokeSessions('a');
  t.is(accounts.find('a')?.epoch, 1);
  await Promise.all([catalogue.add('spring'), catalogue.add('autumn')]);
  await catalogue.markDeleted('spring');
  t.deepEqual([catalogue.ids(), catalogue.activeIds()], [['spring', 'autumn'], ['autumn']]);
  await admin.enrolKey({ keyid: 'k', publicKey: 'p', role: 'admin', name: 'Ada' }, 'file', at);
  t.is(await admin.claimNonce(claim), 'claimed');
  t.like(await admin.listKeys(), [{ keyid: 'k', lastUsedAt: '1970-01-01T00:31:40.000Z' }]);
});
