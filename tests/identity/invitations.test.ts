import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { EnrolKey } from '#contract/schemas.ts';
import { Enrolments } from '../../services/raffle/identity/enrolments.ts';
import { Invitations } from '../../services/raffle/identity/invitations.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { enrolled, invite, newcomer, revoke } from '../support/newcomer.ts';
import { arrivedFrom } from '../support/orders.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

const url = 'https://raffle.example.org';
const nine = Date.parse('2026-03-01T09:00:00.000Z');
const minuteMs = 60_000;
const operator = { keyid: 'operator', publicKey: 'x', role: 'admin', name: 'operator' } as const;

/** A store whose one operator has invited somebody at nine. */
async function inviteAtNine(t: ExecutionContext) {
  const { folder } = await openFolder(t, temporaryFolder(t));
  const store = await LowdbAdminStore.open(folder);
  await store.enrolKey(operator, 'file', new Date(nine).toISOString());
  const invitations = new Invitations('https://admin.example.org', store);
  const wish = { name: 'Ada', role: 'auditor' } as const;
  const { invitation } = await invitations.invite(wish, { by: 'operator', order: null, now: nine });
  const ada = await newcomer(url);
  const enrolments = new Enrolments(url, store);
  const enrolAt = async (ms: number) => {
    const created = ms / 1000;
    const parameters = { created, expires: created + 60 };
    const wire = ada.sign(invitation, { parameters });
    const read = (body: Buffer) => JSON.parse(body.toString()) as EnrolKey;
    return enrolments.enrol(arrivedFrom(wire), read, created);
  };
  return { store, enrolAt };
}

test('an invitation is good for 15 minutes', async (t) => {
  const { enrolAt } = await inviteAtNine(t);
  t.like(await enrolAt(nine + 15 * minuteMs - 1_000), { name: 'Ada', role: 'auditor' });
});

test('after 15 minutes it lets nobody in', async (t) => {
  const { enrolAt, store } = await inviteAtNine(t);
  await t.throwsAsync(enrolAt(nine + 15 * minuteMs), { code: 'invitation-expired' });
  t.is((await store.keys()).length, 1);
});

test('the key that has used it may ask again, however late', async (t) => {
  const { enrolAt } = await inviteAtNine(t);
  await enrolAt(nine + minuteMs);
  t.like(await enrolAt(nine + 60 * minuteMs), {
    name: 'Ada',
    enrolledAt: '2026-03-01T09:01:00.000Z',
  });
});

test('an invitation by a key that has become an auditor’s is over', async (t) => {
  const { enrolAt, store } = await inviteAtNine(t);
  const at = new Date(nine).toISOString();
  await store.enrolKey({ ...operator, role: 'auditor' }, 'file', at);
  await t.throwsAsync(enrolAt(nine + minuteMs), { code: 'invitation-expired' });
});

test('an invitation ends with the key that made it', async (t) => {
  const { url, operator } = await startTestService(t);
  const ada = await enrolled(url, operator);
  const { invitation } = await invite(ada.client);
  await revoke(operator, ada);
  const eve = await newcomer(url);
  await t.throwsAsync(eve.enrol(invitation), { code: 'invitation-expired' });
});

test('only an admin invites', async (t) => {
  const { url, operator } = await startTestService(t);
  const bo = await enrolled(url, operator, { role: 'auditor' });
  await t.throwsAsync(invite(bo.client), { code: 'role-insufficient' });
  const stranger = await newcomer(url);
  await t.throwsAsync(invite(stranger.client), { code: 'key-unknown' });
});

test('the name of an invitation is one line of at most 100 characters', async (t) => {
  const { operator } = await startTestService(t);
  for (const name of [
    '',
    '  ',
    'Ada\ned25519 AAAA admin Eve',
    'x'.repeat(101),
    '\ud800',
    'a\u2028b',
  ]) {
    await t.throwsAsync(invite(operator, { name }), { code: 'invalid-request' });
  }
  t.is((await invite(operator, { name: ' Ada Lovelace ' })).name, 'Ada Lovelace');
});

test('neither the data folder nor a log line holds an invitation', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  const used = await invite(service.operator);
  const open = await invite(service.operator);
  await (await newcomer(service.url)).enrol(used.invitation);
  await t.throwsAsync((await newcomer(service.url)).enrol(used.invitation));
  const files = readdirSync(service.dataDir, { recursive: true, withFileTypes: true });
  const kept = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
  t.true(kept.some((text) => text.includes('key-invited')));
  for (const { invitation } of [used, open]) {
    t.false([...kept, ...lines].some((text) => text.includes(invitation)));
  }
});
