import test, { type ExecutionContext } from 'ava';
import { atLength } from '../../support/effort.ts';
import {
  createTestDatabase,
  openDatabase,
  openRaffles,
  runSql,
  sendTogether,
} from '../../support/postgres.ts';
import { buy, draw, openRaffle } from '../../support/store-behaviour.ts';
import { decide } from '../../../services/raffle/domain/decide.ts';
import { now, signed } from '../../support/given.ts';

/** Three stores with connections of their own, as three processes have them. */
async function openThree(t: ExecutionContext) {
  const url = await createTestDatabase(t);
  const open = () => openRaffles(t, openDatabase(t, url, { connectionsMax: 3 }));
  const stores = [await open(), await open(), await open()] as const;
  return { url, stores, storeOf: (index: number) => stores[index % 3]! };
}

/** How many were carried out, and how many were refused with each code. */
function count(outcomes: readonly PromiseSettledResult<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const code = outcome.status === 'fulfilled' ? 'done' : outcome.reason.code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

test('150 purchases spread over three processes sell exactly 100 tickets', async (t) => {
  for (let round = 0; round < atLength(10, 2); round += 1) {
    const { url, storeOf } = await openThree(t);
    await openRaffle(storeOf(0));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 150 }, (_, index) => buy(storeOf(index), `p${index}`)),
    );
    t.deepEqual(count(outcomes), { done: 100, 'sold-out': 50 });
    const [row] = await runSql<{ count: number; numbers: number }>(
      url,
      `SELECT count(*)::integer AS count, count(DISTINCT public::json->>'number')::integer AS numbers
       FROM raffle.entries WHERE type = 'ticket-sold'`,
    );
    t.deepEqual(row, { count: 100, numbers: 100 });
  }
});

test('2,000 buyers at three processes buy exactly 100 tickets', async (t) => {
  for (let round = 0; round < atLength(10, 1); round += 1) {
    const { storeOf } = await openThree(t);
    await openRaffle(storeOf(0));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 2_000 }, (_, index) => buy(storeOf(index), `p${index}`)),
    );
    t.deepEqual(count(outcomes), { done: 100, 'sold-out': 1_900 });
  }
});

test('one person who asks three processes 200 times gets exactly 2 tickets', async (t) => {
  const { storeOf } = await openThree(t);
  await openRaffle(storeOf(0));
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) => buy(storeOf(index), 'ann')),
  );
  t.deepEqual(count(outcomes), { done: 2, 'limit-reached': 198 });
});

test('200 draws over three processes make one', async (t) => {
  const { storeOf } = await openThree(t);
  await openRaffle(storeOf(0));
  await buy(storeOf(1), 'ann', 2);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) => draw(storeOf(index))),
  );
  t.deepEqual(count(outcomes), { done: 1, 'already-drawn': 199 });
});

test('one request with its key, sent to three processes, buys once, and all have the same answer', async (t) => {
  const { storeOf } = await openThree(t);
  await openRaffle(storeOf(0));
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, index) => buy(storeOf(index), 'ann', 2, 'once')),
  );
  t.is(outcomes.filter(({ replayed }) => !replayed).length, 1);
  const [first, ...others] = await Promise.all(
    outcomes.map(async ({ entries, index, writtenReceipts }) => ({
      entries,
      receipts: await writtenReceipts([index, index + 1]),
    })),
  );
  for (const other of others) t.deepEqual(other, first);
});

test('voids, purchases and desk sales that race over three processes leave no number valid twice', async (t) => {
  const { url, storeOf } = await openThree(t);
  await openRaffle(storeOf(0), { capacity: 20 });
  await Promise.all(Array.from({ length: 20 }, (_, index) => buy(storeOf(index), `p${index}`)));
  const voiding = Array.from({ length: 20 }, (_, index) => {
    const operatorSignature = signed({ idempotencyKey: `void ${index}` });
    const command = { type: 'VoidTickets', numbers: [index + 1], at: now } as const;
    return storeOf(index).change('spring', (raffle) =>
      decide({ ...command, reason: 'unpaid', operatorSignature }, raffle),
    );
  });
  const buying = Array.from({ length: 60 }, (_, index) => buy(storeOf(index), `q${index}`));
  const selling = Array.from({ length: 30 }, (_, index) => {
    const facts = { holder: `d${index}`, key: `desk ${index}`, quantity: 2, at: now } as const;
    const operatorSignature = signed({ idempotencyKey: `desk ${index}` });
    return storeOf(index).change('spring', (raffle) =>
      decide({ type: 'SellAtDesk', ...facts, operatorSignature }, raffle),
    );
  });
  const outcomes = count(await Promise.allSettled([...voiding, ...buying, ...selling]));
  t.is(Object.keys(outcomes).toSorted().join(), 'done,sold-out');
  const pool = (await storeOf(1).find('spring'))!.pool;
  t.true(pool.size <= 20);
  t.is(pool.voids.length, 20);
  const valid = await runSql<{ number: number; sale: number }>(
    url,
    'SELECT number, sale FROM raffle.valid_tickets ORDER BY number',
  );
  t.deepEqual(
    valid,
    [...pool].map(({ number }) => ({ number, sale: pool.find(number)!.index })),
  );
});

test('openings by three processes of one id succeed once', async (t) => {
  const { url, storeOf } = await openThree(t);
  const requests = Array.from({ length: 12 }, (_, index) => () => {
    return openRaffle(storeOf(index), { raffleId: index % 2 === 0 ? 'spring' : 'Spring' });
  });
  const outcomes = await sendTogether(url, 'raffles', requests, 3);
  t.deepEqual(count(outcomes), { done: 1, 'raffle-exists': 11 });
});

test('a read through one process shows what another one has confirmed before', async (t) => {
  const { storeOf } = await openThree(t);
  await openRaffle(storeOf(0));
  for (let sale = 1; sale <= 30; sale += 1) {
    await buy(storeOf(sale), `p${sale}`);
    const reader = storeOf(sale + 1);
    t.is((await reader.find('spring'))?.pool.size, sale);
    t.is((await reader.list())[0]?.pool.size, sale);
    t.is((await reader.findLog('spring'))?.size, sale + 1);
  }
});

test('subscribers hear of changes and deletions by other processes', async (t) => {
  const { stores } = await openThree(t);
  const [one, two] = stores;
  const seen: string[] = [];
  const heard = (text: string) =>
    new Promise<void>((resolve) => {
      const check = (said: string) => {
        seen.push(said);
        if (said === text) resolve();
      };
      one.subscribe(({ opened, version }) => check(`${opened.raffleId} ${version}`));
      one.subscribeToDeletions((id) => check(`${id} deleted`));
    });
  const deleted = heard('spring deleted');
  await openRaffle(two, { rehearsal: true });
  await buy(two, 'ann');
  await buy(two, 'ben');
  await two.delete('spring');
  await deleted;
  t.is(seen.at(-1), 'spring deleted');
  t.is(new Set(seen).size, seen.length);
  t.is(await one.find('spring'), undefined);
});
