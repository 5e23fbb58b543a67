import test from 'ava';
import { ConnectionLimiter } from '../../services/raffle/http/limits/connection-limiter.ts';

/** Returns how many of 200 addresses may read at the same time. */
function countEntered(readers: ConnectionLimiter, addressOf: (index: number) => string): number {
  return Array.from({ length: 200 }, (_, index) => readers.enter(addressOf(index))).filter(
    (leave) => leave !== undefined,
  ).length;
}

const inHex = (value: number) => value.toString(16);

test('an IPv6 /56 has the limit of two networks, a /48 that of four', (t) => {
  const readers = new ConnectionLimiter({ max: 1_000, perNetworkMax: 10 });
  t.is(
    countEntered(readers, () => '2001:db8:1::1'),
    10,
  );
  t.is(
    countEntered(readers, (index) => `2001:db8:2:${inHex(index)}::1`),
    20,
  );
  t.is(
    countEntered(readers, (index) => `2001:db8:3:${inHex(index << 8)}::1`),
    40,
  );
  t.is(
    countEntered(readers, (index) => `192.0.2.${index}`),
    200,
  );
});

test('wide networks get at most half of all readers, and the other half stays free', (t) => {
  const readers = new ConnectionLimiter({ max: 30, perNetworkMax: 10 });
  const inSite = (index: number) => `2001:db8:1:${inHex(index << 8)}::1`;
  const leaves = Array.from({ length: 15 }, (_, index) => readers.enter(inSite(index)));
  t.true(leaves.every((leave) => leave !== undefined));
  t.is(readers.enter(inSite(99)), undefined);
  t.not(readers.enter('2001:db8:2::1'), undefined);
  leaves[0]!();
  t.not(readers.enter(inSite(99)), undefined);
  t.is(readers.inAll, 16);
});
