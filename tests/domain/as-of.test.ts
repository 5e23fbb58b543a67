import test from 'ava';
import { asOf } from '../../services/raffle/domain/as-of.ts';
import type { Entry } from '../../services/raffle/domain/entries.ts';
import { isOpened, type Raffle } from '../../services/raffle/domain/raffle.ts';
import {
  amended,
  cancelled,
  claimed,
  closed,
  drawn,
  fold,
  later,
  opened,
  sold,
  voided,
} from '../support/given.ts';

const beginning: Entry[] = [
  opened(),
  amended({ capacity: 3 }),
  sold(1),
  sold(2),
  voided(1),
  sold(1, { holder: 'ben' }),
  amended({ title: 'New' }, { at: later }),
];
const drawing = drawn(2, [{ ticketNumber: 2, sale: 3 }], { at: later });

function show(raffle: Raffle): unknown {
  if (!isOpened(raffle)) return raffle;
  return { ...raffle, pool: [...raffle.pool], sales: [...raffle.pool.sales()] };
}

test('asOf() returns the raffle as it was after each entry up to the draw', (t) => {
  const logs = [
    [...beginning, closed(2, { at: later }), drawing],
    [...beginning, cancelled({ at: later })],
  ];
  for (const log of logs) {
    const raffle = fold(log);
    if (!isOpened(raffle)) throw new Error('The log has an opening.');
    for (let version = 1; version <= log.length; version += 1) {
      t.deepEqual(show(asOf(raffle, version)), show(fold(log.slice(0, version))), `${version}`);
    }
  }
});

test('asOf() does not go back to a claim', (t) => {
  const claims = [claimed(1, 2, { at: later }), claimed(1, 2, { at: later })];
  const raffle = fold([...beginning, closed(2, { at: later }), drawing, ...claims]);
  if (!isOpened(raffle)) throw new Error('The log has an opening.');
  t.is(asOf(raffle, 9).status, 'drawn');
  t.throws(() => asOf(raffle, 10), { instanceOf: RangeError });
  t.is(asOf(raffle, 11), raffle);
});
