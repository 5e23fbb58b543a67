import test, { type ExecutionContext } from 'ava';
import type { RaffleStore } from '../../services/raffle/stores/raffle-store.ts';
import { buy, openRaffle, type OpenStore } from './store-behaviour.ts';

const largest = 1_000;

/** The tests of what is written in one go that every implementation of `RaffleStore` must pass. */
export function testStoreBatches(name: string, open: OpenStore): void {
  const behaves = (title: string, check: (t: ExecutionContext, store: RaffleStore) => unknown) =>
    test(`${name} ${title}`, async (t) => check(t, (await open(t)).store));

  behaves(
    'writes purchases of 1,000 tickets at the same time in batches of one',
    async (t, store) => {
      await openRaffle(store, { capacity: 4 * largest, perPersonLimit: largest });
      const batches = countBatches(store);
      await Promise.all(['ann', 'ben', 'cem', 'dan'].map((who) => buy(store, who, largest)));
      t.deepEqual(batches, [largest, largest, largest, largest]);
    },
  );

  behaves('writes at most 500 purchases of one ticket in a batch', async (t, store) => {
    await openRaffle(store, { capacity: 1_200 });
    const batches = countBatches(store);
    await Promise.all(Array.from({ length: 1_200 }, (_, index) => buy(store, `p${index}`)));
    t.is(Math.max(...batches), 500);
    t.is(
      batches.reduce((sum, count) => sum + count),
      1_200,
    );
  });

  behaves('needs no turn of the event loop for receipts that are ready', async (t, store) => {
    await openRaffle(store, { capacity: largest, perPersonLimit: largest });
    const { writtenReceipts } = await buy(store, 'ann', largest);
    let turns = 0;
    let next = setImmediate(function count() {
      turns += 1;
      next = setImmediate(count);
    });
    const indexes = Array.from({ length: largest }, (_, place) => place + 1);
    const receipts = await writtenReceipts(indexes);
    clearImmediate(next);
    t.is(new Set(receipts).size, largest);
    t.is(turns, 0);
  });

  behaves('decides every batch that waits before a deletion', async (t, store) => {
    const rules = { rehearsal: true, capacity: 4 * largest, perPersonLimit: largest } as const;
    await openRaffle(store, rules);
    const buying = ['ann', 'ben', 'cem', 'dan'].map((who) => buy(store, who, largest));
    const deleting = store.delete('spring');
    await t.notThrowsAsync(Promise.all(buying));
    await deleting;
    t.is(await store.find('spring'), undefined);
  });
}

/** The number of entries of each batch from now on. */
function countBatches(store: RaffleStore): number[] {
  const counts: number[] = [];
  let before = 1;
  store.subscribe(({ version }) => {
    counts.push(version - before);
    before = version;
  });
  return counts;
}
