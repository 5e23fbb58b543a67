import { createHash, randomBytes } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { fromHex, toHex } from '#proof/bytes.ts';
import { orderPicks } from '#proof/draw-order.ts';
import { ProofError } from '#proof/proof-error.ts';
import {
  beaconShare,
  commitTo,
  drawSeed,
  openSeal,
  uniform,
  type Seal,
} from '#proof/sealed-draw.ts';
import { atLength } from '../support/effort.ts';
import vectors from '../vectors/sealed-draw-2.json' with { type: 'json' };

const draws = atLength(10_000, 2_000);
const pool = { raffle: 'spring', ticketCount: 10, drawLength: 1 };
const nonce = '42'.repeat(32);

function sealOver(r: number): Seal {
  const commitment = commitTo(pool.raffle, { r: [r], nonce });
  return { root: '11'.repeat(32), commitment, chainHash: '22'.repeat(32), round: 1000 };
}

/** Chi-squared of counts that should all be the same. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** For 9 degrees of freedom; a fair draw exceeds it once in a hundred thousand runs. */
const chiSquaredMax = 39.3;

for (const given of vectors.cases) {
  test(`the sealed draw of ${given.id} matches the test vectors`, (t) => {
    const { id: raffle, ticketCount, k: drawLength, root, r, chainHash, round, nonce } = given;
    const commitment = commitTo(raffle, { r, nonce });
    t.is(commitment, given.commitment);
    const seal = { root, commitment, chainHash, round };
    const randomness = fromHex(given.randomness, 32)!;
    const drawn = { raffle, ticketCount, drawLength };
    t.is(toHex(drawSeed(drawn, seal, randomness)), given.seed);
    t.deepEqual(openSeal(drawn, seal, { r, nonce, randomness }), given.order);
  });
}

test('orderPicks() takes each pick from the tickets not picked so far, in number order', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 30 }), fc.nat(40), (values, more) => {
      const ticketCount = values.length + more;
      const picks = values.map((value, index) => value % (ticketCount - index));
      const left = Array.from({ length: ticketCount }, (_, index) => index);
      const expected = picks.map((pick) => left.splice(pick, 1)[0]!);
      t.deepEqual(orderPicks(ticketCount, picks), expected);
    }),
  );
  for (const picks of [[5], [-1], [0.5], [0, 4], [0, 0, 0, 0, 0, 0]]) {
    t.throws(() => orderPicks(5, picks), { instanceOf: RangeError });
  }
});

test('every order of the whole pool is reached by exactly one list of picks', (t) => {
  const orders = new Set<string>();
  for (const first of [0, 1, 2, 3])
    for (const second of [0, 1, 2])
      for (const third of [0, 1]) orders.add(orderPicks(4, [first, second, third, 0]).join());
  t.is(orders.size, 24);
});

test('an operator who always seals the same share gets every winner equally often', (t) => {
  const counts = Array.from({ length: pool.ticketCount }, () => 0);
  const seal = sealOver(3);
  for (let draw = 0; draw < draws; draw += 1) {
    const randomness = createHash('sha256').update(`beacon ${draw}`).digest();
    counts[openSeal(pool, seal, { r: [3], nonce, randomness })[0]!]! += 1;
  }
  t.true(chiSquared(counts) < chiSquaredMax, counts.join(' '));
});

