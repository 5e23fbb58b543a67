import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import test from 'ava';
import { quicknet, type Beacon } from '#proof/beacon.ts';
import { commitTo, openSeal } from '#proof/sealed-draw.ts';
import { decide } from '../../services/raffle/domain/decide.ts';
import type { OpenedRaffle } from '../../services/raffle/domain/raffle.ts';
import { BeaconRelays } from '../../services/raffle/randomness/beacon-relays.ts';
import { SealedDraws } from '../../services/raffle/randomness/sealed-draws.ts';
import { makeChain } from '../support/beacon-chain.ts';
import { fold, now, opened, sold } from '../support/given.ts';
import { openFolder } from '../support/lowdb.ts';
import { temporaryFolder } from '../support/service.ts';
import { buy, openRaffle } from '../support/store-behaviour.ts';

const relays = new BeaconRelays({ relays: [], timeoutMs: 1, onFailure: () => {} });
const chain = makeChain({ leadSeconds: 30 });
const draws = new SealedDraws({ chains: [chain, quicknet], relays });
const closing = { raffle: 'spring', at: now, root: () => '11'.repeat(32) };

test('a seal commits to its secret and names a round at least 30 seconds away', (t) => {
  for (const ticketCount of [1, 2, 100]) {
    const { seal, secret } = draws.sealer(closing)(ticketCount);
    t.is(seal.commitment, commitTo('spring', secret));
    t.true(secret.r >= 0 && secret.r < ticketCount);
    t.is(seal.root, '11'.repeat(32));
    t.is(seal.chainHash, chain.hash);
    t.true(Date.parse(seal.publishedAt) - Date.parse(now) > 30_000);
    t.true(Date.parse(seal.publishedAt) - Date.parse(now) <= 31_000);
  }
});

test('every seal has a nonce and a share of its own', (t) => {
  const secrets = Array.from({ length: 100 }, () => draws.sealer(closing)(1_000_000).secret);
  t.is(new Set(secrets.map(({ nonce }) => nonce)).size, 100);
  t.true(new Set(secrets.map(({ r }) => r)).size > 95);
});

test('a seal is opened by the beacon of its round, on its chain, and by no other', (t) => {
  const { seal, secret } = draws.sealer(closing)(10);
  const beacon = chain.beacon(seal.round);
  const closed = {
    type: 'raffle-closed',
    ticketCount: 10,
    seal,
    secret,
    at: now,
    order: null,
  } as const;
  const { index, reveal } = draws.opener('spring', seal, beacon)(closed);
  t.true(index >= 0 && index < 10);
  t.deepEqual(reveal, { ...secret, beacon });
  t.throws(() => draws.opener('spring', seal, chain.beacon(seal.round + 1)), {
    code: 'beacon-wrong',
  });
  t.throws(() => draws.opener('autumn', seal, beacon)(closed), { code: 'seal-broken' });
  const other = { ...closed, seal: { ...seal, round: seal.round + 1 } };
  t.throws(() => draws.opener('spring', seal, beacon)(other));
  t.throws(() => draws.opener('spring', { ...seal, chainHash: '00'.repeat(32) }, beacon));
});

test('a hundred copies of a sealed data folder, drawn with different beacons, do not agree', async (t) => {
  const path = temporaryFolder(t);
  const first = await openFolder(t, path);
  await openRaffle(first.store, { randomness: 'drand' });
  for (let index = 0; index < 20; index += 1) await buy(first.store, `p${index}`);
  await first.store.change('spring', (raffle, root) => {
    const makeSeal = draws.sealer({ ...closing, root });
    return decide({ type: 'CloseRaffle', makeSeal, at: now, order: null }, raffle);
  });
  await first.close();

  const winners = new Map<number, number>();
  for (let copy = 0; copy < 100; copy += 1) {
    const folder = join(temporaryFolder(t), 'copy');
    cpSync(path, folder, { recursive: true });
    const { store, close } = await openFolder(t, folder);
    const beacon: Beacon = { round: 1, randomness: randomBytes(32).toString('hex'), signature: '' };
    await store.change('spring', (raffle) => decide(drawWith(beacon), raffle));
    const drawn = (await store.read('spring'))!;
    if (drawn.status !== 'drawn') throw new Error('not drawn');
    const { ticketNumber } = drawn.drawn;
    winners.set(ticketNumber, (winners.get(ticketNumber) ?? 0) + 1);
    await close();
  }
  t.true(winners.size >= 12, [...winners].join(' '));
  t.true(Math.max(...winners.values()) < 25, [...winners].join(' '));
});

/** A draw with whatever randomness, as if its beacon had been verified. */
function drawWith(beacon: Beacon) {
  return {
    type: 'DrawWinner',
    randomInt: () => 0,
    openSeal: ({ ticketCount, seal, secret }: Parameters<ReturnType<typeof draws.opener>>[0]) => {
      const randomness = Buffer.from(beacon.randomness, 'hex');
      const index = openSeal({ raffle: 'spring', ticketCount }, seal, { ...secret, randomness });
      return { index, reveal: { ...secret, beacon } };
    },
    at: now,
    order: null,
  } as const;
}

test('the same seal and beacon give the same winner, whoever computes it', (t) => {
  const log = [opened({ randomness: 'drand' }), sold(1), sold(2, { holder: 'ben' })];
  const { seal, secret } = draws.sealer(closing)(2);
  const closed = {
    type: 'raffle-closed',
    ticketCount: 2,
    seal,
    secret,
    at: now,
    order: null,
  } as const;
  const raffle = fold([...log, closed]) as OpenedRaffle;
  const command = drawWith(chain.beacon(seal.round));
  const { entries } = decide(command, raffle);
  t.deepEqual(decide(command, raffle).entries, entries);
});
