import AsyncLock from 'async-lock';
import test from 'ava';
import fc from 'fast-check';
import type { Low } from 'lowdb';
import { CommitQueue } from '../../services/raffle/stores/lowdb/commit-queue.ts';
import type { JournalData } from '../../services/raffle/stores/lowdb/journal-file.ts';
import { StoreUnavailable } from '../../services/raffle/stores/raffle-store.ts';

/** A queue whose state is the sum of its entries; the test ends each flush. */
function createSum({ waitingMax = 1_000, isListenerBroken = false, lastOfBatch = NaN } = {}) {
  const flushes: { resolve(): void; reject(cause: unknown): void }[] = [];
  const published: number[] = [];
  const failures: unknown[] = [];
  const listenerErrors: unknown[] = [];
  const db = {
    data: { entries: [] as number[] },
    write: () =>
      new Promise<void>((resolve, reject) => {
        flushes.push({ resolve, reject });
      }),
  } as unknown as Low<JournalData<number>>;
  const queue = new CommitQueue<number, number>({
    db,
    lock: new AsyncLock(),
    lockKey: 'sum',
    waitingMax,
    state: 0,
    evolve: (sum, entry) => sum + entry,
    endsBatch: (added) => added.includes(lastOfBatch),
    onCommit: (sum) => {
      published.push(sum);
      if (isListenerBroken) throw new TypeError('broken listener');
    },
    onListenerError: (cause) => listenerErrors.push(cause),
    onFailure: (cause) => failures.push(cause),
  });
  /** Adds one if the sum is below a limit. Answers the sum before. */
  const addBelow = (limit: number) =>
    queue.change((sum) => {
      if (sum >= limit) throw new RangeError('full');
      return { entries: [1], answer: sum };
    });
  return { queue, db, flushes, published, failures, listenerErrors, addBelow };
}

