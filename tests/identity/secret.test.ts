import { hkdfSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readOrMakeSecret, readSecret, Secret } from '../../services/raffle/identity/secret.ts';
import { temporaryFolder } from '../support/service.ts';

const bytes = new Uint8Array(32).fill(7);

test('derive() is HKDF-SHA256, one key for each purpose', (t) => {
  const expected = Buffer.from(hkdfSync('sha256', bytes, '', 'raffle/session', 32));
  t.deepEqual(new Secret(bytes).derive('session'), expected);
  t.notDeepEqual(new Secret(bytes).derive('session'), new Secret(bytes).derive('sign-in-code'));
});

test('a secret is 32 bytes, no fewer and no more', (t) => {
  for (const length of [0, 31, 33, 64]) {
    t.throws(() => new Secret(new Uint8Array(length)), { instanceOf: RangeError });
  }
});

test('a secret is read raw, or from 64 hexadecimal digits and a line break', (t) => {
  const path = join(temporaryFolder(t), 'secret');
  const expected = new Secret(bytes).derive('x');
  for (const content of [Buffer.from(bytes), `${'07'.repeat(32)}\n`]) {
    writeFileSync(path, content);
    t.deepEqual(readSecret(path).derive('x'), expected);
  }
});

test('a secret that is missing, empty or of another length is refused', (t) => {
  const path = join(temporaryFolder(t), 'secret');
  t.throws(() => readSecret(path), { code: 'ENOENT' });
  for (const content of ['', 'a password', '07'.repeat(31), '07'.repeat(33)]) {
    writeFileSync(path, content);
    t.throws(() => readSecret(path), { instanceOf: RangeError }, content);
  }
});

test('a secret that is made is random, its owner’s alone, and kept', (t) => {
  const [one, other] = [join(temporaryFolder(t), 'secret'), join(temporaryFolder(t), 'secret')];
  const made = readOrMakeSecret(one).derive('x');
  t.notDeepEqual(readOrMakeSecret(other).derive('x'), made);
  t.is(statSync(one).mode & 0o777, 0o600);
  t.is(readFileSync(one).length, 32);
  t.deepEqual(readOrMakeSecret(one).derive('x'), made);
});

test('a secret that a power cut left half made is made anew, in one move', (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'secret');
  writeFileSync(`${path}.draft`, 'half');
  t.notThrows(() => readOrMakeSecret(path));
  t.deepEqual(readdirSync(folder), ['secret']);
});
