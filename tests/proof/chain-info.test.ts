import test from 'ava';
import { hashChain, quicknet } from '#proof/beacon.ts';
import { parseChainInfo } from '#proof/chain-info.ts';
import { ProofError } from '#proof/proof-error.ts';
import { makeChain } from '../support/beacon-chain.ts';
import vectors from '../vectors/drand-chain-info.json' with { type: 'json' };

const { default: league } = vectors;

test('the hash of the default chain does not include its beacon id', (t) => {
  const facts = {
    publicKey: league.public_key,
    groupHash: league.groupHash,
    periodSeconds: league.period,
    genesisTime: league.genesis_time,
    leadSeconds: 30,
  };
  t.is(hashChain({ ...facts, beaconId: 'default' }), league.hash);
  t.is(hashChain({ ...facts, beaconId: '' }), league.hash);
  t.not(hashChain({ ...facts, beaconId: 'other' }), league.hash);
});

test('parseChainInfo() reads both response formats of relays', (t) => {
  t.deepEqual(parseChainInfo(JSON.stringify(vectors.quicknet)), quicknet);
  t.deepEqual(parseChainInfo(JSON.stringify(vectors.quicknetV2)), quicknet);
});

test('parseChainInfo() reads a chain with the beacon id default, empty or missing', (t) => {
  const { hash, info } = makeChain({ beaconId: 'default' });
  const told = JSON.parse(info) as Record<string, unknown>;
  const { metadata: _, ...nameless } = told;
  for (const metadata of [{ beaconID: 'default' }, { beaconID: '' }, {}]) {
    t.is(parseChainInfo(JSON.stringify({ ...told, metadata })).hash, hash);
  }
  t.is(parseChainInfo(JSON.stringify(nameless)).hash, hash);
  const second = {
    public_key: told['public_key'],
    period: told['period'],
    genesis_time: told['genesis_time'],
    genesis_seed: told['groupHash'],
    chain_hash: hash,
    scheme: told['schemeID'],
  };
  for (const beacon_id of ['default', '', undefined]) {
    t.is(parseChainInfo(JSON.stringify({ ...second, beacon_id })).hash, hash);
  }
});

test('parseChainInfo() refuses another scheme and a wrong hash', (t) => {
  const refusal = (info: object) =>
    t.throws(() => parseChainInfo(JSON.stringify(info)), { instanceOf: ProofError }).message;
  t.true(refusal(league).includes('pedersen-bls-chained'));
  t.true(refusal({ ...vectors.quicknetV2, period: 4 }).includes('hash'));
  t.true(refusal({ ...vectors.quicknet, metadata: { beaconID: 'default' } }).includes('hash'));
});
