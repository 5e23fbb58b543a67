import test from 'ava';
import { builtApp, titleOf } from '../support/built-app.ts';
import { club, school, startEmbeddableService, unlistedSite } from '../support/embedding.ts';
import { startTestService } from '../support/service.ts';

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
  const names = ['', '/stream', '/log', '/checkpoint', '/consistency', '/witnesses', '/draw'];
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
