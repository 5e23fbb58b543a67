import test from 'ava';
import fc from 'fast-check';
import { SpentNonces } from '../../services/raffle/stores/spent-nonces.ts';

/** Unix seconds. */
const start = 1_800_000_000;
const year = 31_536_000;
/** Seconds after which a signature is refused because of its age. */
const lifetime = 70;

/** Claims one nonce per second, starting at a time. */
function claimMany(spent: SpentNonces, { from, count }: { from: number; count: number }): void {
  for (let index = 0; index < count; index += 1) {
    const now = from + index;
    spent.add(`${from} ${index}`, now + lifetime, now);
  }
}

const anyStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('claim' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('set the clock' as const),
      by: fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constantFrom(-year, year)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('replay' as const), which: fc.nat() }) },
);

test('no nonce is claimed twice, for any changes of the clock', (t) => {
  let forgottenCount = 0;
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 30, maxLength: 200 }), (steps) => {
      const spent = new SpentNonces(5);
      const used: { nonce: string; expiresAt: number }[] = [];
      let now = start;
      for (const step of steps) {
        now += 1;
        if (step.type === 'set the clock') now += step.by;
        if (step.type === 'claim') {
          const [nonce, expiresAt] = [`${used.length}`, now + lifetime];
          if (spent.check(nonce, expiresAt) !== 'claimed') continue;
          spent.add(nonce, expiresAt, now);
          used.push({ nonce, expiresAt });
        }
        if (step.type === 'replay' && used.length > 0) {
          const { nonce, expiresAt } = used[step.which % used.length]!;
          const verdict = spent.check(nonce, expiresAt);
          t.not(verdict, 'claimed');
          if (verdict === 'forgotten') forgottenCount += 1;
        }
      }
    }),
    { numRuns: 300 },
  );
  t.true(forgottenCount > 20, 'too few replays of forgotten claims');
});

test('with a steady clock no fresh signature is refused, and memory is bounded', (t) => {
  const spent = new SpentNonces(100);
  for (let now = start; now < start + 5_000; now += 1) {
    t.is(spent.check(`${now}`, now + 1), 'claimed');
    spent.add(`${now}`, now + lifetime, now);
  }
  t.true(spent.size <= 300);
  t.is(spent.forgotten.length, 1);
});

test('claims made while the clock was a year ahead stay known and refuse no later signature', (t) => {
  const spent = new SpentNonces(100);
  claimMany(spent, { from: start, count: 500 });
  claimMany(spent, { from: start + year, count: 500 });
  claimMany(spent, { from: start + 500, count: 500 });
  t.is(spent.check('fresh', start + 1_000), 'claimed');
  t.is(spent.check('fresh', start + 1_000 + lifetime), 'claimed');
  t.is(spent.check(`${start} 0`, start + lifetime), 'forgotten');
  t.is(spent.check(`${start + year} 0`, start + year + lifetime), 'forgotten');
  t.is(spent.check(`${start + year} 499`, start + year + 499 + lifetime), 'used');
  t.true(spent.size <= 400);
});
