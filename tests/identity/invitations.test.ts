import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { RaffleClient } from '#contract/client.ts';
import type { EnrolmentRequest } from '#contract/requests.ts';
import {
  Enrolments,
  Invitations,
  makeInvitation,
} from '../../services/raffle/identity/enrolments.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { enrolOperator, invite, createOperator, revoke } from '../support/new-operators.ts';
import { arrivedFrom } from '../support/signed-requests.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

const url = 'https://raffle.example.org';
const nine = Date.parse('2026-03-01T09:00:00.000Z');
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const operator = { keyid: 'operator', publicKey: 'x', role: 'admin', name: 'operator' } as const;

/** Creates a store whose one operator created an invitation at nine. */
async function inviteAtNine(t: ExecutionContext, validity: { validForDays?: number } = {}) {
  const { folder } = await openFolder(t, temporaryFolder(t));
  const store = await LowdbAdminStore.load(folder);
  await store.enrolKey(operator, 'file', new Date(nine).toISOString());
  const invitations = new Invitations('https://admin.example.org', store);
  const invited = { name: 'Ada', role: 'auditor', ...validity } as const;
  const { invitation } = await invitations.invite(invited, {
    by: 'operator',
    operatorSignature: null,
    now: nine,
  });
  const ada = await createOperator(url);
  const enrolments = new Enrolments(url, store);
  const enrolAt = async (ms: number) => {
    const created = ms / 1000;
    const parameters = { created, expires: created + 60 };
    const wire = ada.sign(invitation, { parameters });
    const read = (body: Buffer) => JSON.parse(body.toString()) as EnrolmentRequest;
    return enrolments.enrol(arrivedFrom(wire), read, created);
  };
  return { store, enrolAt };
}

/** The digest of the only open invitation. */
async function findDigest(operator: RaffleClient): Promise<string> {
  const { invitations } = await operator.call('listKeys');
  if (invitations.length !== 1) throw new Error(`${invitations.length} invitations are open.`);
  return invitations[0]!.digest;
}

test('an invitation is valid for 15 minutes', async (t) => {
  const { enrolAt } = await inviteAtNine(t);
  t.like(await enrolAt(nine + 15 * minuteMs - 1_000), { name: 'Ada', role: 'auditor' });
});

test('no invitation begins with a hyphen, which the command line would read as an option', (t) => {
  const invitations = Array.from({ length: 2_000 }, makeInvitation);
  t.true(invitations.every((each) => /^\w[\w-]{21}$/.test(each)));
  t.is(new Set(invitations).size, invitations.length);
});

test('after 15 minutes an invitation is refused', async (t) => {
  const { enrolAt, store } = await inviteAtNine(t);
  await t.throwsAsync(enrolAt(nine + 15 * minuteMs), { code: 'invitation-expired' });
  t.is((await store.listKeys()).length, 1);
});

test('an invitation for seven days is valid until they are over', async (t) => {
  const lastMoment = await inviteAtNine(t, { validForDays: 7 });
  t.like(await lastMoment.enrolAt(nine + 7 * dayMs - 1_000), { name: 'Ada' });
  const { enrolAt } = await inviteAtNine(t, { validForDays: 7 });
  await t.throwsAsync(enrolAt(nine + 7 * dayMs), { code: 'invitation-expired' });
});

test('an invitation is valid for 1 to 7 days, if days are given', async (t) => {
  const { operator } = await startTestService(t);
  const body = { name: 'Ada', role: 'seller' };
  for (const validForDays of [0, 8, 1.5]) {
    const invited = operator.call('createInvitation', { body: { ...body, validForDays } });
    await t.throwsAsync(invited, { code: 'invalid-request' });
  }
  const { expiresAt } = await operator.call('createInvitation', {
    body: { ...body, validForDays: 7 },
  });
  const daysLeft = (Date.parse(expiresAt) - Date.now()) / dayMs;
  t.true(daysLeft > 6.99 && daysLeft <= 7, expiresAt);
});

