import { randomBytes, randomInt } from 'node:crypto';
import test from 'ava';
import { commitTo, openSeal } from '#proof/sealed-draw.ts';
import { selectOrder } from '../../services/raffle/domain/close-and-draw.ts';
import type { RandomInt } from '../../services/raffle/domain/commands.ts';

const ticketCount = 6;
const length = 3;
const draws = 6_000;

type Order = readonly number[];

/** Something of an order that is equally likely to have each of its outcomes. */
interface Feature {
  readonly name: string;
  readonly of: (order: Order) => string;
  readonly outcomeCount: number;
  /** Chi-square that a fair draw exceeds once in a billion runs, at one degree less than outcomes. */
  readonly criticalValue: number;
}

const position = (place: number): Feature => ({
  name: `position ${place + 1}`,
  of: (order) => String(order[place]),
  outcomeCount: 6,
  criticalValue: 50.692,
});

const pair = (one: number, other: number): Feature => ({
  name: `positions ${one + 1} and ${other + 1}`,
  of: (order) => `${order[one]} ${order[other]}`,
  outcomeCount: 30,
  criticalValue: 99.941,
});

const features: readonly Feature[] = [
  position(0),
  position(1),
  position(2),
  pair(0, 1),
  pair(0, 2),
  pair(1, 2),
  {
    name: 'the set',
    of: (order) => order.toSorted((left, right) => left - right).join(' '),
    outcomeCount: 20,
    criticalValue: 81.559,
  },
  { name: 'the order', of: (order) => order.join(' '), outcomeCount: 120, criticalValue: 235.94 },
];

/** The names of the features that are not uniform over many draws. */
function findUnfair(draw: () => Order): string[] {
  const orders = Array.from({ length: draws }, draw);
  return features
    .filter((feature) => chiSquare(orders, feature) > feature.criticalValue)
    .map(({ name }) => name);
}

/** Pearson's chi-square statistic against equally likely outcomes. */
function chiSquare(orders: readonly Order[], { of, outcomeCount }: Feature): number {
  const counts = new Map<string, number>();
  for (const order of orders) counts.set(of(order), (counts.get(of(order)) ?? 0) + 1);
  const expected = orders.length / outcomeCount;
  const missing = (outcomeCount - counts.size) * expected;
  return [...counts.values()].reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    missing,
  );
}

const drawWith = (dice: RandomInt) => () => selectOrder(ticketCount, length, dice);

/** The order of a sealed draw with given shares of the operator and a given beacon. */
function drawSealed(r: readonly number[], randomness: Uint8Array): Order {
  const nonce = randomBytes(32).toString('hex');
  const seal = {
    root: '11'.repeat(32),
    commitment: commitTo('spring', { r, nonce }),
    chainHash: '22'.repeat(32),
    round: 1,
  };
  const pool = { raffle: 'spring', ticketCount, drawLength: length };
  return openSeal(pool, seal, { r, nonce, randomness });
}

test('with crypto.randomInt every position, pair, set and order is equally likely', (t) => {
  t.deepEqual(findUnfair(drawWith(randomInt)), []);
});

test('a sealed draw is uniform whatever the operator’s shares, if the beacon is random', (t) => {
  t.deepEqual(
    findUnfair(() => drawSealed([5, 4, 3], randomBytes(32))),
    [],
  );
});

test('a sealed draw is uniform whatever the beacon, if the operator’s shares are random', (t) => {
  const beacon = new Uint8Array(32);
  const draw = () => drawSealed([randomInt(6), randomInt(5), randomInt(4)], beacon);
  t.deepEqual(findUnfair(draw), []);
});

test('the check detects modulo bias', (t) => {
  const biased: RandomInt = (exclusiveMax) => randomInt(16) % exclusiveMax;
  t.true(findUnfair(drawWith(biased)).length > 0);
});

test('the check detects a generator that is stuck, at once or after its first number', (t) => {
  t.is(findUnfair(drawWith(() => 2)).length, features.length);
  const late: RandomInt = (exclusiveMax) => (exclusiveMax === ticketCount ? randomInt(6) : 2);
  t.true(findUnfair(drawWith(late)).includes('position 2'));
});

test('the check detects tickets that are drawn together, though each position is uniform', (t) => {
  const neighbours = () => {
    const first = randomInt(ticketCount);
    return [first, (first + 1) % ticketCount, (first + 2) % ticketCount];
  };
  const unfair = findUnfair(neighbours);
  t.deepEqual(
    ['position 1', 'position 2', 'position 3'].filter((name) => unfair.includes(name)),
    [],
  );
  t.true(unfair.includes('the set') && unfair.includes('positions 1 and 2'));
});

test('no ticket is drawn twice, and all can be drawn', (t) => {
  for (let times = 0; times < 100; times += 1) {
    const order = selectOrder(ticketCount, ticketCount, randomInt);
    t.deepEqual(
      order.toSorted((left, right) => left - right),
      [0, 1, 2, 3, 4, 5],
    );
  }
});
