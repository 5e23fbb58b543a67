import test from 'ava';
import fc from 'fast-check';
import { periodsMax, toSalesPeriods } from '../../admin-app/features/sales/sales-series.ts';

// A time zone with daylight saving time.
process.env['TZ'] = 'Europe/Berlin';
const start = new Date(2026, 2, 1, 9, 0, 20).getTime();
const minute = 60_000;
const day = 24 * 60 * minute;

test('without sales there is no period', (t) => {
  t.deepEqual(toSalesPeriods([], start), []);
});

test('one sale gives one period of the second of the sale', (t) => {
  t.deepEqual(toSalesPeriods([start + 300], start + 300), [
    { from: start, to: start + 1000, sold: 1, soldSoFar: 1 },
  ]);
});

test('periods begin at full minutes of the device’s time zone and include gaps between sales', (t) => {
  const nine = start - 20_000;
  const soldAt = [start, start + 1000, nine + 3 * minute];
  const periods = toSalesPeriods(soldAt, nine + 30 * minute);
  t.deepEqual(periods.slice(0, 3), [
    { from: nine, to: nine + minute, sold: 2, soldSoFar: 2 },
    { from: nine + minute, to: nine + 2 * minute, sold: 0, soldSoFar: 2 },
    { from: nine + 2 * minute, to: nine + 3 * minute, sold: 0, soldSoFar: 2 },
  ]);
  t.deepEqual(periods[3], {
    from: nine + 3 * minute,
    to: nine + 4 * minute,
    sold: 1,
    soldSoFar: 3,
  });
  t.is(periods.length, 31);
});

test('days begin at midnight, also on a change to daylight saving time', (t) => {
  const soldAt = Array.from({ length: 31 }, (_, index) => start + index * day);
  for (const { from, to } of toSalesPeriods(soldAt, soldAt.at(-1)!)) {
    t.is(new Date(from).getHours(), 0);
    t.is(new Date(to).getHours(), 0);
  }
});

test('for any sales each ticket is in one period, and the number of periods is limited', (t) => {
  const time = fc.integer({ min: 0, max: 4000 * day }).map((offset) => start + offset);
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 50 }), time, (soldAt, until) => {
      const periods = toSalesPeriods(soldAt, until);
      t.true(periods.length >= 1 && periods.length <= periodsMax, String(periods.length));
      t.is(
        periods.reduce((sum, { sold }) => sum + sold, 0),
        soldAt.length,
      );
      t.is(periods.at(-1)!.soldSoFar, soldAt.length);
      for (const [index, { from, to, sold }] of periods.entries()) {
        t.is(sold, soldAt.filter((at) => at >= from && at < to).length);
        if (index > 0) t.is(periods[index - 1]!.to, from);
      }
    }),
  );
});

test('100,000 sales have as few periods as a hundred', (t) => {
  const soldAt = Array.from({ length: 100_000 }, (_, index) => start + index * 50);
  const periods = toSalesPeriods(soldAt, soldAt.at(-1)!);
  t.true(periods.length <= periodsMax);
  t.is(periods.at(-1)!.soldSoFar, 100_000);
});
