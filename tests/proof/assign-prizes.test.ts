import test from 'ava';
import fc from 'fast-check';
import { assignPrizes, requiredReserves, type Forfeit } from '#proof/assign-prizes.ts';
import vectors from '../vectors/sealed-draw-2.json' with { type: 'json' };

const prizesOf = (count: number) => Array.from({ length: count }, (_, index) => `Prize ${index}`);

/** The ticket numbers that hold the prizes; null if a prize is unawarded. */
function winnersOf(
  rules: { prizes: number; onePrizePerPerson?: boolean },
  order: readonly { ticketNumber: number; holder: string }[],
  forfeits: readonly Forfeit[] = [],
): (number | null)[] {
  const { prizes, onePrizePerPerson = false } = rules;
  const once = onePrizePerPerson ? { onePrizePerPerson } : {};
  const winners = assignPrizes({ prizes: prizesOf(prizes), ...once }, order, forfeits);
  return winners.map((ticket) => ticket?.ticketNumber ?? null);
}

for (const [index, given] of vectors.assignments.entries()) {
  const { prizes, onePrizePerPerson, order, forfeits, winners } = given;
  test(`assignPrizes() matches test vector ${index} (prizes: ${prizes}, forfeits: ${forfeits.length})`, (t) => {
    t.deepEqual(
      winnersOf({ prizes, onePrizePerPerson }, order, forfeits as readonly Forfeit[]),
      winners,
    );
  });
}

const [a, b, a2, c] = [
  { ticketNumber: 4, holder: 'A' },
  { ticketNumber: 9, holder: 'B' },
  { ticketNumber: 5, holder: 'A' },
  { ticketNumber: 1, holder: 'C' },
] as const;

test('assignPrizes() leaves a prize with an ineligible holder’s other ticket until that is forfeited as well', (t) => {
  const first: Forfeit = { prize: 1, ticketNumber: 4, reason: 'ineligible' };
  t.deepEqual(winnersOf({ prizes: 2 }, [a, a2, b, c], [first]), [9, 5]);
  const second: Forfeit = { prize: 2, ticketNumber: 5, reason: 'ineligible' };
  t.deepEqual(winnersOf({ prizes: 2 }, [a, a2, b, c], [first, second]), [9, 1]);
});

test('assignPrizes() refuses a forfeit by a ticket that does not hold the prize', (t) => {
  const order = [a, b, a2, c];
  const wrong: Forfeit[][] = [
    [{ prize: 1, ticketNumber: 9, reason: 'declined' }],
    [{ prize: 2, ticketNumber: 5, reason: 'declined' }],
    [{ prize: 0, ticketNumber: 4, reason: 'declined' }],
    [{ prize: 3, ticketNumber: 5, reason: 'declined' }],
    [
      { prize: 1, ticketNumber: 4, reason: 'declined' },
      { prize: 1, ticketNumber: 4, reason: 'declined' },
    ],
  ];
  for (const forfeits of wrong) {
    t.throws(() => winnersOf({ prizes: 2 }, order, forfeits), { instanceOf: RangeError });
  }
});

const raffle = fc.record({
  holders: fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), { maxLength: 12 }),
  prizes: fc.integer({ min: 1, max: 6 }),
  onePrizePerPerson: fc.boolean(),
  moves: fc.array(
    fc.record({
      prize: fc.nat(5),
      reason: fc.constantFrom('unclaimed', 'declined', 'ineligible'),
    }),
    { maxLength: 10 },
  ),
});

test('assignPrizes() gives a ticket at most one prize, ever, and moves only what was forfeited', (t) => {
  fc.assert(
    fc.property(raffle, ({ holders, prizes, onePrizePerPerson, moves }) => {
      const order = holders.map((holder, index) => ({ ticketNumber: index + 1, holder }));
      const holderOf = (number: number | null) => (number === null ? null : holders[number - 1]);
      const forfeits: Forfeit[] = [];
      const lost = new Set<number>();
      let before = winnersOf({ prizes, onePrizePerPerson }, order);
      for (const { prize, reason } of moves) {
        const ticketNumber = before[prize % prizes];
        if (ticketNumber === null || ticketNumber === undefined) continue;
        forfeits.push({ prize: (prize % prizes) + 1, ticketNumber, reason });
        lost.add(ticketNumber);
        const after = winnersOf({ prizes, onePrizePerPerson }, order, forfeits);
        const next = after[prize % prizes]!;
        t.deepEqual(after.with(prize % prizes, 0), before.with(prize % prizes, 0));
        // Forwards only: the next winner comes after every ticket that has held a prize.
        if (next !== null) t.true(next > Math.max(...lost, ...before.map(Number)));
        if (reason === 'ineligible' && next !== null) t.not(holderOf(next), holderOf(ticketNumber));
        before = after;
        const awarded = after.filter((number) => number !== null);
        t.is(new Set(awarded).size, awarded.length);
        t.false(awarded.some((number) => lost.has(number)));
        if (onePrizePerPerson) t.is(new Set(awarded.map(holderOf)).size, awarded.length);
      }
    }),
    { numRuns: 2000 },
  );
});

test('requiredReserves() lets every prize find another person, whatever the order', (t) => {
  const rules = { prizes: prizesOf(3), perPersonLimit: 4 };
  t.is(requiredReserves(rules), 0);
  t.is(requiredReserves({ ...rules, onePrizePerPerson: true }), 6);
  t.is(requiredReserves({ ...rules, perPersonLimit: 100, onePrizePerPerson: true }), 50);
  // The worst order: all tickets of the first winner come first, then all of the second.
  const worst = 'AAAABBBBC'.split('').map((holder, index) => ({ ticketNumber: index + 1, holder }));
  const drawn = worst.slice(0, 3 + 6);
  t.deepEqual(winnersOf({ prizes: 3, onePrizePerPerson: true }, drawn), [1, 5, 9]);
  t.deepEqual(winnersOf({ prizes: 3, onePrizePerPerson: true }, drawn.slice(0, -1)), [1, 5, null]);
});