test('whatever shares the operator seals, every order of three tickets is drawn equally often', (t) => {
  const three = { raffle: 'spring', ticketCount: 3, drawLength: 3 };
  const opening = { r: [2, 0, 0], nonce };
  const seal = { ...sealOver(0), commitment: commitTo(three.raffle, opening) };
  const counts = new Map<string, number>();
  for (let draw = 0; draw < draws; draw += 1) {
    const randomness = createHash('sha256').update(`beacon ${draw}`).digest();
    const order = openSeal(three, seal, { ...opening, randomness }).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  t.is(counts.size, 6);
  t.true(chiSquared([...counts.values()]) < chiSquaredMax, [...counts].join(' '));
});

const beaconOf = (round: number) => createHash('sha256').update(`beacon ${round}`).digest();

/** Of a dozen shares and nonces the first that lets the ticket at 0 win, were `guess` the beacon. */
function sealTo(guess: Uint8Array, round: number) {
  const root = createHash('sha256').update(`log ${round}`).digest('hex');
  const choices = Array.from({ length: 12 }, (_, index) => {
    const nonce = createHash('sha256').update(`nonce ${round} ${index}`).digest('hex');
    const opening = { r: [index % pool.ticketCount], nonce };
    return { opening, seal: { ...sealOver(0), root, commitment: commitTo(pool.raffle, opening) } };
  });
  const wins = ({ opening, seal }: (typeof choices)[number]) =>
    openSeal(pool, seal, { ...opening, randomness: guess })[0] === 0;
  return choices.find(wins) ?? choices[0]!;
}

/** How often each ticket wins where the operator seals to what it takes for the beacon. */
function countWinners(guess: (round: number) => Uint8Array): number[] {
  const counts = Array.from({ length: pool.ticketCount }, () => 0);
  for (let round = 1; round <= 1000; round += 1) {
    const { opening, seal } = sealTo(guess(round), round);
    counts[openSeal(pool, seal, { ...opening, randomness: beaconOf(round) })[0]!]! += 1;
  }
  return counts;
}

test('an operator who derives its share and nonce from everything known before the round gets every winner equally often', (t) => {
  for (const guess of [(round: number) => beaconOf(round - 1), () => Buffer.alloc(32)]) {
    const counts = countWinners(guess);
    t.true(chiSquared(counts) < chiSquaredMax, counts.join(' '));
  }
});

test('an operator who seals after the beacon is known can let a chosen ticket win', (t) => {
  const [own, ...others] = countWinners(beaconOf);
  t.true(own! > 5 * Math.max(...others), [own, ...others].join(' '));
});

test('a beacon that knows the seal and picks its share gets every winner equally often', (t) => {
  const counts = Array.from({ length: pool.ticketCount }, () => 0);
  const beacons = Array.from({ length: 4 }, (_, index) => Buffer.alloc(32, index));
  for (let draw = 0; draw < draws; draw += 1) {
    const share = createHash('sha256').update(`share ${draw}`).digest();
    const opening = { r: [share.readUInt32BE() % pool.ticketCount], nonce: share.toString('hex') };
    const seal = { ...sealOver(0), commitment: commitTo(pool.raffle, opening) };
    const shareOf = (beacon: Uint8Array) =>
      beaconShare(drawSeed(pool, seal, beacon), 0, pool.ticketCount);
    const randomness = beacons.toSorted((left, right) => shareOf(right) - shareOf(left))[0]!;
    counts[openSeal(pool, seal, { ...opening, randomness })[0]!]! += 1;
  }
  t.true(chiSquared(counts) < chiSquaredMax, counts.join(' '));
});

test('for any share of the beacon, each share of the operator gives another winner', (t) => {
  // The commitment is part of the seed, so this holds for the sum, not for the draw as a whole.
  const seed = randomBytes(32);
  for (const count of [1, 2, 7, 100]) {
    const d = uniform(seed, count);
    const winners = Array.from({ length: count }, (_, r) => (r + d) % count);
    t.is(new Set(winners).size, count);
  }
});

test('uniform() rejects the candidates that would favour small numbers', (t) => {
  // With n just above 2^255 every second candidate is out of range; nothing that fits a number is
  // near that, so the loop is proven by its bound alone: all results are in range.
  for (const count of [1, 2, 3, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    for (let index = 0; index < 20; index += 1) {
      const value = uniform(createHash('sha256').update(`${index}`).digest(), count);
      t.true(Number.isSafeInteger(value) && value >= 0 && value < count);
    }
  }
});

test('a commitment binds the shares, the nonce and the raffle', (t) => {
  const seal = sealOver(3);
  const randomness = Buffer.alloc(32, 1);
  const opens = (raffle: string, r: number, withNonce: string) => () =>
    openSeal({ ...pool, raffle }, seal, { r: [r], nonce: withNonce, randomness });
  t.notThrows(opens('spring', 3, nonce));
  const lies = [
    opens('spring', 4, nonce),
    opens('autumn', 3, nonce),
    opens('spring', 3, '43'.repeat(32)),
    opens('spring', 13, nonce),
    opens('spring', -1, nonce),
    opens('spring', 3.5, nonce),
    opens('spring', 3, 'short'),
    opens('spring', 3, nonce.replaceAll('42', 'GG')),
  ];
  const withShares = (r: readonly number[], drawLength: number) => () =>
    openSeal({ ...pool, drawLength }, seal, { r, nonce, randomness });
  lies.push(withShares([3, 3], 1), withShares([3], 2), withShares([], 1), withShares([3, 9], 2));
  for (const lie of lies) t.is(t.throws(lie, { instanceOf: ProofError }).code, 'seal-broken');
});

test('the beacon’s share depends on everything fixed at the closing', (t) => {
  const seal = sealOver(3);
  const randomness = Buffer.alloc(32, 1);
  const seeds = [
    drawSeed(pool, seal, randomness),
    drawSeed({ ...pool, raffle: 'autumn' }, seal, randomness),
    drawSeed({ ...pool, ticketCount: 11 }, seal, randomness),
    drawSeed({ ...pool, drawLength: 2 }, seal, randomness),
    drawSeed(pool, { ...seal, root: '12'.repeat(32) }, randomness),
    drawSeed(pool, { ...seal, chainHash: '23'.repeat(32) }, randomness),
    drawSeed(pool, { ...seal, round: 1001 }, randomness),
    drawSeed(pool, { ...seal, commitment: '33'.repeat(32) }, randomness),
    drawSeed(pool, seal, Buffer.alloc(32, 2)),
  ];
  t.is(new Set(seeds.map(toHex)).size, seeds.length);
});
