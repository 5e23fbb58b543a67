import test from 'ava';
import { Pool } from '../../services/raffle/domain/pool.ts';
import { sold, voided } from '../support/given.ts';

const numbersOf = (pool: Pool) => Array.from(pool, ({ number }) => number);
const holdersOf = (pool: Pool) => Array.from(pool, ({ holder }) => holder);

test('adding a ticket returns a new pool and leaves the old one as it was', (t) => {
  const one = Pool.from().with(sold(1), 1);
  const two = one.with(sold(2), 2);
  t.deepEqual([one.size, two.size], [1, 2]);
  t.deepEqual([...one], [sold(1)]);
  t.deepEqual(one.of('ann'), [sold(1)]);
  t.is(one.at(1), undefined);
  t.deepEqual(two.of('ann'), [sold(1), sold(2)]);
});

test('voiding a ticket returns a new pool and leaves the old one as it was', (t) => {
  const before = Pool.from().with(sold(1), 1).with(sold(2), 2);
  const after = before.without(voided(1), 3);
  t.deepEqual([before.size, after.size, after.saleCount], [2, 1, 2]);
  t.deepEqual([numbersOf(before), numbersOf(after)], [[1, 2], [2]]);
  t.deepEqual([before.of('ann').length, after.of('ann').length], [2, 1]);
  t.deepEqual(before.salesOf('ann')[0], { ticket: sold(1), index: 1 });
  const void1 = { entry: voided(1), index: 3, sale: 1 };
  t.deepEqual(after.salesOf('ann')[0], { ticket: sold(1), index: 1, voided: void1 });
  t.deepEqual([before.voids, after.voids], [[], [void1]]);
});

test('two pools that continue the same pool do not share later sales and voids', (t) => {
  const one = Pool.from().with(sold(1), 1);
  const left = one.with(sold(2, { holder: 'left' }), 2);
  const right = one.with(sold(2, { holder: 'right' }), 2);
  const none = one.without(voided(1), 2);
  t.deepEqual([left, right, none].map(holdersOf), [['ann', 'left'], ['ann', 'right'], []]);
  t.deepEqual(left.of('right'), []);
  t.deepEqual(
    [left, right, none, one].map((pool) => pool.nextNumbers(1)),
    [[3], [3], [1], [2]],
  );
});

test('a number that was sold twice is found by its valid sale, in every snapshot', (t) => {
  const first = Pool.from().with(sold(1), 1);
  const free = first.without(voided(1), 2);
  const again = free.with(sold(1, { holder: 'ben' }), 3);
  const third = again.without(voided(1), 4).with(sold(1, { holder: 'cem' }), 5);
  t.deepEqual(
    [first, free, again, third].map((pool) => pool.find(1)?.index),
    [1, undefined, 3, 5],
  );
  t.deepEqual(third.salesOf('ann').length, 1);
  t.deepEqual(
    [...third.sales()].map(({ index }) => index),
    [1, 3, 5],
  );
  t.deepEqual(
    [...third.sales(2)].map(({ index }) => index),
    [3, 5],
  );
  t.deepEqual(
    [0, 1, 2, 3, 6].map((index) => third.saleAt(index)?.ticket.holder),
    [undefined, 'ann', undefined, 'ben', undefined],
  );
});

test('a pool with gaps is in number order, whatever the order of sale', (t) => {
  let pool = Pool.from();
  for (let number = 1; number <= 5; number += 1) pool = pool.with(sold(number), number);
  pool = pool
    .without(voided(4), 6)
    .without(voided(2), 7)
    .with(sold(2, { holder: 'ben' }), 8);
  t.deepEqual(numbersOf(pool), [1, 2, 3, 5]);
  t.deepEqual(
    [0, 1, 2, 3, 4, -1].map((position) => pool.at(position)?.index),
    [1, 8, 3, 5, undefined, undefined],
  );
  t.deepEqual(pool.nextNumbers(3), [4, 6, 7]);
  t.deepEqual(pool.nextNumbers(3), [4, 6, 7]);
});

test('a pool finds the log indexes of its sales, and refuses a ticket of another one', (t) => {
  const [first, second] = [sold(1), sold(2)];
  const pool = Pool.from().with(first, 4).with(second, 9);
  t.deepEqual(pool.indexesOf([second, first]), [9, 4]);
  t.throws(() => pool.indexesOf([sold(3)]), { instanceOf: RangeError });
});

test('voiding a number that is not sold is refused', (t) => {
  const pool = Pool.from().with(sold(1), 1);
  t.throws(() => pool.without(voided(2), 2), { instanceOf: TypeError });
  t.throws(() => pool.without(voided(1), 2).without(voided(1), 3), { instanceOf: TypeError });
});

test('all tickets of a holder are found, in the order of sale', (t) => {
  let pool = Pool.from();
  for (let number = 1; number <= 40; number += 1) pool = pool.with(sold(number), number);
  t.deepEqual(
    pool.of('ann').map(({ number }) => number),
    Array.from({ length: 40 }, (_, place) => place + 1),
  );
});
