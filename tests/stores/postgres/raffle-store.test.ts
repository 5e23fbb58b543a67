import { mock } from 'node:test';
import test from 'ava';
import { buyTickets } from '../../../services/raffle/domain/buy-tickets.ts';
import { decide } from '../../../services/raffle/domain/decide.ts';
import { requireOpened } from '../../../services/raffle/domain/decision.ts';
import { now, signed } from '../../support/given.ts';
import { testLogKey } from '../../support/log-key.ts';
import { openRaffles, openTestDatabase, runSql } from '../../support/postgres.ts';
import { testStoreBatches } from '../../support/store-batches.ts';
import {
  buy,
  openRaffle,
  testStoreBehaviour,
  type OpenStore,
} from '../../support/store-behaviour.ts';
import { testStoreClosings } from '../../support/store-closings.ts';
import { testStoreDeletions } from '../../support/store-deletions.ts';
import { waitMsMax } from '../../support/wait-limit.ts';

const openPostgres: OpenStore = async (t) => {
  const { database } = await openTestDatabase(t);
  return {
    store: await openRaffles(t, database),
    reopen: () => openRaffles(t, database),
  };
};

testStoreBehaviour('the PostgreSQL store', openPostgres);
testStoreDeletions('the PostgreSQL store', openPostgres);
testStoreBatches('the PostgreSQL store', openPostgres);
testStoreClosings('the PostgreSQL store', async (t, options) => {
  const { database } = await openTestDatabase(t);
  return {
    store: await openRaffles(t, database, options),
    reopen: () => openRaffles(t, database, options),
  };
});

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

test('the signature that an order gave many entries is read with each of them', async (t) => {
  const { database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  for (const holder of ['ann', 'ben', 'cem']) await buy(store, holder);
  const order = { numbers: [1, 2, 3], reason: 'unpaid', at: now } as const;
  await store.change('spring', (raffle) =>
    decide({ type: 'VoidTickets', ...order, operatorSignature: signed() }, raffle),
  );
  const entries = await store.readEntries('spring');
  for (let from = 0; from <= entries.length; from += 1) {
    t.deepEqual(await store.readEntries('spring', from), entries.slice(from));
  }
  const [last] = entries.slice(-1);
  t.deepEqual(last?.type === 'ticket-voided' && last.operatorSignature, signed());
});

test('a raffle whose entries are not those that were signed is refused, and so is another secret', async (t) => {
  const { url, database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  await buy(store, 'ann');
  const other = testLogKey('localhost/raffles/spring', 8);
  const signer = { sign: (_: string, text: Uint8Array) => other.signBytes(text) };
  // Each is read a second time before it is refused.
  const slowReads = { readAfterFailureMsMax: waitMsMax };
  const stranger = await openRaffles(t, database, { signer, ...slowReads });
  const refused = async (...asked: Promise<unknown>[]) =>
    Promise.all(asked.map(async (each) => t.throwsAsync(each, { code: 'damaged' })));
  await refused(stranger.find('spring'), buy(stranger, 'ben'));
  await runSql(
    url,
    `ALTER TABLE raffle.entries DISABLE TRIGGER USER;
     UPDATE raffle.entries SET public = replace(public, '"holder":"ann"', '"holder":"eve"')`,
  );
  const late = await openRaffles(t, database, slowReads);
  await refused(late.find('spring'), late.findLog('spring'), buy(late, 'ben'));
});

test('a process that runs while an older state is put back goes on with that state', async (t) => {
  const { url, database } = await openTestDatabase(t);
  const setBack: string[] = [];
  const open = () =>
    openRaffles(t, database, { pollMs: 3_600_000, onSetBack: (id) => setBack.push(id) });
  const [writer, reader, buyer] = [await open(), await open(), await open()];
  // It hears of nothing, so after the change its own purchase is the first thing that it reads.
  await buyer.stop();
  await openRaffle(writer);
  await buy(writer, 'ann');
  for (const store of [reader, buyer]) t.is((await store.find('spring'))?.version, 2);
  await runSql(
    url,
    `SET search_path TO raffle;
     DELETE FROM valid_tickets; DELETE FROM idempotency_keys;
     DELETE FROM entries WHERE index = 1; DELETE FROM checkpoints WHERE size = 2;
     UPDATE raffles SET size = 1`,
  );
  // The number of entries is then the same as before, with another buyer.
  await buy(await open(), 'eve');
  t.is((await reader.find('spring'))?.pool.find(1)?.ticket.holder, 'eve');
  const { entries } = await buy(buyer, 'ben');
  t.is(entries[0]?.number, 2);
  for (const store of [writer, reader, buyer, await open()]) {
    const holders = [...(await store.find('spring'))!.pool].map(({ holder }) => holder);
    t.deepEqual(holders, ['eve', 'ben']);
  }
  t.deepEqual(setBack, ['spring', 'spring', 'spring']);
});

test('an id that no raffle can have is not found, whatever it is', async (t) => {
  const { database } = await openTestDatabase(t);
  const store = await openRaffles(t, database);
  await openRaffle(store);
  for (const id of [
    '',
    'a\0b',
    "it's",
    String.raw`\'; DROP TABLE raffles; --`,
    '\uD800',
    'x'.repeat(9_999),
  ]) {
    t.is(await store.find(id), undefined);
    t.deepEqual(await store.readEntries(id), []);
    const asked = store.change(id, (raffle) => ({
      entries: [],
      replayed: requireOpened(raffle).version > 0,
    }));
    await t.throwsAsync(asked, { code: 'raffle-not-found' });
  }
  t.is((await store.list()).length, 1);
});

// Alone: it holds the timers of this process.
test.serial('raffles that are too many leave the memory and are read again', async (t) => {
  const { database } = await openTestDatabase(t);
  mock.timers.enable({ apis: ['setInterval'] });
  t.teardown(() => mock.timers.reset());
  const store = await openRaffles(t, database, { entriesMax: 5 });
  const ids = ['a', 'b', 'c'];
  for (const raffleId of ids) await openRaffle(store, { raffleId });
  const buyAll = (holder: string) =>
    Promise.all(
      ids.map((id) =>
        store.change(id, (raffle) =>
          buyTickets(
            { type: 'BuyTickets', holder, account: holder, key: holder, quantity: 2, at: now },
            raffle,
          ),
        ),
      ),
    );
  const sales = await buyAll('ann');
  t.is(store.entriesInMemory, 9);
  mock.timers.tick(30_000);
  t.true(store.entriesInMemory <= 5, `${store.entriesInMemory}`);
  const [receipts] = await Promise.all(sales.map(({ writtenReceipts }) => writtenReceipts([1, 2])));
  const again = await buyAll('ann');
  t.true(again.every(({ replayed }) => replayed));
  t.deepEqual(await again[0]!.writtenReceipts([1, 2]), receipts);
  t.deepEqual(
    (await buyAll('ben')).map(({ entries }) => entries.map(({ number }) => number)),
    [
      [3, 4],
      [3, 4],
      [3, 4],
    ],
  );
});
