import test from 'ava';
import fc from 'fast-check';
import { networkOf } from '../../services/raffle/http/networks.ts';

const networks = {
  '192.0.2.1': '192.0.2.1',
  '::ffff:192.0.2.1': '192.0.2.1',
  '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
  '2001:DB8:0001:0002::1': '2001:db8:1:2::/64',
  '2001:db8::1': '2001:db8:0:0::/64',
  '::1': '0:0:0:0::/64',
  'fe80::1%eth0': 'fe80:0:0:0::/64',
};

for (const [address, network] of Object.entries(networks)) {
  test(`${address} belongs to ${network}`, (t) => {
    t.is(networkOf(address), network);
  });
}

test('every address of one IPv6 site is one network, however it is written', (t) => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const spelt = new URL(`http://[${address}]`).hostname.slice(1, -1);
      if (address.includes('.') || spelt.startsWith('::ffff:')) return;
      t.is(networkOf(address), networkOf(spelt));
    }),
  );
});

test('what a proxy calls an address may be anything, and counts as some network', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[0-9a-f:.%]*$/), (text, almost) => {
      t.is(typeof networkOf(text), 'string');
      t.is(typeof networkOf(almost), 'string');
    }),
    { examples: [['', '1:2:3:4:5:6:7:8:9::']] },
  );
});
