import test from 'ava';
import fc from 'fast-check';
import type { DeskSale, TicketSold } from '../../services/raffle/domain/entries.ts';
import { Pool } from '../../services/raffle/domain/pool.ts';
import { isSameSale, SalesTable } from '../../services/raffle/domain/sales-table.ts';
import { now, signed, sold } from '../support/given.ts';

/** An id as the service makes it. */
const realId = (name: number) => Buffer.alloc(16, name).toString('base64url');

/** A sale as the service makes it. */
const realSale = (number: number, facts: object = {}) =>
  sold(number, { holder: realId(1), account: realId(2), key: realId(3), ...facts });

function deskSale(facts: Partial<DeskSale> = {}): DeskSale {
  const { account, ...sale } = realSale(1);
  return { ...sale, account, desk: true, operatorSignature: signed(), ...facts };
}

function tableOf(sales: readonly TicketSold[]): SalesTable {
  const table = new SalesTable();
  for (const sale of sales) table.push(sale);
  return table;
}

test('a table has every sale as it was added, whatever its texts', (t) => {
  const id = fc.oneof(
    fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((b) => Buffer.from(b).toString('base64url')),
    fc.string({ unit: 'binary', minLength: 20, maxLength: 24 }),
    fc.string({ maxLength: 3 }),
  );
  const at = fc.oneof(
    fc.constant(now),
    fc.string({ unit: 'binary', minLength: 24, maxLength: 24 }),
  );
  const count = fc.oneof(fc.nat({ max: 2 ** 32 }), fc.constant(2 ** 32 - 1));
  const slot = fc.option(count, { nil: undefined });
  const sale = fc
    .record({ holder: id, account: id, key: id, at, number: count, slot, isDesk: fc.boolean() })
    .map(({ slot: some, isDesk, ...facts }) => {
      const members = { ...facts, ...(some === undefined ? {} : { slot: some }) };
      return isDesk ? deskSale(members) : sold(1, members);
    });
  fc.assert(
    fc.property(fc.array(sale, { maxLength: 20 }), (sales) => {
      const table = tableOf(sales);
      t.is(table.length, sales.length);
      t.deepEqual(
        sales.map((_, place) => table.at(place)),
        sales,
      );
      t.deepEqual(
        sales.map((_, place) => table.holderOf(place)),
        sales.map(({ holder }) => holder),
      );
    }),
  );
});

test('a table has a sale with a character that does not fit into a row', (t) => {
  const sales = ['\u{141}', '\u{ff}', '\u{2028}'].flatMap((character) => [
    realSale(1, { holder: character + realId(1).slice(1) }),
    realSale(2, { at: now.slice(1) + character }),
  ]);
  const table = tableOf(sales);
  t.deepEqual(
    sales.map((_, place) => table.at(place)),
    sales,
  );
});

test('a table keeps sales apart in more than one piece of memory', (t) => {
  const sales = Array.from({ length: 600 }, (_, place) =>
    realSale(place + 1, { key: realId(place % 250), ...(place % 3 === 0 ? { slot: 2 } : {}) }),
  );
  const table = tableOf(sales);
  t.deepEqual(
    sales.map((_, place) => table.at(place)),
    sales,
  );
  t.deepEqual(
    [table.at(-1), table.at(600), table.holderOf(600)],
    [undefined, undefined, undefined],
  );
});

test('a sale as the service makes it is stored in a row, and not as an object', (t) => {
  const sale = realSale(1);
  t.not(tableOf([sale]).at(0), sale);
  // A sale at a desk has its operator's signature.
  const atDesk = deskSale();
  t.is(tableOf([atDesk]).at(0), atDesk);
});

test('a pool finds the log index of a sale that it reads from a row, and of no other', (t) => {
  const atDesk = deskSale({ number: 2 });
  const pool = Pool.from().with(realSale(1), 4).with(atDesk, 9);
  t.deepEqual(pool.indexesOf([atDesk, realSale(1)]), [9, 4]);
  for (const other of [
    realSale(2),
    realSale(1, { key: realId(4) }),
    realSale(1, { account: realId(4) }),
    { ...atDesk },
  ]) {
    t.throws(() => pool.indexesOf([other]), { instanceOf: RangeError });
  }
  t.false(isSameSale(realSale(1), realSale(1, { holder: realId(4) })));
});
