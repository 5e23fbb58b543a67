import test from 'ava';
import fc from 'fast-check';
import { networkOf, wideNetworksOf } from '../../services/raffle/http/limits/networks.ts';

const networks = {
  '192.0.2.1': '192.0.2.1',
  '::ffff:192.0.2.1': '192.0.2.1',
  '2001:db8:1:2:3:4:5:6': '2001:db8:1:2::/64',
  '2001:DB8:0001:0002::1': '2001:db8:1:2::/64',
  '2001:db8::1': '2001:db8:0:0::/64',
  '::1': '0:0:0:0::/64',
  'fe80::1%eth0': 'fe80:0:0:0::/64',
  '198.51.100.8:20001': '198.51.100.8',
  '[2001:db8::1]:443': '2001:db8:0:0::/64',
  '[2001:db8::1]': '2001:db8:0:0::/64',
  '"[2001:db8::1]:443"': '2001:db8:0:0::/64',
  '[::ffff:192.0.2.1]:443': '192.0.2.1',
};

for (const [address, network] of Object.entries(networks)) {
  test(`${address} belongs to ${network}`, (t) => {
    t.is(networkOf(address), network);
  });
}

test('every spelling of an address within one IPv6 site belongs to one network', (t) => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const spelt = new URL(`http://[${address}]`).hostname.slice(1, -1);
      if (address.includes('.') || spelt.startsWith('::ffff:')) return;
      t.is(networkOf(address), networkOf(spelt));
    }),
  );
});

test('all malformed addresses from a proxy count as one network', (t) => {
  for (const text of ['', 'office', 'x'.repeat(10_000), '192.0.2', '1.2.3.4, 5.6.7.8']) {
    t.is(networkOf(text), 'unknown');
  }
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[0-9a-f:.%]*$/), (text, almost) => {
      t.is(typeof networkOf(text), 'string');
      t.is(typeof networkOf(almost), 'string');
      t.is(typeof wideNetworksOf(almost)[56], 'string');
    }),
    { examples: [['', '1:2:3:4:5:6:7:8:9::']] },
  );
});

test('an IPv6 address has a /56 and a /48; an IPv4 address is its own network', (t) => {
  t.deepEqual(wideNetworksOf('2001:db8:1:2ff::1'), {
    56: '2001:db8:1:200::/56',
    48: '2001:db8:1::/48',
  });
  t.deepEqual(wideNetworksOf('2001:db8::1'), { 56: '2001:db8:0:0::/56', 48: '2001:db8:0::/48' });
  t.deepEqual(wideNetworksOf('::ffff:192.0.2.1'), { 56: '192.0.2.1', 48: '192.0.2.1' });
});