/** Waits for one turn of the event loop. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('commit() gives each change of a batch the state right after its own entries', async (t) => {
  const { queue, flushes } = createSum();
  const add = (entries: number[]) => queue.commit(() => ({ entries, answer: entries.length }));
  const committed = Promise.all([add([1, 1]), add([]), add([5])]);
  await settle();
  flushes[0]!.resolve();
  t.deepEqual(await committed, [
    { answer: 2, state: 2 },
    { answer: 0, state: 2 },
    { answer: 1, state: 7 },
  ]);
});

test('nothing is answered, refused or visible before the flush has ended', async (t) => {
  const { queue, flushes, published, addBelow } = createSum();
  const answers: unknown[] = [];
  void addBelow(1).then((answer) => answers.push(answer));
  void addBelow(1).catch((refusal: Error) => answers.push(refusal.message));
  await settle();
  t.is(flushes.length, 1);
  t.deepEqual([answers, published, queue.state], [[], [], 0]);
  flushes[0]!.resolve();
  await settle();
  t.deepEqual([answers, published, queue.state], [[0, 'full'], [1], 1]);
});

test('changes that arrive during a flush form the next batch, with one flush', async (t) => {
  const { flushes, addBelow, db } = createSum();
  const first = addBelow(100);
  await settle();
  const others = Array.from({ length: 20 }, () => addBelow(100));
  await settle();
  t.is(flushes.length, 1);
  flushes[0]!.resolve();
  await first;
  await settle();
  t.is(flushes.length, 2);
  flushes[1]!.resolve();
  t.deepEqual(
    await Promise.all(others),
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  t.deepEqual(db.data, { entries: [], from: 21 });
});

test('an entry that ends its batch leaves later changes to the next one, in order', async (t) => {
  const { queue, flushes, published } = createSum({ lastOfBatch: 7 });
  const add = (entry: number) =>
    queue.change((sum) => {
      if (sum > 100) throw new RangeError('full');
      return { entries: [entry], answer: sum };
    });
  const changes = [add(1), add(7), add(2), add(200), add(3)];
  await settle();
  t.is(flushes.length, 1);
  flushes[0]!.resolve();
  await changes[1];
  t.deepEqual(published, [8]);
  await settle();
  t.is(flushes.length, 2);
  const late = add(4);
  flushes[1]!.resolve();
  t.deepEqual(await Promise.all(changes.slice(0, 4)), [0, 1, 8, 10]);
  for (const refused of [changes[4]!, late]) await t.throwsAsync(refused, { message: 'full' });
  t.deepEqual([published, queue.state], [[8, 210], 210]);
});

test('changes that an ended batch left waiting fail with it', async (t) => {
  const { queue, flushes, failures } = createSum({ lastOfBatch: 7 });
  const changes = [7, 1].map((entry) => queue.change(() => ({ entries: [entry], answer: 0 })));
  await settle();
  flushes[0]!.reject(new Error('EIO'));
  for (const change of changes) {
    await t.throwsAsync(change, { instanceOf: StoreUnavailable, code: 'outcome-unknown' });
  }
  await settle();
  t.deepEqual([flushes.length, failures.length, queue.state], [1, 1, 0]);
});

test('a batch of refusals needs no flush', async (t) => {
  const { flushes, addBelow } = createSum();
  await t.throwsAsync(addBelow(0), { instanceOf: RangeError });
  t.is(flushes.length, 0);
});

test('after a failed flush all waiting and later changes fail with outcome-unknown, and nothing is written again', async (t) => {
  const { queue, flushes, failures, published, addBelow } = createSum();
  const first = addBelow(100);
  await settle();
  const waiting = addBelow(100);
  flushes[0]!.reject(new Error('EIO'));
  for (const change of [first, waiting, addBelow(100)]) {
    await t.throwsAsync(change, { instanceOf: StoreUnavailable, code: 'outcome-unknown' });
  }
  await settle();
  t.is(flushes.length, 1);
  t.is(failures.length, 1);
  t.deepEqual([queue.state, published], [0, []]);
});

test('a listener that throws is reported and affects neither answers nor later changes', async (t) => {
  const { queue, flushes, published, failures, listenerErrors, addBelow } = createSum({
    isListenerBroken: true,
  });
  const first = addBelow(100);
  await settle();
  flushes[0]!.resolve();
  t.is(await first, 0);
  const second = addBelow(100);
  await settle();
  flushes[1]!.resolve();
  t.is(await second, 1);
  t.deepEqual([queue.state, published, failures], [2, [1, 2], []]);
  t.is(listenerErrors.length, 2);
});

test('changes beyond waitingMax are refused as overloaded, and the others are carried out', async (t) => {
  const { flushes, addBelow } = createSum({ waitingMax: 3 });
  const first = addBelow(100);
  await settle();
  const waiting = Array.from({ length: 3 }, () => addBelow(100));
  await t.throwsAsync(addBelow(100), { instanceOf: StoreUnavailable, code: 'overloaded' });
  flushes[0]!.resolve();
  await settle();
  flushes[1]!.resolve();
  t.deepEqual(await Promise.all([first, ...waiting]), [0, 1, 2, 3]);
});

test('every change sees all earlier ones, in any interleaving of arrivals and flushes', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 12 }), async (scheduler, limit) => {
      const { queue, db, addBelow } = createSum();
      db.write = () => scheduler.schedule(Promise.resolve(), 'flush');
      const wishes = Array.from({ length: 20 }, (_, index) =>
        scheduler.schedule(Promise.resolve(), `arrival ${index}`).then(() => addBelow(limit)),
      );
      const outcomes = Promise.allSettled(wishes);
      await scheduler.waitFor(outcomes);
      const answers = (await outcomes).flatMap((outcome) =>
        outcome.status === 'fulfilled' ? [outcome.value] : [],
      );
      const expected = Array.from({ length: limit }, (_, index) => index);
      t.deepEqual(
        answers.toSorted((left, right) => left - right),
        expected,
      );
      t.is(queue.state, limit);
      t.is(db.data.from, limit);
    }),
    { numRuns: 100 },
  );
});
