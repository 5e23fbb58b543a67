import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import test from 'ava';
import { quicknet, type Beacon } from '#proof/beacon.ts';
import { commitTo, openSeal } from '#proof/sealed-draw.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import { BeaconRelays } from '../../services/raffle/randomness/beacon-relays.ts';
import { SealedDraws } from '../../services/raffle/randomness/sealed-draws.ts';
import { makeChain } from '../support/beacon-chain.ts';
import { closed as closedWith, fold, now, opened, sold, testChainHash } from '../support/given.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

const relays = new BeaconRelays({ relays: [], timeoutMs: 1, onFailure: () => {} });
const chain = makeChain({ leadSeconds: 30 });
const draws = new SealedDraws({ chains: [chain, quicknet], relays });
const log = { raffleId: 'spring', root: () => '11'.repeat(32) };

/** A pool that is closed now. */
function pool(ticketCount: number, drawLength = 1) {
  return { ticketCount, drawLength, chainHash: chain.hash, at: now };
}

test('a seal commits to its secret and names a round at least 30 seconds away', (t) => {
  for (const ticketCount of [1, 2, 100]) {
    const { seal, secret } = draws.sealer(log)(pool(ticketCount));
    t.is(seal.commitment, commitTo('spring', secret));
    t.is(seal.root, '11'.repeat(32));
    t.is(seal.chainHash, chain.hash);
    t.true(Date.parse(seal.publishedAt) - Date.parse(now) > 30_000);
    t.true(Date.parse(seal.publishedAt) - Date.parse(now) <= 31_000);
  }
});

test('a seal has a share of each pick among the tickets that are left', (t) => {
  const highest = [0, 0, 0];
  for (let times = 0; times < 200; times += 1) {
    const { r } = draws.sealer(log)(pool(3, 3)).secret;
    t.is(r.length, 3);
    for (const [pick, share] of r.entries()) highest[pick] = Math.max(highest[pick]!, share);
  }
  t.deepEqual(highest, [2, 1, 0]);
});

test('every seal has a new nonce and share', (t) => {
  const secrets = Array.from({ length: 100 }, () => draws.sealer(log)(pool(1_000_000)).secret);
  t.is(new Set(secrets.map(({ nonce }) => nonce)).size, 100);
  t.true(new Set(secrets.map(({ r }) => r[0])).size > 95);
});

test('a seal is opened only by the beacon of its round and chain', (t) => {
  const { seal, secret } = draws.sealer(log)(pool(10, 4));
  const beacon = chain.beacon(seal.round);
  const closed = { ...closedWith(10), seal, secret };
  const { indexes, reveal } = draws.opener('spring', seal, beacon)(closed);
  t.is(new Set(indexes).size, 4);
  t.true(indexes.every((index) => index >= 0 && index < 10));
  t.deepEqual(reveal, { ...secret, beacon });
  t.throws(() => draws.opener('spring', seal, chain.beacon(seal.round + 1)), {
    code: 'beacon-wrong',
  });
  t.throws(() => draws.opener('autumn', seal, beacon)(closed), { code: 'seal-broken' });
  const other = { ...closed, seal: { ...seal, round: seal.round + 1 } };
  t.throws(() => draws.opener('spring', seal, beacon)(other));
  t.throws(() => draws.opener('spring', { ...seal, chainHash: '00'.repeat(32) }, beacon));
});

test('copies of a sealed data folder have different winners with different beacons', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  await openRaffle(first.store, { randomness: 'drand', chainHash: chain.hash });
  for (let index = 0; index < 20; index += 1) await buy(first.store, `p${index}`);
  await first.store.change('spring', (raffle, root) => {
    const makeSeal = draws.sealer({ ...log, root });
    return decide({ type: 'CloseRaffle', makeSeal, at: now, operatorSignature: null }, raffle);
  });
  await first.close();

  const winners = new Map<number, number>();
  for (let copy = 0; copy < 100; copy += 1) {
    const folder = join(temporaryFolder(t), 'copy');
    cpSync(path, folder, { recursive: true });
    const { store, close } = await openFolder(t, folder);
    const beacon: Beacon = { round: 1, randomness: randomBytes(32).toString('hex'), signature: '' };
    await store.change('spring', (raffle) => decide(drawWith(beacon), raffle));
    const drawn = (await store.find('spring'))!;
    if (drawn.status !== 'drawn') throw new Error('not drawn');
    const { ticketNumber } = drawn.drawn.order[0]!;
    winners.set(ticketNumber, (winners.get(ticketNumber) ?? 0) + 1);
    await close();
  }
  t.true(winners.size >= 12, [...winners].join(' '));
  t.true(Math.max(...winners.values()) < 25, [...winners].join(' '));
});

/** A draw with any randomness, as if its beacon had been verified. */
function drawWith(beacon: Beacon) {
  return {
    type: 'DrawPrizes',
    randomInt: () => 0,
    openSeal: ({ ticketCount, seal, secret }: Parameters<ReturnType<typeof draws.opener>>[0]) => {
      const randomness = Buffer.from(beacon.randomness, 'hex');
      const sealed = { raffle: 'spring', ticketCount, drawLength: secret.r.length };
      const indexes = openSeal(sealed, seal, { ...secret, randomness });
      return { indexes, reveal: { ...secret, beacon } };
    },
    at: now,
    operatorSignature: null,
  } as const;
}

test('the same seal and beacon give the same order in every implementation', (t) => {
  const { seal, secret } = draws.sealer(log)(pool(2, 2));
  const entries = [
    opened({ randomness: 'drand', reserves: 1 }),
    sold(1),
    sold(2, { holder: 'ben' }),
    closedWith(2, { seal: { ...seal, chainHash: testChainHash }, secret }),
  ];
  const command = drawWith(chain.beacon(seal.round));
  const first = decide(command, fold(entries));
  t.deepEqual(decide(command, fold(entries)), first);
});
