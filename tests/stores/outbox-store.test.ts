import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { LowdbOutboxStore } from '../../services/raffle/stores/lowdb/outbox-store.ts';
import { logStart, type MailBatch } from '../../services/raffle/stores/outbox-store.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';

const at = '2026-03-01T09:00:00.000Z';

async function open(t: ExecutionContext, path = temporaryFolder(t)) {
  const { folder, close } = await openFolder(t, path);
  return { path, close, store: await LowdbOutboxStore.load<string>(folder) };
}

const mail = (id: string, raffle = 'spring') => ({
  id,
  raffle,
  to: { account: `account of ${id}` },
  at,
  queuedAt: at,
  content: `text of ${id}`,
});

/** The mails of entry `index`, one per id. */
const batch = (index: number, ...ids: string[]): MailBatch<string> => ({
  raffle: 'spring',
  from: index === 0 ? logStart : { entry: index, offset: 0 },
  to: { entry: index + 1, offset: 0 },
  mails: ids.map((id) => mail(id)),
});

const idsOf = ({ state }: LowdbOutboxStore<string>) => [...state.waiting.keys()];

test('queued mails and the position in the log are there after a restart', async (t) => {
  const first = await open(t);
  t.true(await first.store.enqueue(batch(0, 'a', 'b')));
  await first.close();
  const { store } = await open(t, first.path);
  t.deepEqual([...store.state.waiting.values()], [mail('a'), mail('b')]);
  t.deepEqual(store.state.raffles.get('spring'), {
    next: { entry: 1, offset: 0 },
    sent: 0,
    failed: 0,
  });
});

test('the mails of a part of a log are queued once, also after they were sent and a restart', async (t) => {
  const first = await open(t);
  const both = await Promise.all([
    first.store.enqueue(batch(0, 'a')),
    first.store.enqueue(batch(0, 'a')),
  ]);
  t.deepEqual(both, [true, false]);
  await first.store.settle('a', 'sent');
  t.false(await first.store.enqueue(batch(0, 'a')));
  await first.close();
  const { store } = await open(t, first.path);
  t.false(await store.enqueue(batch(0, 'a')));
  t.deepEqual(idsOf(store), []);
});

test('a batch that does not begin where the last one ended is refused', async (t) => {
  const { store } = await open(t);
  t.false(await store.enqueue(batch(1, 'b')));
  t.true(await store.enqueue(batch(0, 'a')));
  t.true(await store.enqueue(batch(1, 'b')));
  t.deepEqual(idsOf(store), ['a', 'b']);
});

test('an event with many recipients is queued in parts', async (t) => {
  const { store } = await open(t);
  const half = { entry: 0, offset: 1 };
  const whole = batch(0, 'a');
  t.true(await store.enqueue({ ...whole, to: half }));
  t.false(await store.enqueue({ ...whole, to: half }));
  t.true(await store.enqueue({ ...batch(0, 'b'), from: half }));
  t.deepEqual(idsOf(store), ['a', 'b']);
  t.deepEqual(store.state.raffles.get('spring')?.next, { entry: 1, offset: 0 });
});

test('a settled mail is removed and counted, once', async (t) => {
  const first = await open(t);
  await first.store.enqueue(batch(0, 'a', 'b', 'c'));
  await Promise.all([
    first.store.settle('a', 'sent'),
    first.store.settle('a', 'sent'),
    first.store.settle('b', 'failed'),
    first.store.settle('unknown', 'sent'),
  ]);
  await first.close();
  const { store } = await open(t, first.path);
  t.deepEqual(idsOf(store), ['c']);
  const { sent, failed } = store.state.raffles.get('spring')!;
  t.deepEqual({ sent, failed }, { sent: 1, failed: 1 });
});

test('an outbox that is turned off drops its mails and takes no more', async (t) => {
  const first = await open(t);
  await first.store.enqueue(batch(0, 'a'));
  await first.store.turnOff();
  t.deepEqual(idsOf(first.store), []);
  t.false(await first.store.enqueue(batch(1, 'b')));
  await first.close();
  const { store } = await open(t, first.path);
  t.false(store.state.isOn);
});

test('after it is turned on again, nothing is mailed about what happened meanwhile', async (t) => {
  const { store } = await open(t);
  await store.enqueue(batch(0, 'a'));
  await store.turnOff();
  const sizes = new Map([
    ['spring', 5],
    ['autumn', 2],
  ]);
  await store.turnOn(sizes);
  t.false(await store.enqueue(batch(1, 'b')));
  t.true(await store.enqueue(batch(5, 'f')));
  t.deepEqual(store.state.raffles.get('autumn')?.next, { entry: 2, offset: 0 });
});

test('turning an outbox on that is on changes nothing', async (t) => {
  const { store } = await open(t);
  await store.turnOn(new Map([['spring', 5]]));
  t.true(await store.enqueue(batch(0, 'a')));
});

test('the journal stays short, and a compacted one holds the same state', async (t) => {
  const first = await open(t);
  const sizes: number[] = [];
  await first.store.enqueue(batch(0, 'stays'));
  for (let index = 1; index <= 3_000; index += 1) {
    const id = `m${index}`;
    void first.store.enqueue(batch(index, id));
    const settled = first.store.settle(id, index % 3 === 0 ? 'failed' : 'sent');
    if (index % 100 === 0) {
      await settled;
      sizes.push(statSync(join(first.path, 'outbox.journal')).size);
    }
  }
  const before = first.store.state;
  await first.close();
  t.true(Math.max(...sizes) < 600_000, `${Math.max(...sizes)} bytes`);
  const { store } = await open(t, first.path);
  t.deepEqual(store.state, before);
  t.deepEqual(store.state.raffles.get('spring'), {
    next: { entry: 3_001, offset: 0 },
    sent: 2_000,
    failed: 1_000,
  });
  t.deepEqual(idsOf(store), ['stays']);
});

test('an unfinished write at the end is dropped, with its position and its mails', async (t) => {
  const first = await open(t);
  await first.store.enqueue(batch(0, 'a'));
  const journal = join(first.path, 'outbox.journal');
  const before = first.store.state;
  await first.close();
  const confirmed = readFileSync(journal);
  const second = await open(t, first.path);
  await second.store.enqueue(batch(1, 'b'));
  await second.close();
  const unfinished = readFileSync(journal).subarray(confirmed.length, -10);

  const other = await open(t);
  await other.store.enqueue(batch(0, 'a'));
  await other.close();
  appendFileSync(join(other.path, 'outbox.journal'), unfinished);
  const { store } = await open(t, other.path);
  t.deepEqual(store.state, before);
  t.true(await store.enqueue(batch(1, 'b')));
});
