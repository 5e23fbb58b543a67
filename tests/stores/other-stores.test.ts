import { createHash } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { PicturesFull } from '../../services/raffle/stores/picture-store.ts';
import { cosignaturesMax } from '../../services/raffle/stores/witness-store.ts';
import { openBoth, type OpenedStores } from '../support/both-stores.ts';
import { sold } from '../support/given.ts';

const at = '2026-05-01T12:00:00.000Z';
const ann = { id: 'a', email: 'ann@example.org', person: 'ann' };
const details = { name: 'Ann Example', phone: '+44 20 7946 0958', mayShowName: true };
const signature = (keyid: string) => ({ keyid, base: 'base', signature: 'signature', body: '' });
const key = (keyid: string) =>
  ({ keyid, publicKey: `public ${keyid}`, role: 'admin', name: keyid }) as const;
const claim = (nonce: string, expiresAt = 2_000_000_000, at = 1_999_999_000) => {
  return { nonce, keyid: 'ada', expiresAt, at, created: at };
};

/** The same test over both kinds of stores. */
function behave(
  title: string,
  check: (t: ExecutionContext, stores: OpenedStores) => Promise<void>,
) {
  for (const kind of ['lowdb', 'postgres'] as const) {
    test(`${kind}: ${title}`, async (t) => check(t, await openBoth[kind](t)));
  }
}

behave('an account is found after its sign-in and after a restart', async (t, stores) => {
  const { accounts, reopen } = stores;
  t.is(await accounts.find('a'), undefined);
  t.deepEqual(await accounts.upsert({ ...ann, language: 'de' }), {
    ...ann,
    language: 'de',
    epoch: 0,
  });
  const again = await reopen();
  t.deepEqual(await again.accounts.find('a'), { ...ann, language: 'de', epoch: 0 });
  t.is((await again.accounts.findMany(['b', 'a'])).get('a')?.email, ann.email);
});

behave('a later sign-in changes the address, and never the person', async (t, { accounts }) => {
  await accounts.upsert({ ...ann, language: 'de' });
  const later = { ...ann, email: 'ann@example.net', person: 'other' };
  const expected = { ...later, person: 'ann', language: 'de', epoch: 0 } as const;
  t.deepEqual(await accounts.upsert(later), expected);
  t.deepEqual(await accounts.find('a'), expected);
});

behave('details that are not named stay, and null removes one', async (t, { accounts }) => {
  t.is(await accounts.changeDetails('a', details), undefined);
  await accounts.upsert(ann);
  t.deepEqual(await accounts.changeDetails('a', details), { ...ann, ...details, epoch: 0 });
  await accounts.changeDetails('a', { phone: null, mayShowName: false });
  const { name } = details;
  t.deepEqual(await accounts.find('a'), { ...ann, name, mayShowName: false, epoch: 0 });
});

behave('each sign-out ends the epoch', async (t, { accounts, reopen }) => {
  await accounts.upsert(ann);
  await accounts.revokeSessions('a');
  t.is((await accounts.find('a'))?.epoch, 1);
  await accounts.revokeSessions('a');
  t.is((await accounts.find('a'))?.epoch, 2);
  t.is((await (await reopen()).accounts.find('a'))?.epoch, 2);
});

behave('many look-ups at once find each its own account', async (t, { accounts }) => {
  const ids = Array.from({ length: 300 }, (_, index) => `p${index}`);
  await Promise.all(ids.map((id) => accounts.upsert({ ...ann, id, email: `${id}@example.org` })));
  const found = await Promise.all([...ids, 'none'].map(async (id) => accounts.find(id)));
  t.deepEqual(
    found.map((account) => account?.email),
    [...ids.map((id) => `${id}@example.org`), undefined],
  );
});

