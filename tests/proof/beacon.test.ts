import test from 'ava';
import {
  hashChain,
  quicknet,
  roundAfter,
  roundToSeal,
  timeOfRound,
  verifyBeacon,
  type Beacon,
} from '#proof/beacon.ts';
import { toHex } from '#proof/bytes.ts';
import { ProofError } from '#proof/proof-error.ts';
import vectors from '../vectors/drand-quicknet.json' with { type: 'json' };

const [first, second, thousandth] = vectors.beacons as [Beacon, Beacon, Beacon];

test('quicknet is the chain of the test vectors, and its hash covers every member', (t) => {
  const { leadSeconds: _, ...facts } = quicknet;
  const { scheme: __, ...chain } = vectors.chain;
  t.deepEqual(facts, chain);
  t.is(hashChain(quicknet), quicknet.hash);
  t.not(hashChain({ ...quicknet, periodSeconds: 4 }), quicknet.hash);
  t.not(hashChain({ ...quicknet, genesisTime: 1 }), quicknet.hash);
  t.not(hashChain({ ...quicknet, beaconId: 'default' }), quicknet.hash);
});

for (const beacon of vectors.beacons) {
  test(`verifyBeacon() accepts round ${beacon.round} of quicknet`, (t) => {
    t.is(toHex(verifyBeacon(quicknet, beacon.round, beacon)), beacon.randomness);
  });
}

test('a beacon of another round, with a changed bit or other randomness is refused', (t) => {
  const flipped = first.signature.replace(/^b5/, 'b4');
  const lies: [number, Beacon][] = [
    [2, first],
    [2, { ...first, round: 2 }],
    [1, { ...first, signature: second.signature }],
    [1, { ...first, randomness: second.randomness }],
    [1, { ...first, signature: flipped }],
    [1, { ...first, signature: first.signature.slice(2) }],
    [1, { ...first, signature: first.signature.toUpperCase() }],
    [1, { ...first, signature: '' }],
    [1, { ...first, signature: 'c0'.padEnd(96, '0') }],
    [1000, { ...thousandth, randomness: '' }],
  ];
  for (const [round, lie] of lies) {
    const error = t.throws(() => verifyBeacon(quicknet, round, lie), { instanceOf: ProofError });
    t.is(error.code, 'beacon-wrong');
  }
});

test('the round after a time is published strictly after it', (t) => {
  const { genesisTime: genesis } = quicknet;
  t.is(roundAfter(quicknet, genesis - 100), 1);
  t.is(roundAfter(quicknet, genesis), 2);
  t.is(roundAfter(quicknet, genesis + 2.999), 2);
  t.is(roundAfter(quicknet, genesis + 3), 3);
  t.is(timeOfRound(quicknet, 1), genesis);
  for (let offset = 0; offset < 10; offset += 0.25) {
    const at = timeOfRound(quicknet, roundAfter(quicknet, genesis + offset));
    t.true(at > genesis + offset && at <= genesis + offset + 3);
  }
});

test('the sealed round is published at least 30 seconds after the closing', (t) => {
  const closedAt = Date.parse('2026-05-01T12:00:00.500Z');
  const wait = timeOfRound(quicknet, roundToSeal(quicknet, closedAt)) - closedAt / 1000;
  t.true(wait > 30 && wait <= 33, String(wait));
});
