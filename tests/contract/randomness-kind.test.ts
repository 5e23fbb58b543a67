import test from 'ava';
import { quicknet } from '#proof/beacon.ts';
import { publicChainHash, randomnessKind } from '#contract/randomness-kind.ts';
import { makeChain } from '../support/beacon-chain.ts';

const other = makeChain().hash;

test('only quicknet counts as the public beacon, before and after the draw', (t) => {
  t.is(publicChainHash, quicknet.hash);
  const drand = 'drand' as const;
  t.is(randomnessKind({ randomness: 'local' }), 'local');
  t.is(randomnessKind({ randomness: drand, chainHash: quicknet.hash }), 'drand');
  t.is(randomnessKind({ randomness: drand, seal: { chainHash: quicknet.hash } }), 'drand');
  t.is(randomnessKind({ randomness: drand, chainHash: other }), 'ownChain');
  t.is(randomnessKind({ randomness: drand, seal: { chainHash: other } }), 'ownChain');
  t.is(randomnessKind({ randomness: drand }), 'ownChain');
});
