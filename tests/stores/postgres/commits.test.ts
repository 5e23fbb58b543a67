import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import {
  isPassing,
  leavesConnection,
} from '../../../services/raffle/stores/postgres/database-error.ts';
import { isEmptyDatabase } from '../../../services/raffle/stores/postgres/first-start.ts';
import type { PostgresRaffleStore } from '../../../services/raffle/stores/postgres/raffle-store.ts';
import { createTestDatabase, openDatabase, openRaffles, runSql } from '../../support/postgres.ts';
import {
  lockAndClock,
  startProxy,
  type CommitFate,
  type PostgresProxy,
} from '../../support/postgres-proxy.ts';
import { buy, draw, openRaffle } from '../../support/store-behaviour.ts';
import { waitFor, waitMsMax } from '../../support/wait-limit.ts';

/** Opens a raffle through a proxy that disturbs the next commits, in this order. */
async function openDisturbed(t: ExecutionContext, ...fates: CommitFate[]) {
  const url = await createTestDatabase(t);
  const proxy = await startProxy(t, url);
  const store = await openRaffles(t, openDatabase(t, proxy.url));
  await openRaffle(store);
  await buy(store, 'first');
  proxy.nextFate = () => fates.shift() ?? 'passed';
  return { url, store, proxy };
}

async function countTickets(store: PostgresRaffleStore): Promise<number> {
  return (await store.find('spring'))!.pool.size;
}

test('a purchase whose commit was not answered is confirmed, because it is in the log', async (t) => {
  const { store, proxy } = await openDisturbed(t, 'unanswered');
  const { entries, replayed } = await buy(store, 'ann');
  t.deepEqual([entries[0]?.number, replayed], [2, false]);
  t.is(await countTickets(store), 2);
  t.is(proxy.disturbed, 1);
});

test('a purchase whose commit never came to the database is tried again', async (t) => {
  const { store, proxy } = await openDisturbed(t, 'cut', 'cut');
  const { entries } = await buy(store, 'ann');
  t.is(entries[0]?.number, 2);
  t.is(await countTickets(store), 2);
  t.is(proxy.disturbed, 2);
});

test('a reader is not told that the outcome of a purchase is unknown', async (t) => {
  const { proxy } = await openDisturbed(t);
  const store = await openRaffles(t, openDatabase(t, proxy.url, { waitMsMax: 4_000 }));
  await buy(store, 'ben');
  const codeOf = (refusal: { code: string }) => refusal.code;
  proxy.nextFate = () => {
    proxy.close();
    return 'unanswered';
  };
  const asked = [buy(store, 'ann'), store.find('spring')];
  t.deepEqual(await Promise.all(asked.map((each) => each.then(() => 'none', codeOf))), [
    'outcome-unknown',
    'overloaded',
  ]);
});

test('an opening and a draw whose commits were not answered are made once', async (t) => {
  const { store } = await openDisturbed(t, 'unanswered', 'unanswered');
  await openRaffle(store, { raffleId: 'autumn' });
  const { entries } = await draw(store);
  const stored = (await store.readEntries('spring')).slice(-entries.length);
  t.deepEqual(stored, entries);
});

test('a purchase that was rolled back is not taken for another one of the same ticket', async (t) => {
  const { url, store, proxy } = await openDisturbed(t, 'cut');
  const other = await openRaffles(t, openDatabase(t, url));
  // The public entries are the same: the person buys the same number at the same time with another key.
  proxy.whileCut = () => buy(other, 'ann', 1, 'other key');
  const mine = await buy(store, 'ann', 1, 'my key');
  const entries = await store.readEntries('spring');
  t.deepEqual(
    entries.slice(2).map((entry) => entry.type === 'ticket-sold' && entry.key),
    ['other key', 'my key'],
  );
  t.is(mine.entries[0]?.number, 3);
});

test('ninety purchases with every fate of their commits are each sold once', async (t) => {
  const { url, store, proxy } = await openDisturbed(t);
  await openRaffle(store, { raffleId: 'autumn' });
  const fates: CommitFate[] = ['unanswered', 'passed', 'cut', 'passed', 'unanswered', 'cut'];
  let commits = 0;
  proxy.nextFate = () => fates[commits++ % fates.length]!;
  const confirmed: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const buying = Array.from({ length: 9 }, (_, index) => buy(store, `p${round}-${index}`));
    for (const outcome of await Promise.allSettled(buying)) {
      if (outcome.status === 'fulfilled') confirmed.push(outcome.value.entries[0]!.number);
    }
  }
  proxy.nextFate = () => 'passed';
  t.true(proxy.disturbed > 10);
  t.is(new Set(confirmed).size, confirmed.length);
  t.is(confirmed.length, 90);
  const [row] = await runSql<{ size: number }>(
    url,
    `SELECT size FROM raffle.raffles WHERE id = 'spring'`,
  );
  t.is(row!.size, 92);
});