behave('the last mark of a sale decides whether it is paid', async (t, { payments, reopen }) => {
  const mark = (sales: number[], paid = true, raffle = 'fair') =>
    payments.mark({ raffle, sales, paid, by: 'key', at });
  await mark([1, 2, 3, 3]);
  await mark([2], false);
  await mark([5], true, 'other');
  await mark([]);
  const again = await reopen();
  for (const store of [again.payments]) {
    const isPaid = await store.readPayments('fair');
    const paid = [0, 1, 2, 3, 5].filter((index) => isPaid({ index, ticket: sold(index) }));
    t.deepEqual(paid, [1, 3]);
    const asked = await store.readPayments('other', [5]);
    t.true(asked({ index: 5, ticket: sold(5) }));
  }
});

behave('a sale at a desk is paid as its entry says, until it is marked', async (t, stores) => {
  const { payments } = stores;
  const ticket = { ...sold(1), desk: true, paid: true } as never;
  t.true((await payments.readPayments('fair'))({ index: 1, ticket }));
  await payments.mark({ raffle: 'fair', sales: [1], paid: false, by: 'key', at });
  t.false((await payments.readPayments('fair'))({ index: 1, ticket }));
});

behave('a picture is stored once, up to the limit of all', async (t, stores) => {
  const { pictures, reopen, sendTogether } = stores;
  const picture = (text: string) => ({ type: 'image/png', bytes: Buffer.from(text) }) as const;
  const hash = createHash('sha256').update('12345').digest('hex');
  t.deepEqual([await pictures.has(hash), await pictures.read(hash)], [false, undefined]);
  const hashes = await Promise.all([1, 2, 3].map(() => pictures.add(picture('12345'))));
  t.deepEqual(hashes, [hash, hash, hash]);
  const tooMuch = await sendTogether(
    'pictures',
    ['678', '9ab', 'cde'].map((text) => () => pictures.add(picture(text))),
  );
  t.is(tooMuch.filter(({ status }) => status === 'fulfilled').length, 1);
  await t.throwsAsync(async () => pictures.add(picture('f')), { instanceOf: PicturesFull });
  const again = await reopen();
  t.true(await again.pictures.has(hash));
  t.deepEqual(await again.pictures.read(hash), picture('12345'));
  t.is(await again.pictures.read(hash), await again.pictures.read(hash), 'one buffer');
});

const expiresAt = '2026-05-02T12:00:00.000Z';
const invitation = {
  digest: 'd',
  name: 'Bo',
  role: 'admin',
  expiresAt,
  invitedBy: 'ada',
} as const;

behave('keys and invitations are read after a restart', async (t, { admin, reopen }) => {
  await admin.enrolKey(key('ada'), 'file', at);
  await admin.addInvitation(invitation, signature('ada'));
  const again = (await reopen()).admin;
  t.like((await again.listKeys())[0], { ...key('ada'), source: 'file', enrolledAt: at });
  t.deepEqual(await again.listInvitations(at), [invitation]);
  t.is(
    await again.checkEnrolment({ digest: 'd', keyid: 'bo', at: expiresAt }),
    'invitation-expired',
  );
  const enrolled = await again.enrolInvitedKey({ digest: 'd', keyid: 'bo', at, publicKey: 'p' });
  t.like(enrolled, { keyid: 'bo', name: 'Bo', source: 'invitation', invitedBy: 'ada' });
  t.deepEqual(await again.listInvitations(at), []);
});

behave('an invitation enrols one of many keys that use it at once', async (t, stores) => {
  const { admin, sendTogether } = stores;
  await admin.enrolKey(key('ada'), 'file', at);
  await admin.addInvitation(invitation, signature('ada'));
  const enrol = (index: number) =>
    admin.enrolInvitedKey({ digest: 'd', keyid: `k${index}`, at, publicKey: 'p' });
  const requests = Array.from({ length: 10 }, (_, index) => () => enrol(index));
  const outcomes = await sendTogether('key_entries', requests);
  const answers = outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value);
  t.is(answers.filter((answer) => answer === 'invitation-used').length, 9);
  t.is((await admin.listKeys()).length, 2);
});