test('open invitations are listed without their secret, and used ones are not', async (t) => {
  const { url, operator } = await startTestService(t);
  const open = await invite(operator, { name: 'Bo', role: 'seller' });
  const used = await invite(operator);
  await (await createOperator(url)).enrol(used.invitation);
  const { keys, invitations } = await operator.call('listKeys');
  const [listed, ...others] = invitations;
  t.deepEqual(others, []);
  const inviter = keys.find(({ name }) => name === 'operator')!.keyid;
  t.like(listed, { name: 'Bo', role: 'seller', expiresAt: open.expiresAt, invitedBy: inviter });
  t.false(JSON.stringify(invitations).includes(open.invitation));
});

test('a withdrawn invitation is refused and not listed, also after a restart', async (t) => {
  const service = await startTestService(t);
  const { invitation } = await invite(service.operator);
  const digest = await findDigest(service.operator);
  for (const _ of ['first', 'repeated']) {
    await service.operator.call('withdrawInvitation', { params: { digest } });
  }
  t.deepEqual((await service.operator.call('listKeys')).invitations, []);
  const ada = await createOperator(service.url);
  await t.throwsAsync(ada.enrol(invitation), { code: 'invitation-expired' });
  await service.stop();
  const again = await startTestService(t, { dataDir: service.dataDir });
  const bo = await createOperator(again.url);
  await t.throwsAsync(bo.enrol(invitation), { code: 'invitation-expired' });
});

test('an invitation that was used or never made cannot be withdrawn', async (t) => {
  const { url, operator } = await startTestService(t);
  const { invitation } = await invite(operator);
  const digest = await findDigest(operator);
  await (await createOperator(url)).enrol(invitation);
  const withdraw = (of: string) => operator.call('withdrawInvitation', { params: { digest: of } });
  await t.throwsAsync(withdraw(digest), { code: 'invitation-used' });
  await t.throwsAsync(withdraw('none'), { code: 'invitation-unknown' });
});

test('the key that used an invitation may repeat its enrolment at any later time', async (t) => {
  const { enrolAt } = await inviteAtNine(t);
  await enrolAt(nine + minuteMs);
  t.like(await enrolAt(nine + 60 * minuteMs), {
    name: 'Ada',
    enrolledAt: '2026-03-01T09:01:00.000Z',
  });
});

test('an invitation is invalid after its creator’s key has become an auditor’s', async (t) => {
  const { enrolAt, store } = await inviteAtNine(t);
  const at = new Date(nine).toISOString();
  await store.enrolKey({ ...operator, role: 'auditor' }, 'file', at);
  await t.throwsAsync(enrolAt(nine + minuteMs), { code: 'invitation-expired' });
});

test('an invitation is invalid after its creator’s key was revoked', async (t) => {
  const { url, operator } = await startTestService(t);
  const ada = await enrolOperator(url, operator);
  const { invitation } = await invite(ada.client);
  await revoke(operator, ada);
  const eve = await createOperator(url);
  await t.throwsAsync(eve.enrol(invitation), { code: 'invitation-expired' });
});

test('only an admin may create an invitation', async (t) => {
  const { url, operator } = await startTestService(t);
  const bo = await enrolOperator(url, operator, { role: 'auditor' });
  await t.throwsAsync(invite(bo.client), { code: 'role-insufficient' });
  const unknownClient = await createOperator(url);
  await t.throwsAsync(invite(unknownClient.client), { code: 'key-unknown' });
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

test('neither the data folder nor a log line contains an invitation', async (t) => {
  const lines: string[] = [];
  const service = await startTestService(t, { log: (line) => lines.push(line) });
  const used = await invite(service.operator);
  const open = await invite(service.operator);
  await (await createOperator(service.url)).enrol(used.invitation);
  await t.throwsAsync((await createOperator(service.url)).enrol(used.invitation));
  const files = readdirSync(service.dataDir, { recursive: true, withFileTypes: true });
  const kept = files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
  t.true(kept.some((text) => text.includes('key-invited')));
  for (const { invitation } of [used, open]) {
    t.false([...kept, ...lines].some((text) => text.includes(invitation)));
  }
});
