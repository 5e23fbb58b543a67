import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { findMeantId } from '../../services/raffle/http/pages/not-found-pages.ts';
import { builtApp, titleOf } from '../support/built-app.ts';
import {
  club,
  fetchFrom,
  school,
  startEmbeddableService,
  unlistedSite,
} from '../support/embedding.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';
import { headerList } from '../support/headers.ts';

const production = {
  NODE_ENV: 'production',
  RAFFLE_SMTP_URL: 'smtp://mail.example.org',
  RAFFLE_MAIL_FROM: 'raffle@example.org',
};

/** The media type of a reply, without parameters. */
const mediaTypeOf = ({ headers }: Response) => headers.get('content-type')?.split(';')[0];

test('the page is served at / and for every raffle, and is always revalidated', async (t) => {
  const galleryDir = join(builtApp(t), 'page');
  const { url } = await startTestService(t, { participantDir: builtApp(t), galleryDir });
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
    t.truthy(titleOf(await reply.text()), path);
    t.is(reply.headers.get('cache-control'), 'no-cache', path);
  }
});

/** The headers that a browser sends for an address typed by its user. */
const browserHeaders = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'en-GB,en;q=0.9',
};

test('the page title contains the raffle’s name and state, in the reader’s language', async (t) => {
  const { url, operator, signIn } = await startTestService(t, { participantDir: builtApp(t) });
  const titles = async (path: string, language = 'en') => {
    const reply = await fetch(url + path, {
      headers: { ...browserHeaders, 'accept-language': language },
    });
    t.true(headerList(reply, 'vary').includes('Accept-Language'), path);
    return titleOf(await reply.text());
  };
  t.is(await titles('/'), 'Demo raffle · Tickets on sale', 'the only raffle');
  t.is(await titles('/receipt'), 'Check a receipt');
  t.is(await titles('/raffles/demo'), 'Demo raffle · Tickets on sale');
  t.is(await titles('/raffles/demo', 'de'), 'Demo raffle · Lose im Verkauf');
  t.is(await titles('/raffles/demo/result'), 'Demo raffle · Result');
  t.is(await titles('/raffles/demo/receipts'), 'Demo raffle · My receipts');
  t.is(await titles('/raffles/demo/tickets/7/receipt'), 'Demo raffle · Receipt for ticket 7');
  await operator.call('createRaffle', { body: { id: 'one', title: 'One', capacity: 1 } });
  await (await signIn('ann@example.org')).buy('one');
  t.is(await titles('/raffles/one'), 'One · Sold out');
  t.is(await titles('/'), 'Raffles');
  t.is(await titles('/', 'de-AT,de;q=0.9'), 'Verlosungen');
  await operator.call('closeRaffle', { params: { id: 'one' } });
  t.is(await titles('/raffles/one'), 'One · Sales have ended');
  await operator.call('drawWinner', { params: { id: 'one' } });
  t.is(await titles('/raffles/one'), 'One · Drawn');
  await operator.call('createRaffle', { body: { id: 'try', title: 'Try', rehearsal: true } });
  t.is(await titles('/raffles/try'), 'Try · Tickets on sale · Rehearsal');
});

test('an unknown address is a page for a browser and a problem document for a program', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  for (const path of ['/nope', '/raffles', '/raffles/none', '/raffles/none/result']) {
    const page = await fetch(url + path, { headers: browserHeaders });
    t.is(page.status, 404, path);
    t.is(mediaTypeOf(page), 'text/html', path);
    t.true(page.headers.get('content-security-policy')!.includes("script-src 'self'"), path);
    t.is(titleOf(await page.text()), 'Page not found', path);
    for (const accept of ['*/*', 'application/json', 'application/problem+json']) {
      const problem = await fetch(url + path, { headers: { accept } });
      t.is(problem.status, 404, path);
      t.is(mediaTypeOf(problem), 'application/problem+json', path);
    }
  }
  for (const path of ['/api/raffles/none', '/api/nope', '/assets/none.js']) {
    const problem = await fetch(url + path, { headers: browserHeaders });
    t.is(mediaTypeOf(problem), 'application/problem+json', path);
  }
  const posted = await fetch(`${url}/nope`, { method: 'POST', headers: browserHeaders });
  t.is(mediaTypeOf(posted), 'application/problem+json');
  const bare = await startTestService(t, { participantDir: temporaryFolder(t) });
  const plain = await fetch(`${bare.url}/nope`, { headers: browserHeaders });
  t.is(plain.status, 404);
  t.is(titleOf(await plain.text()), 'Page not found');
});

