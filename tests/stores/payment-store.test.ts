import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { temporaryFolder } from '../support/service.ts';

const at = '2026-05-01T12:00:00.000Z';
const mark = (sales: number[], paid = true, raffle = 'fair') =>
  ({ raffle, sales, paid, by: 'key', at }) as const;

async function openPayments(t: ExecutionContext, path = temporaryFolder(t)) {
  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  const payments = await LowdbPaymentStore.load(folder);
  const list = (raffle = 'fair') =>
    Array.from({ length: 10 }, (_, sale) => sale).filter((sale) => payments.isPaid(raffle, sale));
  const size = () => statSync(join(path, 'payments.journal')).size;
  return { path, folder, payments, list, size };
}

test('marks are kept by raffle and sale, and are read after a restart', async (t) => {
  const { path, folder, payments, list } = await openPayments(t);
  await payments.mark(mark([1, 2, 3]));
  await payments.mark(mark([2], false));
  await payments.mark(mark([5], true, 'other'));
  t.deepEqual([list(), list('other'), list('none')], [[1, 3], [5], []]);
  await folder.close();
  const again = await openPayments(t, path);
  t.deepEqual([again.list(), again.list('other')], [[1, 3], [5]]);
});

test('a mark that changes nothing is not written', async (t) => {
  const { payments, size } = await openPayments(t);
  const empty = size();
  await payments.mark(mark([1], false));
  t.is(size(), empty);
  await payments.mark(mark([1, 2]));
  const before = size();
  await payments.mark(mark([2, 1]));
  await payments.mark(mark([]));
  t.is(size(), before);
});

test('an initial mark changes no sale that was marked before, also as not paid', async (t) => {
  const { path, folder, payments, list } = await openPayments(t);
  await payments.mark(mark([1, 2]), { isInitial: true });
  await payments.mark(mark([1], false));
  await payments.mark(mark([1, 2, 3]), { isInitial: true });
  t.deepEqual(list(), [2, 3]);
  await folder.close();
  const again = await openPayments(t, path);
  await again.payments.mark(mark([1]), { isInitial: true });
  t.deepEqual(again.list(), [2, 3]);
});

test('marks that arrive together are decided in order and written in one batch', async (t) => {
  const { path, payments, list } = await openPayments(t);
  const readBatches = () =>
    readFileSync(join(path, 'payments.journal'), 'latin1').split('\nf ').length;
  const before = readBatches();
  await Promise.all([
    payments.mark(mark([1, 2])),
    payments.mark(mark([2], false)),
    payments.mark(mark([3])),
  ]);
  t.deepEqual(list(), [1, 3]);
  t.is(readBatches(), before + 1);
});
