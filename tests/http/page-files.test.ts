import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { builtApp } from '../support/built-app.ts';
import { club, fetchFrom, startEmbeddableService, unlistedSite } from '../support/embedding.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { headerList } from '../support/headers.ts';

/** The media type of a reply, without parameters. */
const mediaTypeOf = ({ headers }: Response) => headers.get('content-type')?.split(';')[0];

test('the service worker may connect to this service only', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  const reply = await fetch(`${url}/offline-worker.js`);
  t.is(mediaTypeOf(reply), 'text/javascript');
  t.is(reply.headers.get('cache-control'), 'no-cache');
  const rules = reply.headers.get('content-security-policy')!.split(';');
  t.true(rules.includes("connect-src 'self'"));
  t.true(rules.includes("default-src 'none'"));
});

test('a hashed asset is cached for good, and a missing one is a problem document', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  const asset = await fetch(`${url}/assets/page.0123456789abcdef.js`);
  t.is(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  t.is(asset.headers.get('cross-origin-resource-policy'), 'same-origin');
  const missing = await fetch(`${url}/assets/page.fedcba9876543210.js`);
  t.is(missing.status, 404);
  t.is(mediaTypeOf(missing), 'application/problem+json');
  t.is((await fetch(`${url}/assets/..%2findex.html`)).status, 404);
});

test('a client that accepts Brotli gets the compressed file and revalidates it by its entity tag', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  for (const path of ['/remote/mf-manifest.json', '/assets/page.0123456789abcdef.js']) {
    const plain = await fetchFrom(club, url + path, { headers: { 'accept-encoding': 'identity' } });
    const small = await fetchFrom(club, url + path, { headers: { 'accept-encoding': 'br' } });
    t.is(plain.headers.get('content-encoding'), null, path);
    t.is(small.headers.get('content-encoding'), 'br', path);
    t.is(await small.text(), await plain.text(), path);
    t.true(headerList(small, 'vary').includes('Accept-Encoding'), path);
    for (const name of ['content-type', 'cache-control', 'cross-origin-resource-policy']) {
      t.is(small.headers.get(name), plain.headers.get(name), `${path} ${name}`);
    }
    const headers = {
      'accept-encoding': 'br',
      'cache-control': 'max-age=0',
      'if-none-match': small.headers.get('etag')!,
    };
    t.is((await fetchFrom(club, url + path, { headers })).status, 304, path);
  }
  for (const path of ['/remote/..%2fpage%2findex.html', '/remote/.json', '/remote/none.js']) {
    t.is((await fetchFrom(club, url + path)).status, 404, path);
  }
});

test('listed sites may load the remote, and only hashed files are cached for good', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const manifest = await fetchFrom(club, `${url}/remote/mf-manifest.json`);
  t.is(manifest.headers.get('access-control-allow-origin'), club);
  t.is(manifest.headers.get('cross-origin-resource-policy'), 'cross-origin');
  t.is(manifest.headers.get('cache-control'), 'no-cache');
  const chunk = await fetchFrom(club, `${url}/remote/chunk.0123456789abcdef.js`);
  t.is(chunk.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  const strange = await fetchFrom(unlistedSite, `${url}/remote/mf-manifest.json`);
  t.is(strange.headers.get('access-control-allow-origin'), null);
  t.true(headerList(strange, 'vary').includes('Origin'));
});

test('the verifier is sent as a download, and is not found if it was not built', async (t) => {
  const verifierDir = temporaryFolder(t);
  writeFileSync(join(verifierDir, 'raffle-verifier.html'), '<!doctype html><title>V</title>');
  const { url } = await startTestService(t, { verifierDir });
  const reply = await fetch(`${url}/verifier`);
  t.is(reply.headers.get('content-disposition'), 'attachment; filename=raffle-verifier.html');
  t.is(reply.headers.get('cache-control'), 'no-cache');
  t.is(await reply.text(), '<!doctype html><title>V</title>');
  const without = await startTestService(t, { verifierDir: temporaryFolder(t) });
  t.is((await fetch(`${without.url}/verifier`)).status, 404);
});
