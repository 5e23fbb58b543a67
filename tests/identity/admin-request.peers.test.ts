import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'ava';
import fc from 'fast-check';
import { AdminRequests } from '../../services/raffle/identity/admin-request.ts';
import { LowdbAdminStore } from '../../services/raffle/stores/lowdb/admin-store.ts';
import { openFolder } from '../support/lowdb.ts';
import {
  arrivedFrom,
  digestOf,
  IndependentSigner,
  toSigningKey,
} from '../support/signed-requests.ts';
import type { WireRequest } from '../support/raw-http.ts';
import { temporaryFolder } from '../support/service.ts';

const now = 1_800_000_000;

const word = fc.stringMatching(/^[A-Za-z0-9_~.-]{1,12}$/).filter((text) => !/^\.\.?$/.test(text));
const anyRequest = fc.record({
  origin: fc.constantFrom('http://localhost:4000', 'https://raffle.example.org', 'http://[::1]:80'),
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  path: fc.array(word, { maxLength: 4 }).map((words) => `/api/admin/${words.join('/')}`),
  query: fc.option(fc.stringMatching(/^[a-z0-9=&%2F+]{0,20}$/), { nil: undefined }),
  body: fc.string({ unit: 'grapheme' }),
  idempotencyKey: fc.option(fc.stringMatching(/^[!-~]{1,40}$/), { nil: undefined }),
  lifetime: fc.integer({ min: 0, max: 60 }),
});

const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
const changeHeader =
  (name: string, change: (value: string) => string) =>
  (wire: WireRequest): WireRequest => ({
    ...wire,
    headers: wire.headers.map(([each, value]) => [each, each === name ? change(value) : value]),
  });

/** Changes that an attacker on the network could make to a request. All must be refused. */
const tamperings: Record<string, (wire: WireRequest) => WireRequest> = {
  method: (wire) => ({ ...wire, method: wire.method === 'POST' ? 'PUT' : 'POST' }),
  path: (wire) => ({ ...wire, target: wire.target.replace('/api/', '/api/x') }),
  query: (wire) => ({ ...wire, target: `${wire.target}${wire.target.includes('?') ? '&' : '?'}x` }),
  body: (wire) => ({ ...wire, body: `${String(wire.body)} ` }),
  'body and digest': (wire) =>
    changeHeader('content-digest', () => digestOf('{}x'))({ ...wire, body: '{}x' }),
  'idempotency key': changeHeader('idempotency-key', (value) => `${value}x`),
  'content type': changeHeader('content-type', (value) => `${value}; charset=utf-8`),
  signature: changeHeader('signature', (value) =>
    value.replace(/:./, (two) => `:${other(two[1]!)}`),
  ),
  nonce: changeHeader('signature-input', (value) =>
    value.replace(/(nonce=")(.)/, (_, name: string, first: string) => name + other(first)),
  ),
  expiry: changeHeader('signature-input', (value) =>
    value.replace(/expires=\d+/, `expires=${now + 59}`),
  ),
  'covered digest': changeHeader('signature-input', (value) =>
    value.replace(' "content-digest"', ''),
  ),
};

test('300 requests by a signer written from the RFC alone are each accepted once, and refused with any change', async (t) => {
  const { folder } = await openFolder(t, temporaryFolder(t));
  const store = await LowdbAdminStore.load(folder);
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = await toSigningKey(privateKey);
  const publicKey = privateKey.export({ format: 'jwk' }).x!;
  const enrolled = { keyid: key.keyid, publicKey, role: 'admin', name: 'Ada' } as const;
  await store.enrolKey(enrolled, 'file', new Date(now * 1000).toISOString());
  const anyTampering = fc.constantFrom(...Object.keys(tamperings));
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(anyRequest, anyTampering, async (request, name) => {
      const { origin, method, path, query, body, idempotencyKey, lifetime } = request;
      const target = query === undefined ? path : `${path}?${query}`;
      const wire = new IndependentSigner(origin, key).sign(
        { method, target, body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) },
        { parameters: { created: now, expires: now + lifetime } },
      );
      const requests = new AdminRequests(origin, store);
      const changed = tamperings[name]!(wire);
      if (JSON.stringify(changed) !== JSON.stringify(wire)) {
        await t.throwsAsync(
          requests.verify(arrivedFrom(changed), now),
          { code: 'signature-invalid' },
          name,
        );
        refusals += 1;
      }
      const { key: signer, operatorSignature: kept } = await requests.verify(
        arrivedFrom(wire),
        now,
      );
      t.is(signer.keyid, key.keyid);
      t.is(kept.body, body);
      await t.throwsAsync(requests.verify(arrivedFrom(wire), now), { code: 'signature-replayed' });
    }),
    { numRuns: 300 },
  );
  t.true(refusals > 200);
});

test('the independent signer and verifier share no code with the service', (t) => {
  const source = readFileSync('tests/support/rfc9421.ts', 'utf8');
  const imports = [...source.matchAll(/^import .* from '([^']+)';$/gm)].map(([, name]) => name);
  t.deepEqual(imports, ['node:crypto']);
  const signing = readFileSync('tests/support/signed-requests.ts', 'utf8');
  t.false(signing.includes('request-signing') || signing.includes('http-message-sig'));
});
