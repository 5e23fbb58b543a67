import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { DeskSale } from '../../services/raffle/domain/entries.ts';
import { DataFolder } from '../../services/raffle/stores/lowdb/data-folder.ts';
import { LowdbPaymentStore } from '../../services/raffle/stores/lowdb/payment-store.ts';
import { sold } from '../support/given.ts';
import { temporaryFolder } from '../support/service.ts';

const at = '2026-05-01T12:00:00.000Z';
const mark = (sales: number[], paid = true, raffle = 'fair') =>
  ({ raffle, sales, paid, by: 'key', at }) as const;

async function openPayments(t: ExecutionContext, path = temporaryFolder(t)) {
  const folder = DataFolder.open(path);
  t.teardown(() => folder.close());
  const payments = await LowdbPaymentStore.load(folder);
  const list = (raffle = 'fair') =>
    Array.from({ length: 10 }, (_, index) => index).filter((index) =>
      payments.readPayments(raffle)({ index, ticket: sold(index) }),
    );
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

test('a mark that a sale has already is not written', async (t) => {
  const { payments, size } = await openPayments(t);
  await payments.mark(mark([1, 2]));
  await payments.mark(mark([3], false));
  const before = size();
  await payments.mark(mark([2, 1]));
  await payments.mark(mark([3], false));
  await payments.mark(mark([]));
  t.is(size(), before);
});

test('a sale at a desk is paid as its entry says, until it is marked', async (t) => {
  const { path, folder, payments } = await openPayments(t);
  const sale: DeskSale = {
    type: 'ticket-sold',
    number: 1,
    holder: 'dee',
    desk: true,
    key: 'desk',
    at,
    operatorSignature: null,
  };
  const unpaid = { index: 1, ticket: sale };
  const paid = { index: 2, ticket: { ...sale, paid: true } as const };
  t.false(payments.readPayments('fair')(unpaid));
  t.true(payments.readPayments('fair')(paid));
  await payments.mark(mark([2], false));
  t.false(payments.readPayments('fair')(paid));
  await folder.close();
  const again = await openPayments(t, path);
  t.false(again.payments.readPayments('fair')(paid));
  t.true(again.payments.readPayments('other')(paid));
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
