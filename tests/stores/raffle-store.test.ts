import test from 'ava';
import fc from 'fast-check';
import { canonicalJson } from '#proof/canonical-json.ts';
import { buyTickets } from '../../services/raffle/domain/buy-tickets.ts';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import { createEntryCodec } from '../../services/raffle/stores/codecs.ts';
import { leafOf } from '../../services/raffle/stores/log-tree.ts';
import { MerkleLog } from '../../services/raffle/stores/merkle-log.ts';
import { fold, now, opened, sold } from '../support/given.ts';
import { springLog } from '../support/log-key.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { testStoreBatches } from '../support/store-batches.ts';
import { buy, openRaffle, testStoreBehaviour, type OpenStore } from '../support/store-behaviour.ts';
import { testStoreDeletions } from '../support/store-deletions.ts';

const openLowdb: OpenStore = async (t) => {
  const path = temporaryFolder(t);
  const { store, close } = await openFolder(t, path);
  return {
    store,
    async reopen() {
      await close();
      return (await openFolder(t, path)).store;
    },
  };
};

testStoreBehaviour('the lowdb store', openLowdb);
testStoreDeletions('the lowdb store', openLowdb);
testStoreBatches('the lowdb store', openLowdb);

test('other tasks run while many receipts are made', async (t) => {
  const { store } = await openFolder(t, temporaryFolder(t));
  await openRaffle(store, { perPersonLimit: 200, capacity: 202 });
  const { writtenReceipts } = await buy(store, 'ann', 200);
  // The receipts of the last two batches are ready.
  for (const holder of ['ben', 'cem']) await buy(store, holder);
  let turns = 0;
  let next = setImmediate(function count() {
    turns += 1;
    next = setImmediate(count);
  });
  const receipts = await writtenReceipts(Array.from({ length: 200 }, (_, index) => index));
  clearImmediate(next);
  t.is(new Set(receipts).size, 200);
  t.true(turns >= 3, `${turns} turns`);
});

test('a log that was found earlier has no later leaves', async (t) => {
  const { store } = await openFolder(t, temporaryFolder(t));
  await openRaffle(store);
  const log = await store.findLog('spring');
  await buy(store, 'ann');
  t.is((await log?.leaves(0, 10))?.length, 1);
  t.is((await (await store.findLog('spring'))?.leaves(0, 10))?.length, 2);
});

test('a listener that throws affects neither purchases, other listeners, nor deletions', async (t) => {
  const path = temporaryFolder(t);
  const errors: unknown[] = [];
  const { store, close } = await openFolder(t, path, {
    onListenerError: (cause) => errors.push(cause),
  });
  const broken = new TypeError('broken listener');
  const fail = () => {
    throw broken;
  };
  const seen: unknown[] = [];
  store.subscribe(fail);
  store.subscribe(({ version }) => seen.push(version));
  store.subscribeToDeletions(fail);
  store.subscribeToDeletions((id) => seen.push(id));
  await openRaffle(store, { rehearsal: true });
  const sales = await Promise.all(['ann', 'ben', 'cem'].map((holder) => buy(store, holder)));
  t.deepEqual(
    sales.map(({ entries }) => entries.map(({ number }) => number)),
    [[1], [2], [3]],
  );
  await store.delete('spring');
  t.is(seen.at(-1), 'spring');
  t.is(seen.at(-2), 4);
  t.true(errors.length >= 3 && errors.every((error) => error === broken));
  await close();
  const again = await openFolder(t, path);
  t.is(await again.store.find('spring'), undefined);
});

test('the leaf of a sale is the canonical JSON of its public part, for any text', (t) => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 1_000_000 }), (holder, at, number) => {
      const sale = sold(number, { holder, at });
      t.is(leafOf(sale), canonicalJson(publicPart(sale)));
    }),
  );
});

test('the leaf of a sale has every public member', (t) => {
  const command = { holder: 'ann', account: 'ann@', key: 'k1', quantity: 2, at: now } as const;
  const { entries } = buyTickets({ type: 'BuyTickets', ...command }, fold([opened()]));
  t.is(entries.length, 2);
  for (const sale of entries) t.is(leafOf(sale), canonicalJson(publicPart(sale)));
});

test('the leaf of a sale is serialised once for the tree, the journal and the receipt', (t) => {
  const log = new MerkleLog({ sign: (_, text) => springLog.signBytes(text) });
  log.append(opened());
  log.prepareBatch();
  let reads = 0;
  const sale = {
    ...sold(1),
    get holder() {
      reads += 1;
      return 'ann';
    },
  };
  log.append(sale);
  const line = createEntryCodec(log).encode(sale, 1);
  log.prepareBatch();
  const receipt: string = JSON.parse(log.receipt(sale, 1, () => 2));
  t.true(receipt.split('\n').includes('index 1'));
  t.is(reads, 1);
  t.deepEqual(JSON.parse(line).public, publicPart(sold(1)));
});