behave('of two operators who revoke each other at once, one stays', async (t, stores) => {
  const { admin } = stores;
  for (const keyid of ['ada', 'bo']) await admin.enrolKey(key(keyid), 'file', at);
  const faults = await Promise.all([
    admin.revokeKey('bo', signature('ada')),
    admin.revokeKey('ada', signature('bo')),
  ]);
  t.is(faults.filter((fault) => fault === undefined).length, 1);
  const active = await Promise.all(['ada', 'bo'].map((keyid) => admin.findKey(keyid)));
  t.is(active.filter((found) => found !== undefined).length, 1);
});

behave('a withdrawn invitation enrols no key', async (t, { admin }) => {
  await admin.enrolKey(key('ada'), 'file', at);
  t.is(await admin.withdrawInvitation('d', signature('ada')), 'invitation-unknown');
  await admin.addInvitation(invitation, signature('ada'));
  t.is(await admin.withdrawInvitation('d', signature('ada')), undefined);
  const request = { digest: 'd', keyid: 'bo', at, publicKey: 'p' };
  t.is(await admin.enrolInvitedKey(request), 'invitation-expired');
});

behave('a nonce is claimed once, also by many requests at once', async (t, stores) => {
  const { admin, reopen } = stores;
  await admin.enrolKey(key('ada'), 'file', at);
  const statuses = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? admin.claimNonce(claim('n')) : admin.claimReadNonce(claim('n')),
    ),
  );
  t.is(statuses.filter((status) => status === 'claimed').length, 1);
  t.is(await admin.claimNonce(claim('other')), 'claimed');
  const again = (await reopen()).admin;
  t.is(await again.claimNonce(claim('other')), 'used');
  const [ada] = await again.listKeys();
  t.is(ada?.lastUsedAt, new Date(1_999_999_000_000).toISOString());
});

behave('of a witness and a size the first cosignature is stored', async (t, stores) => {
  const { witnesses, reopen } = stores;
  const cosignature = (size: number, time: number, witness = 'w') => {
    return { witness, size, time, line: `line ${time}\n` };
  };
  await witnesses.addCosignature('fair', cosignature(2, 10));
  await witnesses.addCosignature('fair', cosignature(2, 11));
  await witnesses.addCosignature('fair', cosignature(2, 12, 'v'));
  await witnesses.addCosignature('other', cosignature(1, 13));
  const again = (await reopen()).witnesses;
  const { cosignatures } = await again.read('fair');
  t.deepEqual(
    cosignatures.map(({ witness, size, time, line }) => ({ witness, size, time, line })),
    [cosignature(2, 10), cosignature(2, 12, 'v')],
  );
  await again.forget('fair');
  t.deepEqual((await again.read('fair')).cosignatures, []);
  t.is((await again.read('other')).cosignatures.length, 1);
});

behave('of a witness the first cosignature and the newest ones are stored', async (t, stores) => {
  const { witnesses } = stores;
  const add = (size: number) =>
    witnesses.addCosignature('fair', { witness: 'w', size, time: size, line: 'line\n' });
  for (const size of [1, 2, 3]) await add(size);
  const many = Array.from({ length: cosignaturesMax - 3 }, (_, index) => 4 + index);
  await Promise.all(many.map(add));
  const last = [cosignaturesMax + 1, cosignaturesMax + 2];
  for (const size of last) await add(size);
  const sizes = (await witnesses.read('fair')).cosignatures.map(({ size }) => size);
  t.deepEqual(
    sizes.toSorted((left, right) => left - right),
    [1, ...many, ...last],
  );
});

behave('an alarm stays until it is cleared', async (t, { witnesses, reopen }) => {
  const alarm = { size: 9, at };
  await witnesses.raiseAlarm('fair', 'w', alarm);
  await witnesses.raiseAlarm('fair', 'w', { size: 10, at });
  const again = (await reopen()).witnesses;
  t.like(await again.listAlarms(), [{ raffle: 'fair', witness: 'w', ...alarm }]);
  t.like((await again.read('fair')).alarms.get('w'), alarm);
  t.true(await again.clearAlarm('fair', 'w'));
  t.false(await again.clearAlarm('fair', 'w'));
  t.is((await again.listAlarms()).length, 0);
});