/** Lets ten more people buy as soon as a commit is sent. */
function buyWhileCommitting(store: PostgresRaffleStore, proxy: PostgresProxy, fate: CommitFate) {
  const buying: ReturnType<typeof buy>[] = [];
  proxy.nextFate = () => {
    proxy.nextFate = () => 'passed';
    for (let person = 0; person < 10; person += 1) buying.push(buy(store, `p${person}`));
    return fate;
  };
  return buying;
}

/** Resolves to whether the next transaction but one has begun. */
function begins(proxy: PostgresProxy): Promise<boolean> {
  const sent = proxy.sent(lockAndClock).then(() => proxy.sent(lockAndClock));
  return Promise.race([sent.then(() => true), delay(waitMsMax, false, { ref: false })]);
}

test('the next transaction begins while one commits', async (t) => {
  const { store, proxy } = await openDisturbed(t);
  const buying = buyWhileCommitting(store, proxy, 'passed');
  const begun = begins(proxy);
  proxy.beforeAnswer = () => begun;
  const sold = buy(store, 'ann');
  t.true(await Promise.race([sold.then(() => false), begun]));
  t.is((await sold).entries[0]?.number, 2);
  t.is((await Promise.all(buying)).length, 10);
  t.is(await countTickets(store), 12);
});

test('the next transaction begins again after a long commit, to have its own time', async (t) => {
  const { store, proxy } = await openDisturbed(t);
  const buying = buyWhileCommitting(store, proxy, 'passed');
  const begun = begins(proxy);
  proxy.beforeAnswer = () => begun.then(() => delay(400));
  await buy(store, 'ann');
  await Promise.all(buying);
  t.true(proxy.rolledBack > 0);
  t.is(await countTickets(store), 12);
});

for (const fate of ['unanswered', 'cut'] as const) {
  test(`the next transaction gives way to the look-up of a commit that was ${fate}`, async (t) => {
    const { store, proxy } = await openDisturbed(t);
    const buying = buyWhileCommitting(store, proxy, fate);
    const begun = begins(proxy);
    proxy.beforeAnswer = () => begun;
    proxy.whileCut = () => begun;
    const { entries, replayed } = await buy(store, 'ann');
    t.deepEqual([entries[0]?.number, replayed], [2, false]);
    t.is((await Promise.all(buying)).length, 10);
    t.is(await countTickets(store), 12);
    t.true(proxy.rolledBack > 0);
  });
}

test('a change sees what was confirmed before it, although the lock was lost before its decision', async (t) => {
  const { url, store, proxy } = await openDisturbed(t);
  const other = await openRaffles(t, openDatabase(t, url));
  const look = () => store.change('spring', () => ({ entries: [], replayed: true }));
  const late: ReturnType<typeof look>[] = [];
  proxy.whileUnlocked = async () => {
    await buy(other, 'ben');
    late.push(look());
  };
  await look();
  t.deepEqual(
    (await Promise.all(late)).map(({ raffle }) => raffle.pool.size),
    [2],
  );
});

test('the end of a session because this process stood still is passing', (t) => {
  const ended = Object.assign(new Error('ended'), { severity: 'FATAL', code: '25P03' });
  t.true(isPassing(ended));
  t.false(leavesConnection(ended));
});

test('a connection that is lost while it is prepared is replaced', async (t) => {
  const proxy = await startProxy(t, await createTestDatabase(t));
  const causes: unknown[] = [];
  const database = openDatabase(t, proxy.url, { onConnectionLost: (cause) => causes.push(cause) });
  proxy.lost = 3;
  t.deepEqual(await database.query('SELECT 1 AS one'), [{ one: 1 }]);
  t.is(proxy.lost, 0);
  t.true(causes.length > 0);
});

test('a connection that gets no answer while it is prepared leaves its place in the pool', async (t) => {
  const proxy = await startProxy(t, await createTestDatabase(t));
  const database = openDatabase(t, proxy.url, { connectionsMax: 1, waitMsMax: 2_000 });
  // Before the end of the database, which waits for its connections.
  t.teardown(() => proxy.close());
  proxy.hung = 1;
  await t.throwsAsync(database.query('SELECT 1 AS one'), { code: 'overloaded' });
  t.is(proxy.hung, 0);
  const answer = () => database.query('SELECT 1 AS one').catch(() => undefined);
  t.deepEqual(await waitFor('an answer', answer), [{ one: 1 }]);
});

test('a start waits longer for a connection than a request does', async (t) => {
  const proxy = await startProxy(t, await createTestDatabase(t));
  const database = openDatabase(t, proxy.url, { waitMsMax: 2_000 });
  t.teardown(() => proxy.close());
  proxy.hung = 1;
  t.is(await isEmptyDatabase(database), false);
  t.is(proxy.hung, 0);
});