test('an address that cannot be decoded is a page for a browser and a problem document for a program', async (t) => {
  const { url } = await startTestService(t, { participantDir: builtApp(t) });
  const bare = await startTestService(t, { participantDir: temporaryFolder(t) });
  for (const path of ['/%E0%A4', '/raffles/%E0%A4', '/raffles/demo/tickets/%E0/receipt']) {
    for (const origin of [url, bare.url]) {
      const page = await fetch(origin + path, { headers: browserHeaders });
      t.is(page.status, 404, path);
      t.is(titleOf(await page.text()), 'Page not found', path);
    }
    const problem = await fetch(url + path, { headers: { accept: '*/*' } });
    t.true([400, 404].includes(problem.status), path);
    t.is(mediaTypeOf(problem), 'application/problem+json', path);
  }
  const problem = await fetch(`${url}/api/raffles/%E0%A4`, { headers: browserHeaders });
  t.is(problem.status, 400);
  t.is(mediaTypeOf(problem), 'application/problem+json');
});

test('an address with different capitals or a trailing full stop redirects to the raffle', async (t) => {
  const { url, operator } = await startTestService(t, { participantDir: builtApp(t) });
  await operator.call('createRaffle', { body: { id: 'Spring-Fair', title: 'Spring' } });
  const cases: Record<string, string> = {
    '/raffles/Demo': '/raffles/demo',
    '/raffles/demo.': '/raffles/demo',
    '/raffles/DEMO.,': '/raffles/demo',
    '/raffles/demo)?locale=de': '/raffles/demo?locale=de',
    '/raffles/demo%20': '/raffles/demo',
    '/raffles/demo%E2%80%9D': '/raffles/demo',
    '/raffles/spring-fair/result': '/raffles/Spring-Fair/result',
    '/raffles/DEMO/tickets/1/receipt': '/raffles/demo/tickets/1/receipt',
  };
  for (const [path, canonical] of Object.entries(cases)) {
    const reply = await fetch(url + path, { redirect: 'manual', headers: browserHeaders });
    t.is(reply.status, 302, path);
    t.is(reply.headers.get('location'), canonical, path);
    t.is((await fetch(url + path, { headers: browserHeaders })).status, 200, path);
  }
  t.is((await fetch(`${url}/raffles/demo`, { redirect: 'manual' })).status, 200);
  // An address of another site is not a raffle.
  const away = await fetch(`${url}/raffles/%2F%2Fexample.org`, { headers: browserHeaders });
  t.is(away.status, 404);
  const target = 'http://evil.example/raffles/Demo';
  const asked = await sendRaw(url, {
    method: 'GET',
    target,
    headers: Object.entries(browserHeaders),
  });
  t.is(
    asked.headers.get('location'),
    '/raffles/demo',
    'even if the request line names another host',
  );
});

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

test('the content security policy allows the page its own script and style only', async (t) => {
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
    "frame-ancestors 'none'",
  ]) {
    t.true(rules.has(rule), `${rule} in ${policy}`);
  }
  for (const source of ['unsafe', '*', 'http']) t.false(policy.includes(source), source);
});

/** Returns the policy of a page as a browser requests it for a window or for a frame. */
async function policyOf(address: string, dest: 'document' | 'iframe'): Promise<Headers> {
  const { headers } = await fetch(address, { headers: { 'sec-fetch-dest': dest } });
  return headers;
}

