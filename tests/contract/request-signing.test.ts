import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { createSignature, verifySignature } from 'http-message-sig';
import {
  contentDigest,
  keyThumbprint,
  signRequest,
  signing,
  type RequestSigner,
} from '#contract/request-signing.ts';
import { signatureBase, verifyMessage } from '../support/rfc9421.ts';
import { toSigner } from '../support/service.ts';
import vector from '../vectors/http-message-signature.json' with { type: 'json' };

/** RFC 9421 appendix B.1.4, which also publishes the private half. */
const { publicJwk, request, signature, signatureInput } = vector;
const publicKey = createPublicKey({ key: publicJwk, format: 'jwk' });
const privateKey = createPrivateKey({
  key: { ...publicJwk, d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU' },
  format: 'jwk',
});
const fields = Object.entries(request.headers).map(([name, value]) => ({ name, value }));
const message = {
  kind: 'request',
  method: request.method,
  targetUri: request.url,
  fields,
} as const;
const covered = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];

test('the library verifies the example of RFC 9421 appendix B.2.6', async (t) => {
  const signed = [
    ...fields,
    { name: 'signature', value: signature },
    { name: 'signature-input', value: signatureInput },
  ];
  const verified = await verifySignature(
    { ...message, fields: signed },
    {
      policy: {
        algorithms: ['ed25519'],
        requiredComponents: covered,
        requiredParameters: ['created', 'keyid'],
        now: 1_618_884_473,
      },
      resolveVerifier: () => ({
        algorithm: 'ed25519',
        verify: (bytes, value) => verify(null, bytes, publicKey, value),
      }),
    },
  );
  t.is(verified.label, 'sig-b26');
});

test('the library reproduces the example of RFC 9421 appendix B.2.6 byte for byte', async (t) => {
  const made = await createSignature(message, {
    label: 'sig-b26',
    components: covered,
    parameters: { created: 1_618_884_473, keyid: 'test-key-ed25519' },
    signer: { algorithm: 'ed25519', sign: (bytes) => sign(null, bytes, privateKey) },
  });
  t.deepEqual(made, { signature, signatureInput });
});

test('the independent verifier accepts the example of RFC 9421 appendix B.2.6 and no variation of it', (t) => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { host, pathname, search } = new URL(request.url);
  const example = {
    method: request.method,
    authority: host,
    target: pathname + search,
    headers: { ...headers, signature, 'signature-input': signatureInput },
  };
  t.true(verifyMessage(example, 'sig-b26', publicKey));
  t.false(verifyMessage({ ...example, method: 'PUT' }, 'sig-b26', publicKey));
  t.false(verifyMessage({ ...example, target: '/bar' }, 'sig-b26', publicKey));
});

const word = fc.stringMatching(/^[A-Za-z0-9_~.-]{1,12}$/).filter((text) => !/^\.\.?$/.test(text));
const anyRequest = fc.record({
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  authority: fc.constantFrom(
    'localhost:4000',
    'raffle.example.org',
    '127.0.0.1:8080',
    '[::1]:4000',
  ),
  path: fc.array(word, { maxLength: 4 }).map((words) => `/${words.join('/')}`),
  query: fc.option(fc.stringMatching(/^[a-z0-9=&%2F+]{0,20}$/), { nil: undefined }),
  body: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
  idempotencyKey: fc.option(fc.stringMatching(/^[!-~]{1,40}$/), { nil: undefined }),
});

test('300 requests signed by the client are accepted by a verifier written from the RFC alone', async (t) => {
  const keys = generateKeyPairSync('ed25519');
  const signer = await toSigner(keys.privateKey);
  await fc.assert(
    fc.asyncProperty(anyRequest, async ({ method, authority, path, query, ...rest }) => {
      const target = query === undefined ? path : `${path}?${query}`;
      const { body, idempotencyKey } = rest;
      const toSign = {
        method,
        url: `http://${authority}${target}`,
        ...(body === undefined ? {} : { body }),
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      };
      const headers = await signRequest(toSign, signer, 1_800_000_000);
      const seen = { method, authority, target, headers };
      t.true(verifyMessage(seen, signing.label, keys.publicKey));
      t.false(verifyMessage({ ...seen, target: `${target}x` }, signing.label, keys.publicKey));
      t.is(headers['content-type'], body === undefined ? undefined : 'application/json');
      t.is(headers['content-digest'], await contentDigest(body ?? ''));
    }),
    { numRuns: 300 },
  );
});

test('a WebCrypto key that cannot be exported can sign', async (t) => {
  const keys = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  await t.throwsAsync(crypto.subtle.exportKey('pkcs8', keys.privateKey));
  await t.throwsAsync(crypto.subtle.exportKey('jwk', keys.privateKey));
  const { x } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  const keyid = await keyThumbprint(x!);
  const signer: RequestSigner = {
    keyid,
    sign: async (bytes) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', keys.privateKey, Uint8Array.from(bytes))),
  };
  const order = { method: 'POST', url: 'http://localhost:4000/api/admin/raffles', body: '{}' };
  const headers = await signRequest(order, signer);
  const message = { method: 'POST', authority: 'localhost:4000', target: '/api/admin/raffles' };
  const publicHalf = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: x! }, format: 'jwk' });
  t.true(verifyMessage({ ...message, headers }, signing.label, publicHalf));
  t.false(verifyMessage({ ...message, method: 'PUT', headers }, signing.label, publicHalf));
});

test('a signed request covers the contract’s components and has a nonce of its own', async (t) => {
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const signer = await toSigner(key);
  const order = { method: 'POST', url: 'http://localhost:4000/api/admin/raffles/demo/draw' };
  const make = async () => (await signRequest(order, signer, 1_800_000_000))['signature-input']!;
  const [first, second] = [await make(), await make()];
  const form =
    /^raffle=\("@method" "@authority" "@path" "@query" "content-digest"\);created=1800000000;expires=1800000060;nonce="([\w-]{22})";keyid="([\w-]{43})";alg="ed25519";tag="raffle-admin-v1"$/;
  t.regex(first, form);
  t.is(form.exec(first)![2], signer.keyid);
  t.not(form.exec(first)![1], form.exec(second)![1]);
});

test('an absent and an empty query have the same signature base', (t) => {
  const about = { method: 'GET', authority: 'localhost', headers: {} };
  const parameters = '("@path" "@query");created=1';
  t.is(
    signatureBase({ ...about, target: '/a' }, parameters),
    signatureBase({ ...about, target: '/a?' }, parameters),
  );
});

test('an empty body has the digest that RFC 9530 defines for it', async (t) => {
  t.is(await contentDigest(''), 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  t.is(
    await contentDigest('{"hello": "world"}'),
    'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
  );
});

test('a keyid is the thumbprint of RFC 8037 appendix A.3', async (t) => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  t.is(await keyThumbprint(x), 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});
