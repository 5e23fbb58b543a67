import test from 'ava';
import { endpoints } from '#contract/endpoints.ts';
import { startTestService } from '../support/service.ts';
import { headerList } from '../support/headers.ts';

const admin = 'http://localhost:4001';
const preflight = (origin: string): RequestInit => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST' },
});

test('the admin app’s origin may call /api/admin, without cookies', async (t) => {
  const { url } = await startTestService(t);
  const reply = await fetch(`${url}/api/admin/raffles/demo/draw`, preflight(admin));
  t.is(reply.status, 204);
  t.is(reply.headers.get('access-control-allow-origin'), admin);
  t.is(reply.headers.get('access-control-allow-credentials'), null);
  const allowed = reply.headers.get('access-control-allow-headers')!;
  for (const name of ['content-digest', 'signature', 'signature-input', 'idempotency-key']) {
    t.true(allowed.includes(name));
  }
  t.is(reply.headers.get('vary'), 'Origin');
  const methods = reply.headers.get('access-control-allow-methods')!.split(', ');
  for (const { method, caller } of Object.values(endpoints)) {
    if (caller === 'operator') t.true(methods.includes(method), method);
  }
});

test('the admin app’s origin may read error replies of /api/admin', async (t) => {
  const { url } = await startTestService(t);
  const reply = await fetch(`${url}/api/admin/keys`, { headers: { origin: admin } });
  t.is(reply.status, 401);
  t.is(reply.headers.get('access-control-allow-origin'), admin);
});

const publicReads = ['', '/stream', '/log', '/checkpoint', '/consistency', '/draw'];

test('the admin app’s origin may read the public endpoints, without cookies', async (t) => {
  const { url } = await startTestService(t);
  const ofRaffle = publicReads.map((part) => `/api/raffles/demo${part}`);
  for (const path of ['/api/raffles', ...ofRaffle, `/api/pictures/${'0'.repeat(64)}`]) {
    const reply = await fetch(url + path, { headers: { origin: admin } });
    await reply.body?.cancel();
    t.is(reply.headers.get('access-control-allow-origin'), admin, path);
    t.is(reply.headers.get('access-control-allow-credentials'), null, path);
    t.true(headerList(reply, 'vary').includes('Origin'), path);
    const asked = await fetch(url + path, preflight(admin));
    t.is(asked.status, 204, path);
    t.true(headerList(asked, 'access-control-allow-headers').includes('if-none-match'), path);
    const strange = await fetch(url + path, preflight('http://localhost:4002'));
    t.is(strange.headers.get('access-control-allow-origin'), null, path);
  }
});

test('no other origin gets CORS headers, not even one with a similar name', async (t) => {
  const { url } = await startTestService(t);
  for (const origin of [
    'null',
    'https://evil.example',
    `${admin}.evil.example`,
    'http://localhost',
  ]) {
    const reply = await fetch(`${url}/api/admin/keys`, preflight(origin));
    t.is(reply.headers.get('access-control-allow-origin'), null, origin);
  }
});

test('the participants’ endpoints have no CORS headers', async (t) => {
  const { url } = await startTestService(t);
  for (const path of [
    '/api/me',
    '/api/sign-in/codes',
    '/api/sign-in/sessions/current',
    '/api/sign-in/embed-tokens',
    '/api/raffles/demo/tickets',
    '/api/raffles/demo/tickets/mine',
    '/api/raffles/demo/tickets/1/receipt',
    '/dev/mailbox',
    '/',
  ]) {
    for (const init of [preflight(admin), { headers: { origin: admin } }]) {
      const reply = await fetch(url + path, init);
      t.is(reply.headers.get('access-control-allow-origin'), null, path);
    }
  }
});

test('only the configured origin of the admin app is allowed', async (t) => {
  const environment = { RAFFLE_ADMIN_URL: 'https://admin.example.org' };
  const { url } = await startTestService(t, { environment });
  const allowed = async (origin: string) =>
    (await fetch(`${url}/api/admin/keys`, preflight(origin))).headers.get(
      'access-control-allow-origin',
    );
  t.is(await allowed('https://admin.example.org'), 'https://admin.example.org');
  t.is(await allowed(admin), null);
});
