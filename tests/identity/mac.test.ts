import { createHmac } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { createMac } from '../../services/raffle/identity/mac.ts';

// RFC 4231 section 4: the cases whose data is text.
const vectors = [
  {
    key: Buffer.alloc(20, 0x0b),
    text: 'Hi There',
    mac: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    key: Buffer.from('Jefe'),
    text: 'what do ya want for nothing?',
    mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
];

for (const { key, text, mac } of vectors) {
  test(`createMac() returns the MAC of RFC 4231 for "${text}"`, (t) => {
    t.is(createMac(key)(text).toString('hex'), mac);
  });
}

test('createMac() returns what OpenSSL computes for a text of more than 512 bytes', (t) => {
  const [key, text] = [Buffer.from('Jefe'), 'ä'.repeat(257)];
  t.deepEqual(createMac(key)(text), createHmac('sha256', key).update(text).digest());
});

test('createMac() returns what OpenSSL computes, for any key and any texts in sequence', (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ minLength: 400, maxLength: 900 }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(text), (key, texts) => {
      const mac = createMac(key);
      for (const each of texts) {
        t.deepEqual(mac(each), createHmac('sha256', key).update(each).digest());
      }
    }),
  );
});

test('createMac() refuses a key of more than 64 bytes', (t) => {
  t.throws(() => createMac(Buffer.alloc(65)), { instanceOf: RangeError });
});
