import test from 'ava';
import fc from 'fast-check';
import type { Entry } from '../../services/raffle/domain/entries.ts';
import { SalesTable } from '../../services/raffle/domain/sales-table.ts';
import { createEntryCodec } from '../../services/raffle/stores/codecs.ts';
import { leafOf } from '../../services/raffle/stores/log-tree.ts';
import { SaleRowReader } from '../../services/raffle/stores/sale-row-reader.ts';
import { closed, now, opened, signed, sold, voided } from '../support/given.ts';

const id = '0123456789abcdefghij-_';

function lineOf(entry: Entry): string {
  return createEntryCodec({ leafAt: () => undefined }).encode(entry, 0);
}

/** Reads a line between two others. */
function readLine(reader: SaleRowReader, line: string): boolean {
  const text = Buffer.from(line);
  const bytes = Buffer.concat([Buffer.from('}\n'), text, Buffer.from('\n}}')]);
  return reader.read(bytes, 2, 2 + text.length);
}

test('a line is read into a row as JSON.parse reads it, and has its leaf', (t) => {
  const ids = fc.oneof(
    fc.stringMatching(/^[\w-]{22}$/),
    fc.string({ unit: 'binary-ascii', minLength: 20, maxLength: 22 }),
    fc.string({ unit: 'binary', minLength: 20, maxLength: 22 }),
  );
  const at = fc.oneof(fc.constant(now), fc.string({ minLength: 23, maxLength: 24 }));
  const count = fc.integer({ min: 1, max: 2_000_000_000 });
  const slot = fc.option(count, { nil: undefined });
  const usual = fc.record({ account: ids, key: ids, at, number: count, slot, holder: ids });
  // One row serves all lines, with and without a slot.
  const reader = new SaleRowReader();
  let rows = 0;
  fc.assert(
    fc.property(usual, ({ slot: some, ...members }) => {
      const sale = sold(1, { ...members, ...(some === undefined ? {} : { slot: some }) });
      const line = lineOf(sale);
      if (!readLine(reader, line)) return;
      rows += 1;
      const { public: leaf, private: secret } = JSON.parse(line);
      const table = new SalesTable();
      table.push(reader.row);
      t.deepEqual(table.at(0), { ...leaf, ...secret });
      t.deepEqual([reader.row.number, reader.row.holder], [sale.number, sale.holder]);
      t.is(reader.row.at, sale.at);
      t.is(reader.leaf, leafOf(sale));
    }),
    { numRuns: 1000 },
  );
  t.true(rows > 0);
  for (const slots of [{ slot: 2 }, {}]) {
    const sale = sold(1, { holder: id, account: id, key: id, ...slots });
    t.true(readLine(reader, lineOf(sale)));
    const table = new SalesTable();
    table.push(reader.row);
    t.deepEqual(table.at(0), sale);
  }
  for (const escape of ['\\u0041', '\\"', '\u{e9}']) {
    const length = Buffer.byteLength(escape);
    const line = lineOf(sold(1, { holder: id, account: id, key: id }));
    t.true(readLine(reader, line));
    t.false(readLine(reader, line.replace(id, escape + id.slice(length))), escape);
  }
});

test('a line that is no sale to a participant is not read into a row', (t) => {
  const reader = new SaleRowReader();
  const operatorSignature = signed();
  const desk: Entry = {
    ...sold(1, { holder: id, key: id }),
    account: id,
    desk: true,
    operatorSignature,
  };
  for (const entry of [opened(), desk, voided(1, { operatorSignature }), closed(3)]) {
    t.false(readLine(reader, lineOf(entry)), entry.type);
  }
  const line = lineOf(sold(1, { holder: id, account: id, key: id, slot: 2 }));
  t.true(readLine(reader, line));
  for (const other of [
    `${line} `,
    line.slice(1),
    line.slice(0, -1),
    line.replace('"number":1', '"number":01'),
    line.replace('"number":1', '"number":'),
    line.replace('"number":1', '"number":1234567890'),
    line.replace('"slot":2', '"slot":0'),
    line.replace('"slot":2', '"slot":2,"paid":true'),
    line.replace(id, id.slice(1)),
  ]) {
    t.false(readLine(reader, other), other);
  }
});