const directive = (headers: Headers, name: string): string | undefined =>
  headers
    .get('content-security-policy')!
    .split(';')
    .find((text) => text.startsWith(`${name} `));

test('no site may frame a page, not even a listed one', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const popup = `/sign-in/popup?origin=${encodeURIComponent(club)}`;
  for (const path of [
    '/',
    '/raffles/demo',
    '/raffles/demo/result',
    '/raffles/demo/receipts',
    popup,
  ]) {
    const headers = await policyOf(url + path, 'document');
    t.is(directive(headers, 'frame-ancestors'), "frame-ancestors 'none'", path);
    if (path === '/raffles/demo') continue;
    const framed = await policyOf(url + path, 'iframe');
    t.is(directive(framed, 'frame-ancestors'), "frame-ancestors 'none'", path);
  }
});

test('the admin app may frame a raffle’s page, which can then make public requests only', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const headers = await policyOf(`${url}/raffles/demo`, 'iframe');
  t.is(directive(headers, 'frame-ancestors'), 'frame-ancestors http://localhost:4001');
  t.is(headers.get('x-frame-options'), null);
  t.true(headers.get('vary')!.includes('Sec-Fetch-Dest'));
  const api = `${url}/api/raffles`;
  const names = ['', '/stream', '/log', '/checkpoint', '/consistency', '/draw'];
  const addresses = [api, ...names.map((name) => `${api}/demo${name}`)];
  t.is(directive(headers, 'connect-src'), `connect-src ${addresses.join(' ')}`);
});

test('the sign-in window may message its opener, and other pages have no opener', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const popup = await fetch(`${url}/sign-in/popup?origin=${encodeURIComponent(club)}`);
  t.is(popup.headers.get('cross-origin-opener-policy'), 'unsafe-none');
  const page = await fetch(`${url}/raffles/demo`);
  t.is(page.headers.get('cross-origin-opener-policy'), 'same-origin');
});

test('the sign-in window opens for listed sites only', async (t) => {
  const { url } = await startEmbeddableService(t, { participantDir: builtApp(t) });
  const popup = await fetch(`${url}/sign-in/popup?origin=${encodeURIComponent(school)}`);
  t.is(popup.status, 200);
  t.is(titleOf(await popup.text()), 'Sign in');
  const refused = [
    `?origin=${unlistedSite}`,
    '',
    `?origin=${club}&origin=${unlistedSite}`,
    `?origin[]=${club}`,
    `?origin=${club}/`,
    '?origin="><script>alert(1)</script>',
  ];
  for (const query of refused) {
    const reply = await fetch(`${url}/sign-in/popup${query}`);
    t.is(reply.status, 403, query);
    const page = await reply.text();
    t.false(page.includes('<script') || page.includes('stranger'), query);
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

test('the gallery is served in development only', async (t) => {
  const participantDir = builtApp(t);
  const galleryDir = join(builtApp(t), 'page');
  const { dataDir, stop } = await startTestService(t);
  await stop();
  const environment = production;
  const options = { participantDir, galleryDir, dataDir, environment };
  const { url } = await startTestService(t, options);
  t.is((await fetch(url)).status, 200);
  t.is((await fetch(`${url}/gallery`)).status, 404);
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

test('if the app is not built, / redirects to the docs', async (t) => {
  const { url } = await startTestService(t, { participantDir: temporaryFolder(t) });
  const reply = await fetch(url, { redirect: 'manual' });
  t.is(reply.headers.get('location'), '/docs');
  t.is((await fetch(`${url}/gallery`)).status, 404);
  t.is((await fetch(`${url}/sign-in/popup?origin=${club}`)).status, 404);
});

test('the time to parse a long unknown address grows linearly', (t) => {
  // With a search of the whole rest at each position this takes minutes.
  t.is(findMeantId(`${'!'.repeat(500_000)}a`, []), undefined);
});
