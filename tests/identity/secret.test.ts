import { hkdfSync } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readOrCreateSecret, readSecret, Secret } from '../../services/raffle/identity/secret.ts';
import { temporaryFolder } from '../support/service.ts';

const bytes = new Uint8Array(32).fill(7);

test('derive() is HKDF-SHA256 with one key for each purpose', (t) => {
  const expected = Buffer.from(hkdfSync('sha256', bytes, '', 'raffle/session', 32));
  t.deepEqual(new Secret(bytes).derive('session'), expected);
  t.notDeepEqual(new Secret(bytes).derive('session'), new Secret(bytes).derive('sign-in-code'));
});

test('a secret has exactly 32 bytes', (t) => {
  for (const length of [0, 31, 33, 64]) {
    t.throws(() => new Secret(new Uint8Array(length)), { instanceOf: RangeError });
  }
});

test('a secret is read as raw bytes or as 64 hexadecimal digits with a line break', (t) => {
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

test('a generated secret is random, readable by its owner only, and kept', (t) => {
  const [one, other] = [join(temporaryFolder(t), 'secret'), join(temporaryFolder(t), 'secret')];
  const made = readOrCreateSecret(one).derive('x');
  t.notDeepEqual(readOrCreateSecret(other).derive('x'), made);
  t.is(statSync(one).mode & 0o777, 0o600);
  t.is(readFileSync(one).length, 32);
  t.deepEqual(readOrCreateSecret(one).derive('x'), made);
});

test('a secret left incomplete by a power failure is generated again, atomically', (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'secret');
  writeFileSync(`${path}.draft`, 'half');
  t.notThrows(() => readOrCreateSecret(path));
  t.deepEqual(readdirSync(folder), ['secret']);
});

test('a secret is never written through a symbolic link', (t) => {
  const folder = temporaryFolder(t);
  const elsewhere = join(folder, 'elsewhere');
  for (const name of ['secret.draft', 'secret']) symlinkSync(elsewhere, join(folder, name));
  readOrCreateSecret(join(folder, 'secret'));
  t.false(existsSync(elsewhere));
  t.true(lstatSync(join(folder, 'secret')).isFile());
  t.is(readFileSync(join(folder, 'secret')).length, 32);
});
