import test from 'ava';
import fc from 'fast-check';
import { NumberHeap } from '../../services/raffle/domain/number-heap.ts';

const step = fc.oneof(
  fc.record({ push: fc.integer({ min: 1, max: 40 }) }),
  fc.constant({ pop: true }),
);

test('for any sequence of pushes and pops, the heap has the lowest numbers first', (t) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.nat(6), (steps, count) => {
      const heap = new NumberHeap();
      const model = new Set<number>();
      for (const each of steps) {
        const lowest = [...model].toSorted((left, right) => left - right);
        if ('push' in each) {
          if (!model.has(each.push)) heap.push(each.push);
          model.add(each.push);
        } else {
          if (heap.pop() !== lowest[0]) return false;
          model.delete(lowest[0]!);
        }
      }
      const left = [...model].toSorted((one, other) => one - other);
      const seen = [heap.lowest, heap.lowestOf(count), heap.lowestOf(100)];
      return JSON.stringify(seen) === JSON.stringify([left[0], left.slice(0, count), left]);
    }),
  );
  t.pass();
});
