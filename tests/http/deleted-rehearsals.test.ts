import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { startRehearsal, startTestService } from '../support/service.ts';

test('a deleted rehearsal is not found at any address, and its id is never used again', async (t) => {
  const { url, dataDir, operator, params, rehearse, read, signIn, stop } = await startRehearsal(t);
  await rehearse(5);
  const ada = await signIn('ada@example.org');
  t.is(await operator.call('deleteRaffle', { params }), undefined);
  t.is(await operator.call('deleteRaffle', { params }), undefined);
  for (const part of ['', '/stream', '/log', '/checkpoint', '/consistency', '/draw']) {
    t.like(await read(`/api/raffles/try${part}`), { code: 'raffle-not-found' }, part);
  }
  t.like(await (await ada.buy('try')).json(), { code: 'raffle-not-found' });
  t.like(await (await ada.fetch('/api/raffles/try/tickets/mine')).json(), {
    code: 'raffle-not-found',
  });
  for (const name of ['closeRaffle', 'drawWinner', 'listSoldTickets', 'fetchAudit'] as const) {
    await t.throwsAsync(operator.call(name, { params }), { code: 'raffle-not-found' });
  }
  await t.throwsAsync(rehearse(1), { code: 'raffle-not-found' });
  const { raffles } = await (await fetch(`${url}/api/raffles`)).json();
  t.deepEqual(
    raffles.map(({ id }: { id: string }) => id),
    ['demo'],
  );
  const again = { id: 'try', title: 'Try it' };
  await t.throwsAsync(operator.call('createRaffle', { body: again }), { code: 'raffle-exists' });
  await stop();
  const next = await startTestService(t, { dataDir });
  await t.throwsAsync(next.operator.call('createRaffle', { body: again }), {
    code: 'raffle-exists',
  });
});

test('requests during the deletion of a rehearsal are answered, get raffle-not-found or are cut off', async (t) => {
  const failures: unknown[] = [];
  const onFailure = (cause: unknown) => void failures.push(cause);
  const service = await startRehearsal(t, { rules: { capacity: 5_000 }, onFailure });
  const { url, dataDir, operator, params, rehearse, signIn, stop } = service;
  await rehearse(2_000);
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => signIn(`p${index}@example.org`)),
  );
  const statuses: number[] = [];
  const note = async (asked: Promise<Response>) => {
    const reply = await asked;
    statuses.push(reply.status);
    await reply.text();
  };
  const parts = ['', '/log', '/checkpoint', '/consistency', '/stream', '/draw'];
  const asking = people.flatMap((person) => [
    note(person.buy('try')),
    note(person.fetch('/api/raffles/try/tickets/mine')),
    ...parts.map((part) => note(fetch(`${url}/api/raffles/try${part}`))),
    note(person.buy('try')),
  ]);
  const audits = [1, 2, 3].map(() => operator.call('fetchAudit', { params }));
  await operator.call('deleteRaffle', { params });
  await Promise.all(asking);
  for (const audit of await Promise.allSettled(audits)) {
    // A bundle of which some was sent already is cut off.
    const codes = new Set(['raffle-not-found', 'service-unreachable']);
    if (audit.status === 'rejected') t.true(codes.has(audit.reason.code));
  }
  t.deepEqual(
    [...new Set(statuses)].filter((status) => ![200, 201, 404].includes(status)),
    [],
  );
  t.true(statuses.includes(404));
  t.deepEqual(failures, []);
  await stop();
  t.deepEqual(
    readdirSync(join(dataDir, 'raffles')).filter((name) => name.startsWith('try')),
    [],
  );
});

test('a generated raffle id differs from that of a deleted raffle with the same title', async (t) => {
  const { operator } = await startTestService(t);
  const body = { title: 'Spring fair', rehearsal: true };
  for (const id of ['spring-fair', 'spring-fair-2', 'spring-fair-3']) {
    t.is((await operator.call('createRaffle', { body })).id, id);
    await operator.call('deleteRaffle', { params: { id } });
  }
});
