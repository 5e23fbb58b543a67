import test, { type ExecutionContext } from 'ava';
import { logStart, type QueuedMail } from '../../../services/raffle/stores/outbox-store.ts';
import {
  PostgresOutboxStore,
  readMailCounts,
} from '../../../services/raffle/stores/postgres/outbox-store.ts';
import { createTestDatabase, openDatabase, runSql } from '../../support/postgres.ts';

const at = '2026-05-01T12:00:00.000Z';
const mail = (id: string): QueuedMail<string> => ({
  id,
  raffle: 'fair',
  to: { account: 'a' },
  at,
  queuedAt: at,
  content: 'text',
});
const to = { entry: 3, offset: 1 };

/** Opens stores of a database; each begins the next term, as another process would. */
async function openOutbox(t: ExecutionContext) {
  const url = await createTestDatabase(t);
  const failures: unknown[] = [];
  const begin = async () => {
    const [row] = await runSql<{ term: number }>(
      url,
      'UPDATE raffle.leadership SET term = term + 1 RETURNING term::integer',
    );
    const database = openDatabase(t, url);
    const onFailure = (cause: unknown) => void failures.push(cause);
    return PostgresOutboxStore.load<string>({ database, term: row!.term, onFailure });
  };
  const count = async () => (await readMailCounts(openDatabase(t, url))).get('fair');
  return { url, begin, count, failures };
}

const idsOf = ({ state }: PostgresOutboxStore<string>) => [...state.waiting.keys()];

test('the next term finds the mails that wait, in order, and how far the log was read', async (t) => {
  const { begin, count } = await openOutbox(t);
  const first = await begin();
  const mails = ['c', 'a', 'b'].map(mail);
  t.true(await first.enqueue({ raffle: 'fair', from: logStart, to, mails }));
  t.true(await first.take('c'));
  await first.settle('c', 'sent');
  await first.settle('c', 'sent');
  await first.settle('a', 'failed');
  const second = await begin();
  t.deepEqual(idsOf(second), ['b']);
  t.deepEqual(second.state.waiting.get('b'), mail('b'));
  t.deepEqual(second.state.raffles.get('fair'), { next: to, sent: 1, failed: 1 });
  t.deepEqual(second.state.raffles, first.state.raffles);
  t.deepEqual(await count(), { next: to, sent: 1, failed: 1, waiting: 1, oldestQueuedAt: at });
});

test('mails of a part of a log are queued once', async (t) => {
  const { begin } = await openOutbox(t);
  const store = await begin();
  const batch = { raffle: 'fair', from: logStart, to, mails: [mail('a')] };
  const outcomes = await Promise.all([1, 2, 3].map(() => store.enqueue(batch)));
  t.is(outcomes.filter(Boolean).length, 1);
  t.true(await store.enqueue({ ...batch, from: to, to: { entry: 9, offset: 0 }, mails: [] }));
  t.deepEqual(idsOf(store), ['a']);
  t.deepEqual((await begin()).state.raffles.get('fair')?.next, { entry: 9, offset: 0 });
});

test('after its term a process queues, takes and settles nothing', async (t) => {
  const { begin, failures } = await openOutbox(t);
  const first = await begin();
  await first.enqueue({ raffle: 'fair', from: logStart, to, mails: [mail('a')] });
  t.true(await first.take('a'));
  const second = await begin();
  t.false(await first.take('a'));
  t.false(
    await first.enqueue({ raffle: 'fair', from: to, to: { entry: 5, offset: 0 }, mails: [] }),
  );
  await first.settle('a', 'sent');
  t.deepEqual(idsOf(await begin()), ['a'], 'the mail is still there');
  t.false(await second.take('a'));
  t.deepEqual(failures, []);
});

test('a failure of the database is reported, because the state may be out of date', async (t) => {
  const { url, begin, failures } = await openOutbox(t);
  const store = await begin();
  await runSql(url, 'ALTER TABLE raffle.mails RENAME TO gone');
  await t.throwsAsync(store.enqueue({ raffle: 'fair', from: logStart, to, mails: [mail('a')] }));
  t.is(failures.length, 1);
  t.deepEqual(idsOf(store), []);
});

test('an outbox that is turned on mails nothing about what happened before', async (t) => {
  const { begin } = await openOutbox(t);
  const store = await begin();
  await store.enqueue({ raffle: 'fair', from: logStart, to, mails: [mail('a')] });
  await store.turnOff();
  t.deepEqual([store.state.isOn, idsOf(store)], [false, []]);
  const off = await begin();
  t.deepEqual([off.state.isOn, idsOf(off)], [false, []]);
  t.false(await off.enqueue({ raffle: 'fair', from: to, to: { entry: 5, offset: 0 }, mails: [] }));
  await off.turnOn(new Map([['fair', 7]]));
  const on = await begin();
  t.is(on.state.isOn, true);
  t.deepEqual(on.state.raffles.get('fair')?.next, { entry: 7, offset: 0 });
});
