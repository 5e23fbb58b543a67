import { join } from 'node:path';
import test from 'ava';
import { findMeantId } from '../../services/raffle/http/pages/not-found-pages.ts';
import { builtApp, titleOf } from '../support/built-app.ts';
import { club } from '../support/embedding.ts';
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
