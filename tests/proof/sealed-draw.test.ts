import { createHash, randomBytes } from 'node:crypto';
import test from 'ava';
import { fromHex, toHex, utf8 } from '#proof/bytes.ts';
import { canonicalJson } from '#proof/canonical-json.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { ProofRefused } from '#proof/proof-refused.ts';
import { commitTo, drawSeed, openSeal, uniform, type Seal } from '#proof/sealed-draw.ts';
import vectors from '../vectors/sealed-draw.json' with { type: 'json' };

const draws = 10_000;
const pool = { raffle: 'spring', ticketCount: 10 };
const nonce = '42'.repeat(32);

function sealOver(r: number): Seal {
  const commitment = commitTo(pool.raffle, { r, nonce });
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
  test(`the sealed draw of ${given.id} comes out as in the test vectors`, (t) => {
    const { id: raffle, ticketCount, root, r, chainHash, round } = given;
    const tree = new MerkleTree();
    for (let number = 1; number <= ticketCount; number += 1) {
      tree.append(utf8(canonicalJson({ type: 'ticket', raffle, number })));
    }
    t.is(toHex(tree.root()), root);
    const commitment = commitTo(raffle, { r, nonce: given.nonce });
    t.is(commitment, given.commitment);
    const seal = { root, commitment, chainHash, round };
    const randomness = fromHex(given.randomness, 32)!;
    const seed = drawSeed({ raffle, ticketCount }, seal, randomness);
    t.is(toHex(seed), given.seed);
    t.is(uniform(seed, ticketCount), given.d);
    const winner = openSeal({ raffle, ticketCount }, seal, { r, nonce: given.nonce, randomness });
    t.is(winner, given.winnerIndex);
  });
}

test('an operator who always seals the same share gets every winner equally often', (t) => {
  const counts = Array.from({ length: pool.ticketCount }, () => 0);
  const seal = sealOver(3);
  for (let draw = 0; draw < draws; draw += 1) {
    const randomness = createHash('sha256').update(`beacon ${draw}`).digest();
    counts[openSeal(pool, seal, { r: 3, nonce, randomness })]! += 1;
  }
  t.true(chiSquared(counts) < chiSquaredMax, counts.join(' '));
});

const beaconOf = (round: number) => createHash('sha256').update(`beacon ${round}`).digest();

/** Of a dozen shares and nonces the first that lets the ticket at 0 win, were `guess` the beacon. */
function sealTo(guess: Uint8Array, round: number) {
  const root = createHash('sha256').update(`log ${round}`).digest('hex');
  const choices = Array.from({ length: 12 }, (_, index) => {
    const nonce = createHash('sha256').update(`nonce ${round} ${index}`).digest('hex');
    const opening = { r: index % pool.ticketCount, nonce };
    return { opening, seal: { ...sealOver(0), root, commitment: commitTo(pool.raffle, opening) } };
  });
  const wins = ({ opening, seal }: (typeof choices)[number]) =>
    openSeal(pool, seal, { ...opening, randomness: guess }) === 0;
  return choices.find(wins) ?? choices[0]!;
}

/** How often each ticket wins where the operator seals to what it takes for the beacon. */
function countWinners(guess: (round: number) => Uint8Array): number[] {
  const counts = Array.from({ length: pool.ticketCount }, () => 0);
  for (let round = 1; round <= 1000; round += 1) {
    const { opening, seal } = sealTo(guess(round), round);
    counts[openSeal(pool, seal, { ...opening, randomness: beaconOf(round) })]! += 1;
  }
  return counts;
}

test('an operator who makes its share and nonce of all that is known before the round gets every winner equally often', (t) => {
  for (const guess of [(round: number) => beaconOf(round - 1), () => Buffer.alloc(32)]) {
    const counts = countWinners(guess);
    t.true(chiSquared(counts) < chiSquaredMax, counts.join(' '));
  }
});

test('an operator who seals only when the beacon is known lets its own ticket win', (t) => {
  const [own, ...others] = countWinners(beaconOf);
  t.true(own! > 5 * Math.max(...others), [own, ...others].join(' '));
});

test('a beacon that knows the seal and picks its share gets every winner equally often', (t) => {
  const counts = Array.from({ length: pool.ticketCount }, () => 0);
  const beacons = Array.from({ length: 4 }, (_, index) => Buffer.alloc(32, index));
  for (let draw = 0; draw < draws; draw += 1) {
    const share = createHash('sha256').update(`share ${draw}`).digest();
    const opening = { r: share.readUInt32BE() % pool.ticketCount, nonce: share.toString('hex') };
    const seal = { ...sealOver(0), commitment: commitTo(pool.raffle, opening) };
    const shareOf = (beacon: Uint8Array) => uniform(drawSeed(pool, seal, beacon), pool.ticketCount);
    const randomness = beacons.toSorted((left, right) => shareOf(right) - shareOf(left))[0]!;
    counts[openSeal(pool, seal, { ...opening, randomness })]! += 1;
  }
  t.true(chiSquared(counts) < chiSquaredMax, counts.join(' '));
});

test('whatever share the beacon adds, each share of the operator leads to another winner', (t) => {
  // The commitment is part of the seed, so this holds for the sum, not for the draw as a whole.
  const seed = randomBytes(32);
  for (const count of [1, 2, 7, 100]) {
    const d = uniform(seed, count);
    const winners = Array.from({ length: count }, (_, r) => (r + d) % count);
    t.is(new Set(winners).size, count);
  }
});

test('uniform() passes over the candidates that would favour small numbers', (t) => {
  // With n just above 2^255 every second candidate is out of range; nothing that fits a number is
  // near that, so the loop is proven by its bound alone: all results are in range.
  for (const count of [1, 2, 3, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    for (let index = 0; index < 20; index += 1) {
      const value = uniform(createHash('sha256').update(`${index}`).digest(), count);
      t.true(Number.isSafeInteger(value) && value >= 0 && value < count);
    }
  }
});

test('a commitment binds the share, the nonce and the raffle', (t) => {
  const seal = sealOver(3);
  const randomness = Buffer.alloc(32, 1);
  const opens = (raffle: string, r: number, withNonce: string) => () =>
    openSeal({ ...pool, raffle }, seal, { r, nonce: withNonce, randomness });
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
  for (const lie of lies) t.is(t.throws(lie, { instanceOf: ProofRefused }).code, 'seal-broken');
});

test('everything that was fixed at the closing changes the beacon’s share', (t) => {
  const seal = sealOver(3);
  const randomness = Buffer.alloc(32, 1);
  const seeds = [
    drawSeed(pool, seal, randomness),
    drawSeed({ ...pool, raffle: 'autumn' }, seal, randomness),
    drawSeed({ ...pool, ticketCount: 11 }, seal, randomness),
    drawSeed(pool, { ...seal, root: '12'.repeat(32) }, randomness),
    drawSeed(pool, { ...seal, chainHash: '23'.repeat(32) }, randomness),
    drawSeed(pool, { ...seal, round: 1001 }, randomness),
    drawSeed(pool, { ...seal, commitment: '33'.repeat(32) }, randomness),
    drawSeed(pool, seal, Buffer.alloc(32, 2)),
  ];
  t.is(new Set(seeds.map(toHex)).size, seeds.length);
});
