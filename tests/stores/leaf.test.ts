import test from 'ava';
import fc from 'fast-check';
import { canonicalJson } from '#proof/canonical-json.ts';
import { buyTickets } from '../../services/raffle/domain/decide.ts';
import { publicPart } from '../../services/raffle/domain/entries.ts';
import { leafOf } from '../../services/raffle/stores/raffle-log.ts';
import { fold, now, opened, sold } from '../support/given.ts';

test('the leaf of a sale is the canonical form of its public part, whatever stands in it', (t) => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 1_000_000 }), (holder, at, number) => {
      const sale = sold(number, { holder, at });
      t.is(leafOf(sale), canonicalJson(publicPart(sale)));
    }),
  );
});

test('the leaf of a sale leaves no member of it out', (t) => {
  const command = { holder: 'ann', account: 'ann@', key: 'k1', quantity: 2, at: now } as const;
  const { entries } = buyTickets({ type: 'BuyTickets', ...command }, fold([opened()]));
  t.is(entries.length, 2);
  for (const sale of entries) t.is(leafOf(sale), canonicalJson(publicPart(sale)));
});
