import test from 'ava';
import fc from 'fast-check';
import { canonicalJson } from '#proof/canonical-json.ts';
import type { DeskSale, Entry } from '../../services/raffle/domain/entries.ts';
import { publicPart } from '../../services/raffle/domain/public-part.ts';
import { createEntryCodec, createEntryDecoder } from '../../services/raffle/stores/codecs.ts';
import { readSaleLine } from '../../services/raffle/stores/sale-line.ts';
import { leafOf } from '../../services/raffle/stores/log-tree.ts';
import {
  amended,
  beacon,
  cancelled,
  claimed,
  closed,
  drawn,
  forfeited,
  now,
  opened,
  seal,
  secret,
  signed,
  sold,
  voided,
} from '../support/given.ts';

function deskSale(facts: Partial<DeskSale> = {}): DeskSale {
  return {
    type: 'ticket-sold',
    number: 3,
    holder: 'dee',
    desk: true,
    key: 'desk',
    at: now,
    operatorSignature: signed(),
    ...facts,
  };
}

const buyer = { email: 'dee@example.org', name: 'Dee', phone: '123' };
const notice = { organiser: 'School', price: { amount: 200, currency: 'GBP' } };

/** One entry of every kind, with all members that it can have. */
const entries: Entry[] = [
  opened({ operatorSignature: signed(), rehearsal: true, onePrizePerPerson: true, notice }),
  amended({ title: 'New', notice: null, prizes: ['A', 'B'] }, { operatorSignature: signed() }),
  sold(1),
  sold(2, { slot: 2 }),
  deskSale(),
  deskSale({ number: 4, account: 'dee@', buyer, paid: true, slot: 2 }),
  voided(1, { operatorSignature: signed() }),
  closed(3, { cause: 'schedule' }),
  closed(3, { seal, secret, operatorSignature: signed() }),
  drawn(3, [{ ticketNumber: 2 }, { ticketNumber: 3, holder: 'dee' }], {
    reveal: { ...secret, beacon },
    operatorSignature: signed(),
  }),
  claimed(1, 2, { operatorSignature: signed() }),
  forfeited(2, 3, { operatorSignature: signed() }),
  cancelled({ operatorSignature: signed() }),
];

function encode(some: readonly Entry[]): string[] {
  const { encode: write } = createEntryCodec({ leafAt: () => undefined });
  return some.map(write);
}

function decode(lines: readonly string[]): Entry[] {
  return lines.map(createEntryDecoder());
}

test('a journal holds every entry with all its members', (t) => {
  t.deepEqual(decode(encode(entries)), entries);
});

test('the public part of a line is the leaf, and the private part is not in it', (t) => {
  for (const [index, line] of encode(entries).entries()) {
    t.true(line.startsWith(`{"public":${leafOf(entries[index]!)},"private":`), line);
    const leaf = JSON.stringify(JSON.parse(line).public);
    for (const text of ['dee@', 'Dee', '123', 'intent', secret.nonce]) {
      const isRevealed = entries[index]!.type === 'raffle-drawn' && text === secret.nonce;
      t.is(leaf.includes(`"${text}"`), isRevealed, `${leaf} ${text}`);
    }
  }
});

test('the signature of an order that voids many tickets is stored once, and read for each', (t) => {
  const operatorSignature = signed({ body: 'x'.repeat(10_000) });
  const voids = [1, 2, 3].map((number) => voided(number, { operatorSignature }));
  const lines = encode([sold(9), ...voids]);
  t.true(lines.slice(2).every((line) => line.length < 300));
  const read = decode(lines);
  t.deepEqual(read, [sold(9), ...voids]);
  const signatures = read
    .slice(1)
    .map((entry) => 'operatorSignature' in entry && entry.operatorSignature);
  t.true(signatures.every((signature) => signature === signatures[0]));
});

test('an equal signature after another entry, or of a later batch, is stored again', (t) => {
  const operatorSignature = signed();
  const [first, second] = [voided(1, { operatorSignature }), voided(2, { operatorSignature })];
  for (const between of [sold(1), voided(3)]) {
    t.deepEqual(decode(encode([first, between, second])), [first, between, second]);
  }
  const codec = createEntryCodec({ leafAt: () => undefined });
  const restarted = createEntryCodec({ leafAt: () => undefined });
  const lines = [codec.encode(first, 0), restarted.encode(second, 1)];
  t.deepEqual(decode(lines.slice(1)), [second]);
});

test('the leaf of a desk sale is the canonical JSON of its public part, for any text', (t) => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 1_000_000 }), (holder, at, number) => {
      const sale = deskSale({ number, holder, at, buyer, account: 'dee@', slot: 2 });
      t.is(leafOf(sale), canonicalJson(publicPart(sale)));
    }),
  );
});

test('a line of a sale is read without JSON.parse as with it', (t) => {
  const id = fc.oneof(fc.stringMatching(/^[\w-]{1,30}$/), fc.string({ unit: 'binary' }));
  const at = fc.oneof(fc.constant('2026-01-01T00:00:00.000Z'), fc.string({ unit: 'binary' }));
  const count = fc.integer({ min: 1, max: 1_000_000_000 });
  const slot = fc.option(count, { nil: undefined });
  let quick = 0;
  fc.assert(
    fc.property(fc.record({ id, account: id, key: id, at, number: count, slot }), (members) => {
      const { id: holder, slot: some, ...others } = members;
      const sale = sold(1, { ...others, holder, ...(some === undefined ? {} : { slot: some }) });
      const [line = ''] = encode([sale]);
      t.deepEqual(decode([line]), [sale]);
      const read = readSaleLine(line);
      if (read === undefined) return;
      quick += 1;
      t.deepEqual(read, sale);
    }),
  );
  t.true(quick > 0);
});

test('a line that is no sale to a participant is left to JSON.parse', (t) => {
  for (const line of encode(entries.filter(({ type }) => type !== 'ticket-sold'))) {
    t.is(readSaleLine(line), undefined);
  }
  const [line = ''] = encode([sold(1, { account: 'ann' })]);
  t.truthy(readSaleLine(line));
  for (const other of [`${line} `, line.replace('"number":1', '"number":01'), line.slice(1)]) {
    t.is(readSaleLine(other), undefined);
  }
});
