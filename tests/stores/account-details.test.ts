import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { temporaryFolder } from '../support/service.ts';

const ann = { id: 'a', email: 'ann@example.org', person: 'ann' };
const details = { name: 'Ann Example', phone: '+44 20 7946 0958', mayShowName: true };

async function openAccounts(t: ExecutionContext, path = temporaryFolder(t)) {
  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  return { path, folder, accounts: await LowdbAccountStore.load(folder) };
}

test('details are stored with the account and read after a restart', async (t) => {
  const { path, folder, accounts } = await openAccounts(t);
  await accounts.upsert(ann);
  t.deepEqual(await accounts.changeDetails('a', details), { ...ann, ...details, epoch: 0 });
  await folder.close();
  const { accounts: again } = await openAccounts(t, path);
  t.deepEqual(again.find('a'), { ...ann, ...details, epoch: 0 });
});

test('a member that is not named stays, and null removes one', async (t) => {
  const { accounts } = await openAccounts(t);
  await accounts.upsert(ann);
  await accounts.changeDetails('a', details);
  await accounts.changeDetails('a', { mayShowName: false });
  await accounts.changeDetails('a', { phone: null });
  const left = { ...ann, name: details.name, mayShowName: false, epoch: 0 };
  t.deepEqual(accounts.find('a'), left);
  t.deepEqual(await accounts.changeDetails('a', { name: null, mayShowName: null }), {
    ...ann,
    epoch: 0,
  });
});

test('a later sign-in and a sign-out keep the details', async (t) => {
  const { accounts } = await openAccounts(t);
  await accounts.upsert(ann);
  await accounts.changeDetails('a', details);
  await accounts.upsert({ ...ann, email: 'ann@example.net' });
  await accounts.revokeSessions('a');
  t.like(accounts.find('a'), { ...details, email: 'ann@example.net', epoch: 1 });
});

test('changes of an account that are written together follow each other', async (t) => {
  const { path, folder, accounts } = await openAccounts(t);
  const [, changed] = await Promise.all([
    accounts.upsert(ann),
    accounts.changeDetails('a', { name: details.name }),
    accounts.changeDetails('a', { phone: details.phone }),
    accounts.revokeSessions('a'),
  ]);
  t.deepEqual(changed, { ...ann, name: details.name, epoch: 0 });
  const all = { ...ann, name: details.name, phone: details.phone, epoch: 1 };
  t.deepEqual(accounts.find('a'), all);
  await folder.close();
  const { accounts: again } = await openAccounts(t, path);
  t.deepEqual([...again.findMany().values()], [all]);
});

test('a change that changes nothing is not written', async (t) => {
  const { path, accounts } = await openAccounts(t);
  await accounts.upsert(ann);
  await accounts.changeDetails('a', details);
  const read = () => readFileSync(join(path, 'accounts.journal')).length;
  const before = read();
  await accounts.changeDetails('a', details);
  await accounts.changeDetails('a', {});
  t.is(read(), before);
});

test('a journal that has grown by changes is compacted, and removed details are not in it any more', async (t) => {
  const { path, folder, accounts } = await openAccounts(t);
  const read = () => readFileSync(join(path, 'accounts.journal'), 'utf8');
  await accounts.upsert({ ...ann, language: 'de' });
  await accounts.changeDetails('a', details);
  await accounts.revokeSessions('a');
  await accounts.changeDetails('a', { phone: null });
  t.true(read().includes(details.phone));
  const before = accounts.find('a');
  for (let count = 0; count < 500; count += 1) {
    await Promise.all([
      accounts.changeDetails('a', { mayShowName: false }),
      accounts.changeDetails('a', { mayShowName: true }),
    ]);
  }
  t.true(read().length < 20_000);
  t.false(read().includes(details.phone));
  t.deepEqual(accounts.find('a'), before);
  await folder.close();
  const { accounts: again } = await openAccounts(t, path);
  t.deepEqual(again.find('a'), before);
  await again.changeDetails('a', { name: 'Ann Ash' });
  t.is(again.find('a')?.name, 'Ann Ash');
});

test('an unknown account has no details', async (t) => {
  const { accounts } = await openAccounts(t);
  t.is(await accounts.changeDetails('b', details), undefined);
  t.is(accounts.find('b'), undefined);
});
