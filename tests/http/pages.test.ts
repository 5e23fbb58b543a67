import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { club, fetchFrom, school, startEmbeddableService, stranger } from '../support/embedding.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

/** Something built, without the build. */
function builtApp(t: ExecutionContext): string {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Raffle</title>');
  writeFileSync(join(folder, 'page', 'assets', 'page.0123456789abcdef.js'), '0');
  writeFileSync(join(folder, 'page', 'offline-worker.js'), '0');
  mkdirSync(join(folder, 'remote'));
  writeFileSync(join(folder, 'remote', 'mf-manifest.json'), '{}');
  writeFileSync(join(folder, 'remote', 'chunk.0123456789abcdef.js'), '0');
  return folder;
}

const production = {
  NODE_ENV: 'production',
  RAFFLE_SMTP_URL: 'smtp://mail.example.org',
  RAFFLE_MAIL_FROM: 'raffle@example.org',
};

test('the page is at / and at every raffle, fresh each time', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  for (const path of [
    '/',
    '/raffles/demo',
    '/raffles/demo/result',
    '/raffles/demo/receipts',
    '/raffles/demo/tickets/1/receipt',
    '/gallery',
  ]) {
    const reply = await fetch(url + path);
    t.is(reply.status, 200, path);
    t.regex(await reply.text(), /<title>Raffle/, path);
    t.is(reply.headers.get('cache-control'), 'no-cache', path);
  }
});

test('the worker that opens the page offline may ask this service, and nobody else', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  const reply = await fetch(`${url}/offline-worker.js`);
  t.regex(reply.headers.get('content-type')!, /^text\/javascript/);
  t.is(reply.headers.get('cache-control'), 'no-cache');
  const rules = reply.headers.get('content-security-policy')!.split(';');
  t.true(rules.includes("connect-src 'self'"));
  t.true(rules.includes("default-src 'none'"));
});

test('a hashed asset is kept for good, a missing one is a problem', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  const asset = await fetch(`${url}/assets/page.0123456789abcdef.js`);
  t.is(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  t.is(asset.headers.get('cross-origin-resource-policy'), 'same-origin');
  const missing = await fetch(`${url}/assets/page.fedcba9876543210.js`);
  t.is(missing.status, 404);
  t.regex(missing.headers.get('content-type')!, /problem\+json/);
  t.is((await fetch(`${url}/assets/..%2findex.html`)).status, 404);
});

test('text is compressed for who takes it, and checked again by its tag', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  for (const path of ['/remote/mf-manifest.json', '/assets/page.0123456789abcdef.js']) {
    const plain = await fetchFrom(club, url + path, { headers: { 'accept-encoding': 'identity' } });
    const small = await fetchFrom(club, url + path, { headers: { 'accept-encoding': 'br' } });
    t.is(plain.headers.get('content-encoding'), null, path);
    t.is(small.headers.get('content-encoding'), 'br', path);
    t.is(await small.text(), await plain.text(), path);
    t.regex(small.headers.get('vary')!, /Accept-Encoding/, path);
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

test('the page allows its own script and style, and nothing else', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  const policy = (await fetch(url)).headers.get('content-security-policy')!;
  const rules = new Set(policy.split(';'));
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors http://localhost:4001',
  ]) {
    t.true(rules.has(rule), `${rule} in ${policy}`);
  }
  t.notRegex(policy.replace(/frame-ancestors.*/, ''), /unsafe|\*|http/);
});

test('listed sites and the admin app may frame the page, and nobody the sign-in window', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const page = await fetch(`${url}/raffles/demo`);
  t.true(
    page.headers
      .get('content-security-policy')!
      .endsWith(`frame-ancestors ${club} ${school} http://localhost:4001`),
  );
  t.is(page.headers.get('x-frame-options'), null);
  const popup = await fetch(`${url}/sign-in/popup?origin=${encodeURIComponent(club)}`);
  t.true(popup.headers.get('content-security-policy')!.endsWith("frame-ancestors 'none'"));
  t.is(popup.headers.get('cross-origin-opener-policy'), 'unsafe-none');
  t.is(page.headers.get('cross-origin-opener-policy'), 'same-origin');
});

test('the sign-in window opens for listed sites only', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  t.is((await fetch(`${url}/sign-in/popup?origin=${encodeURIComponent(school)}`)).status, 200);
  const refused = [
    `?origin=${stranger}`,
    '',
    `?origin=${club}&origin=${stranger}`,
    `?origin[]=${club}`,
    `?origin=${club}/`,
    '?origin="><script>alert(1)</script>',
  ];
  for (const query of refused) {
    const reply = await fetch(`${url}/sign-in/popup${query}`);
    t.is(reply.status, 403, query);
    t.notRegex(await reply.text(), /<script|stranger/, query);
  }
});

test('the remote may be loaded by listed sites; only hashed files are kept', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const manifest = await fetchFrom(club, `${url}/remote/mf-manifest.json`);
  t.is(manifest.headers.get('access-control-allow-origin'), club);
  t.is(manifest.headers.get('cross-origin-resource-policy'), 'cross-origin');
  t.is(manifest.headers.get('cache-control'), 'no-cache');
  const chunk = await fetchFrom(club, `${url}/remote/chunk.0123456789abcdef.js`);
  t.is(chunk.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  const strange = await fetchFrom(stranger, `${url}/remote/mf-manifest.json`);
  t.is(strange.headers.get('access-control-allow-origin'), null);
  t.regex(strange.headers.get('vary')!, /\bOrigin\b/);
});

test('the gallery is for development', async (t) => {
  const participantDir = builtApp(t);
  const { dataDir, stop } = await startTestService(t);
  await stop();
  const environment = production;
  const { url } = await startTestService(t, { participantDir, dataDir, environment });
  t.is((await fetch(url)).status, 200);
  t.is((await fetch(`${url}/gallery`)).status, 404);
});

test('the verifier is a download, never a page of ours, and not there where it is not built', async (t) => {
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

test('where the app is not built, / leads to the docs', async (t) => {
  const { url } = await startTestService(t, { participantDir: temporaryFolder(t) });
  const reply = await fetch(url, { redirect: 'manual' });
  t.is(reply.headers.get('location'), '/docs');
  t.is((await fetch(`${url}/gallery`)).status, 404);
  t.is((await fetch(`${url}/sign-in/popup?origin=${club}`)).status, 404);
});
