import test from 'ava';
import fc from 'fast-check';
import { HolderIndex } from '../../services/raffle/domain/holder-index.ts';

function indexOf(holders: readonly string[]): HolderIndex {
  const index = new HolderIndex((sale) => holders[sale]);
  for (const holder of holders) index.add(holder);
  return index;
}

test('an index finds the sales to each holder in order, whatever the number of sales', (t) => {
  const holder = fc.constantFrom('ann', 'bob', 'cai', 'dee', 'eve', 'fay', 'gus', 'hal');
  fc.assert(
    fc.property(fc.array(holder, { maxLength: 200 }), (holders) => {
      const index = indexOf(holders);
      for (const each of [...holders, 'no buyer']) {
        const expected = holders.flatMap((other, sale) => (other === each ? [sale] : []));
        t.deepEqual(index.salesOf(each), expected);
      }
    }),
  );
});

test('an index of many holders finds each after every growth', (t) => {
  const holders: string[] = [];
  const index = new HolderIndex((sale) => holders[sale]);
  for (let sale = 0; sale < 3_000; sale += 1) {
    holders.push(`holder ${sale}`);
    index.add(`holder ${sale}`);
    const some = Math.floor(sale / 2);
    t.deepEqual(index.salesOf(`holder ${some}`), [some]);
  }
});

test('an index tells holders with the same hash apart', (t) => {
  // 31 times the first letter, plus the second: the same number for both.
  const index = indexOf(['Aa', 'BB', 'Aa']);
  t.deepEqual(index.salesOf('Aa'), [0, 2]);
  t.deepEqual(index.salesOf('BB'), [1]);
});
