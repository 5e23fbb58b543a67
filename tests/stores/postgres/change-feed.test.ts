import test, { type ExecutionContext } from 'ava';
import type { PostgresRaffleStore } from '../../../services/raffle/stores/postgres/raffle-store.ts';
import { createTestDatabase, openDatabase, openRaffles, runSql } from '../../support/postgres.ts';
import { buy, openRaffle } from '../../support/store-behaviour.ts';
import { waitFor } from '../../support/wait-limit.ts';

const never = 3_600_000;

/** A store that writes, and one whose subscribers hear of it; it looks every `pollMs` besides. */
async function openPair(t: ExecutionContext, pollMs: number) {
  const url = await createTestDatabase(t);
  const writer = await openRaffles(t, openDatabase(t, url), { pollMs: never });
  const failures: unknown[] = [];
  const reader = await openRaffles(t, openDatabase(t, url), {
    pollMs,
    onFeedFailure: (cause) => failures.push(cause),
  });
  return { url, writer, failures, heard: listVersions(reader) };
}

function listVersions(store: PostgresRaffleStore): number[] {
  const versions: number[] = [];
  store.subscribe(({ version }) => versions.push(version));
  return versions;
}

test('a change of another process is heard of by its notification', async (t) => {
  const { writer, heard } = await openPair(t, never);
  await openRaffle(writer);
  await waitFor('the opening', () => heard.includes(1));
  await buy(writer, 'ann');
  await waitFor('the sale', () => heard.includes(2));
  t.deepEqual(heard, [1, 2]);
});

test('what happened while the connection was lost is found, and later notifications are heard', async (t) => {
  const { url, writer, heard } = await openPair(t, never);
  await openRaffle(writer);
  await waitFor('the opening', () => heard.includes(1));
  await runSql(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'raffle session'`,
  );
  await buy(writer, 'ann');
  await waitFor('the sale', () => heard.includes(2));
  await buy(writer, 'ben');
  await waitFor('the next sale', () => heard.includes(3));
  t.deepEqual(heard, [1, 2, 3]);
});

test('a change that its process could not announce any more is found', async (t) => {
  const { writer, heard } = await openPair(t, 50);
  await openRaffle(writer);
  await waitFor('the opening', () => heard.includes(1));
  await writer.stop();
  await buy(writer, 'ann');
  await waitFor('the sale', () => heard.includes(2));
  t.deepEqual(heard, [1, 2]);
});

test('a raffle that the first list has shown is no change', async (t) => {
  const url = await createTestDatabase(t);
  const writer = await openRaffles(t, openDatabase(t, url));
  await openRaffle(writer);
  await buy(writer, 'ann');
  await writer.stop();
  const reader = await openRaffles(t, openDatabase(t, url), { pollMs: 20 });
  const heard = listVersions(reader);
  t.is((await reader.list()).length, 1);
  await buy(reader, 'ben');
  t.deepEqual(heard, [3]);
});

test('what a request reads before its notification is told: a new raffle, and a change', async (t) => {
  const url = await createTestDatabase(t);
  const writer = await openRaffles(t, openDatabase(t, url));
  await openRaffle(writer, { raffleId: 'spring' });
  const reader = await openRaffles(t, openDatabase(t, url));
  const heard: string[] = [];
  reader.subscribe(({ opened, version }) => heard.push(`${opened.raffleId} ${version}`));
  await reader.list();
  // It gets no notification any more.
  await reader.stop();
  await buy(writer, 'ann');
  await openRaffle(writer, { raffleId: 'autumn' });
  t.is((await reader.list()).length, 2);
  for (const raffleId of ['spring', 'autumn', 'spring']) await reader.find(raffleId);
  t.deepEqual(heard, ['spring 2', 'autumn 1']);
});

test('a notification by another program is ignored', async (t) => {
  const { url, writer, heard, failures } = await openPair(t, never);
  await openRaffle(writer);
  for (const text of [
    '',
    'x',
    '5',
    'null',
    '{}',
    '{"sender":"s","ids":5}',
    '{"sender":"s","ids":[5]}',
  ]) {
    await runSql(url, `SELECT pg_notify('raffle_changes', $1)`, [text]);
  }
  await buy(writer, 'ann');
  await waitFor('the sale', () => heard.includes(2));
  t.deepEqual(failures, []);
});
