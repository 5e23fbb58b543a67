import { randomInt } from 'node:crypto';
import test from 'ava';
import { selectWinner } from '../../services/raffle/domain/close-and-draw.ts';
import type { RandomInt } from '../../services/raffle/domain/commands.ts';

const ticketCount = 10;
const draws = 1_000;

/** Chi-square at 9 degrees of freedom that a fair draw exceeds once in a million runs. */
const criticalValue = 45.076;

/** Number of wins of each ticket. */
function drawMany(dice: RandomInt): number[] {
  const wins = Array.from({ length: ticketCount }, () => 0);
  for (let draw = 0; draw < draws; draw += 1) wins[selectWinner(ticketCount, dice)]! += 1;
  return wins;
}

/** Pearson's chi-square statistic against a uniform distribution. */
function chiSquare(wins: readonly number[]): number {
  const expected = draws / ticketCount;
  return wins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('1,000 draws from 10 tickets with crypto.randomInt stay in the pool and are uniform', (t) => {
  const wins = drawMany(randomInt);
  t.is(wins.length, ticketCount);
  t.is(
    wins.reduce((sum, count) => sum + count),
    draws,
  );
  t.true(chiSquare(wins) < criticalValue, `chi-square ${chiSquare(wins)}`);
});

test('the uniformity check detects modulo bias', (t) => {
  let throws = 0;
  const biased: RandomInt = (exclusiveMax) => (throws++ % 16) % exclusiveMax;
  t.true(chiSquare(drawMany(biased)) > criticalValue);
});

test('the uniformity check detects a constant random source', (t) => {
  const stuck: RandomInt = () => 3;
  t.true(chiSquare(drawMany(stuck)) > criticalValue);
});

test('a random number outside the pool draws no winner', (t) => {
  t.throws(() => selectWinner(ticketCount, () => ticketCount), { instanceOf: RangeError });
  t.throws(() => selectWinner(ticketCount, () => -1), { instanceOf: RangeError });
  t.throws(() => selectWinner(ticketCount, () => 0.5), { instanceOf: RangeError });
});
