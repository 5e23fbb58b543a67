import test from 'ava';
import nock from 'nock';
import { quicknet, type Beacon } from '#proof/beacon.ts';
import { BeaconRelays } from '../../services/raffle/randomness/beacon-relays.ts';
import vectors from '../vectors/drand-quicknet.json' with { type: 'json' };

const [first, second, thousandth] = vectors.beacons as [Beacon, Beacon, Beacon];
const path = (round: number) => `/${quicknet.hash}/public/${round}`;

function ask(relays: readonly string[], timeoutMs = 60_000) {
  const passedOver: string[] = [];
  const asking = new BeaconRelays({
    relays,
    timeoutMs,
    onFailure: (relay) => passedOver.push(relay),
  });
  return { passedOver, fetch: (round: number) => asking.fetch(quicknet, round) };
}

test.before(() => nock.disableNetConnect());
test.after.always(() => nock.restore());

for (const beacon of [first, second, thousandth]) {
  test(`a recorded round of quicknet is fetched and verified: ${beacon.round}`, async (t) => {
    const relay = `https://recorded-${beacon.round}.example`;
    nock(relay).get(path(beacon.round)).reply(200, beacon);
    t.deepEqual(await ask([relay]).fetch(beacon.round), beacon);
  });
}

test('a relay that answers with another round is skipped', async (t) => {
  nock('https://late.example').get(path(1)).reply(200, second);
  nock('https://lying.example')
    .get(path(1))
    .reply(200, { ...second, round: 1 });
  nock('https://good.example').get(path(1)).reply(200, first);
  const relays = ['https://late.example', 'https://lying.example', 'https://good.example'];
  const { fetch, passedOver } = ask(relays);
  t.deepEqual(await fetch(1), first);
  t.deepEqual(passedOver, relays.slice(0, 2));
});

test('a relay that redirects, fails or hangs is skipped', async (t) => {
  nock('https://moved.example').get(path(1)).reply(302, '', { location: 'https://good.example' });
  nock('https://broken.example').get(path(1)).replyWithError('broken');
  nock('https://hanging.example').get(path(1)).delay(2_000).reply(200, first);
  const relays = ['https://moved.example', 'https://broken.example', 'https://hanging.example'];
  const { fetch, passedOver } = ask(relays, 200);
  t.is(await fetch(1), undefined);
  t.deepEqual(passedOver, relays);
});

test('without a relay there is no beacon', async (t) => {
  t.is(await ask([]).fetch(1), undefined);
});
