import test from 'ava';
import { LowdbAccountStore } from '../../services/raffle/stores/lowdb/account-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';

const ann = { id: 'a', email: 'ann@example.org', person: 'p' };

test('an account has the language of its last sign-in, also after a restart', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  const accounts = await LowdbAccountStore.load(first.folder);
  t.deepEqual(await accounts.upsert({ ...ann, language: 'en' }), {
    ...ann,
    language: 'en',
    epoch: 0,
  });
  t.is((await accounts.upsert({ ...ann, language: 'de' })).language, 'de');
  t.is(accounts.find('a')?.language, 'de');
  await first.close();
  const again = await LowdbAccountStore.load((await openFolder(t, path)).folder);
  t.deepEqual(again.find('a'), { ...ann, language: 'de', epoch: 0 });
});

test('a sign-in without a language keeps the account’s', async (t) => {
  const { folder } = await openFolder(t, temporaryFolder(t));
  const accounts = await LowdbAccountStore.load(folder);
  await accounts.upsert({ ...ann, language: 'de' });
  const changed = await accounts.upsert({ ...ann, email: 'ann@example.net' });
  t.deepEqual(changed, { ...ann, email: 'ann@example.net', language: 'de', epoch: 0 });
});
