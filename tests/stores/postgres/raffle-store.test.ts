import test from 'ava';
import { openRaffles, openTestDatabase, runSql } from '../../support/postgres.ts';
import { openRaffle, testStoreBehaviour, type OpenStore } from '../../support/store-behaviour.ts';
import { testStoreDeletions } from '../../support/store-deletions.ts';

const openPostgres: OpenStore = async (t) => {
  const { database } = await openTestDatabase(t);
  return {
    store: await openRaffles(t, database),
    reopen: () => openRaffles(t, database),
  };
};

testStoreBehaviour('the PostgreSQL store', openPostgres);
testStoreDeletions('the PostgreSQL store', openPostgres);

test("the database's clock, read under the raffle's lock, is the time of a decision", async (t) => {
  const { url, database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  const { now } = Date;
  Date.now = () => 0;
  t.teardown(() => (Date.now = now));
  const clock = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms';
  const [before] = await runSql<{ ms: number }>(url, clock);
  let decidedAt = '';
  await store.change('spring', (_raffle, _root, at) => {
    decidedAt = at;
    return { entries: [], replayed: true };
  });
  const [after] = await runSql<{ ms: number }>(url, clock);
  t.true(Date.parse(decidedAt) >= Math.floor(before!.ms) && Date.parse(decidedAt) <= after!.ms);
});
