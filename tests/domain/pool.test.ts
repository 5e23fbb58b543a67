import test from 'ava';
import { Pool } from '../../services/raffle/domain/pool.ts';
import { sold } from '../support/given.ts';

test('a pool never changes: adding gives another', (t) => {
  const one = Pool.empty().with(sold(1));
  const two = one.with(sold(2));
  t.deepEqual([one.size, two.size], [1, 2]);
  t.deepEqual([...one], [sold(1)]);
  t.deepEqual(one.of('ann'), [sold(1)]);
  t.is(one.at(1), undefined);
  t.deepEqual(two.of('ann'), [sold(1), sold(2)]);
});

test('two futures of one pool do not see each other', (t) => {
  const one = Pool.empty().with(sold(1));
  const left = one.with(sold(2, { holder: 'left' }));
  const right = one.with(sold(2, { holder: 'right' }));
  t.deepEqual(
    [...left].map(({ holder }) => holder),
    ['ann', 'left'],
  );
  t.deepEqual(
    [...right].map(({ holder }) => holder),
    ['ann', 'right'],
  );
  t.deepEqual(left.of('right'), []);
});

test('a person may hold many tickets', (t) => {
  let pool = Pool.empty();
  for (let number = 1; number <= 40; number += 1) pool = pool.with(sold(number));
  t.is(pool.of('ann').length, 40);
});
