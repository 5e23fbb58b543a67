import test from 'ava';
import { digestIdempotencyKey, Pseudonyms } from '../../services/raffle/identity/pseudonyms.ts';
import { Secret } from '../../services/raffle/identity/secret.ts';

const secret = new Secret(new Uint8Array(32).fill(1));
const names = new Pseudonyms(secret);

test('a pseudonym is 128 bits in base64url and is the same after a restart', (t) => {
  const again = new Pseudonyms(new Secret(new Uint8Array(32).fill(1)));
  for (const [first, second] of [
    [names.account('ada@example.org'), again.account('ada@example.org')],
    [names.person('ada@example.org'), again.person('ada@example.org')],
    [names.holder('demo', 'person'), again.holder('demo', 'person')],
  ]) {
    t.regex(first!, /^[\w-]{22}$/);
    t.is(first, second);
  }
});

test('the holder of one person differs between raffles', (t) => {
  const raffles = ['demo', 'spring', 'Demo', 'demo/', ''];
  t.is(new Set(raffles.map((raffle) => names.holder(raffle, 'person'))).size, raffles.length);
});

test('the same name has different pseudonyms as account, person and holder', (t) => {
  const all = [names.account('x'), names.person('x'), names.holder('x', 'x')];
  t.is(new Set(all).size, 3);
});

test('another secret results in other pseudonyms', (t) => {
  const other = new Pseudonyms(new Secret(new Uint8Array(32).fill(2)));
  t.not(other.account('x'), names.account('x'));
  t.not(other.holder('demo', 'x'), names.holder('demo', 'x'));
});

test('10,000 people have 10,000 pseudonyms', (t) => {
  const holders = Array.from({ length: 10_000 }, (_, index) => names.holder('demo', `p${index}`));
  t.is(new Set(holders).size, 10_000);
});

test('an idempotency key is stored as its digest only', (t) => {
  t.regex(digestIdempotencyKey('key'), /^LHDhK3oGRvkiefQnx7OOc.$/);
  t.not(digestIdempotencyKey('key'), digestIdempotencyKey('Key'));
});
