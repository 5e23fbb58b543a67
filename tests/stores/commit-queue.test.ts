import AsyncLock from 'async-lock';
import test from 'ava';
import fc from 'fast-check';
import type { Low } from 'lowdb';
import { CommitQueue } from '../../services/raffle/stores/lowdb/commit-queue.ts';
import type { Log } from '../../services/raffle/stores/lowdb/journal-file.ts';
import { StoreUnavailable } from '../../services/raffle/stores/store-unavailable.ts';

/** A log of numbers that adds up to their sum, on a disk the test moves by hand. */
function createSum({ waitingMax = 1_000 } = {}) {
  const flushes: { resolve(): void; reject(cause: unknown): void }[] = [];
  const published: number[] = [];
  const failures: unknown[] = [];
  const db = {
    data: { entries: [] as number[] },
    write: () =>
      new Promise<void>((resolve, reject) => {
        flushes.push({ resolve, reject });
      }),
  } as unknown as Low<Log<number>>;
  const queue = new CommitQueue<number, number>({
    db,
    lock: new AsyncLock(),
    lockKey: 'sum',
    waitingMax,
    initial: 0,
    evolve: (sum, entry) => sum + entry,
    onCommit: (sum) => published.push(sum),
    onFailure: (cause) => failures.push(cause),
  });
  /** Adds one where the sum is still below a limit, and says what the sum was. */
  const addBelow = (limit: number) =>
    queue.change((sum) => {
      if (sum >= limit) throw new RangeError('full');
      return { entries: [1], answer: sum };
    });
  return { queue, db, flushes, published, failures, addBelow };
}

/** Lets everything that can happen now happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('nothing is answered, refused or shown before the disk has it', async (t) => {
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

test('what comes during a flush is the next batch, with one flush of its own', async (t) => {
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
  t.is(db.data.entries.length, 21);
});

test('a batch of refusals alone needs no flush', async (t) => {
  const { flushes, addBelow } = createSum();
  await t.throwsAsync(addBelow(0), { instanceOf: RangeError });
  t.is(flushes.length, 0);
});

test('after a failed flush every waiting and every later change is of unknown outcome, and nothing is written again', async (t) => {
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

test('more changes than may wait are refused as overloaded, and the others are carried out', async (t) => {
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

test('however arrivals and flushes interleave, each change sees all before it', async (t) => {
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
      t.is(db.data.entries.length, limit);
    }),
    { numRuns: 100 },
  );
});
