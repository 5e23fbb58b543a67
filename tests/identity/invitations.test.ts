import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { EnrolmentRequest } from '#contract/requests.ts';
import { Enrolments } from '../../services/raffle/identity/enrolments.ts';
import { Invitations } from '../../services/raffle/identity/enrolments.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { enrolOperator, invite, createOperator, revoke } from '../support/new-operators.ts';
import { arrivedFrom } from '../support/signed-requests.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

const url = 'https://raffle.example.org';
const nine = Date.parse('2026-03-01T09:00:00.000Z');
const minuteMs = 60_000;
const operator = { keyid: 'operator', publicKey: 'x', role: 'admin', name: 'operator' } as const;

/** Creates a store whose one operator created an invitation at nine. */
async function inviteAtNine(t: ExecutionContext) {
  const { folder } = await openFolder(t, temporaryFolder(t));
  const store = await LowdbAdminStore.load(folder);
  await store.enrolKey(operator, 'file', new Date(nine).toISOString());
  const invitations = new Invitations('https://admin.example.org', store);
  const invited = { name: 'Ada', role: 'auditor' } as const;
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

test('an invitation is valid for 15 minutes', async (t) => {
  const { enrolAt } = await inviteAtNine(t);
  t.like(await enrolAt(nine + 15 * minuteMs - 1_000), { name: 'Ada', role: 'auditor' });
});

test('after 15 minutes an invitation is refused', async (t) => {
  const { enrolAt, store } = await inviteAtNine(t);
  await t.throwsAsync(enrolAt(nine + 15 * minuteMs), { code: 'invitation-expired' });
  t.is((await store.listKeys()).length, 1);
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
