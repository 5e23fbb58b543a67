import test from 'ava';
import { club, fetchFrom, startEmbeddableService, unlistedSite } from '../support/embedding.ts';
import { startTestService } from '../support/service.ts';
import { headerList } from '../support/headers.ts';
import { waitMsMax } from '../support/wait-limit.ts';

const forEmbedding = [
  '/api/raffles',
  '/api/raffles/demo',
  '/api/raffles/demo/stream',
  '/api/raffles/demo/draw',
  '/api/raffles/demo/log',
  '/api/raffles/demo/checkpoint',
  '/api/raffles/demo/consistency',
  '/api/raffles/demo/tickets',
  '/api/raffles/demo/tickets/mine',
  '/api/raffles/demo/tickets/1/receipt',
  '/api/me',
];
const notForOtherSites = [
  '/api/sign-in/codes',
  '/api/sign-in/sessions',
  '/api/sign-in/embed-tokens',
  '/api/sign-in/sessions/current',
  '/api/admin/raffles',
  '/dev/mailbox',
  '/openapi.json',
];

function preflight(origin: string, url: string, method = 'POST'): Promise<Response> {
  return fetchFrom(origin, url, {
    method: 'OPTIONS',
    headers: {
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
}

test('a listed site may read the service’s clock, which times the showing of results', async (t) => {
  const { url } = await startEmbeddableService(t);
  const reply = await fetchFrom(club, `${url}/api/raffles/demo`);
  t.true(headerList(reply, 'access-control-expose-headers').includes('Date'));
});

test('a listed site may read what a participant sees, without a cookie', async (t) => {
  const { url } = await startEmbeddableService(t);
  for (const path of forEmbedding) {
    const reply = await fetchFrom(club, url + path, { signal: AbortSignal.timeout(waitMsMax) });
    await reply.body?.cancel();
    t.is(reply.headers.get('access-control-allow-origin'), club, path);
    t.is(reply.headers.get('access-control-allow-credentials'), null, path);
    t.true(headerList(reply, 'vary').includes('Origin'), path);
    const asked = await preflight(club, url + path);
    t.is(asked.status, 204, path);
    t.is(asked.headers.get('access-control-allow-origin'), club, path);
    t.is(asked.headers.get('access-control-allow-methods'), 'GET, POST, PUT', path);
    t.true(headerList(asked, 'access-control-allow-headers').includes('authorization'), path);
  }
});

test('a site that is not listed may read nothing', async (t) => {
  const { url } = await startEmbeddableService(t);
  for (const path of forEmbedding) {
    for (const origin of [unlistedSite, 'null', `${club}.evil.example`]) {
      const reply = await fetchFrom(origin, url + path);
      await reply.body?.cancel();
      t.is(reply.headers.get('access-control-allow-origin'), null, path);
      const asked = await preflight(origin, url + path);
      t.is(asked.headers.get('access-control-allow-origin'), null, path);
      t.is(asked.headers.get('access-control-allow-methods'), null, path);
    }
  }
});

test('a listed site may not sign in, sign out or send admin requests', async (t) => {
  const { url } = await startEmbeddableService(t);
  for (const path of notForOtherSites) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const asked = await preflight(club, url + path, method);
      t.is(asked.headers.get('access-control-allow-origin'), null, path);
    }
  }
});

test('without an embed list no other origin gets CORS headers', async (t) => {
  const { url } = await startTestService(t);
  const reply = await fetchFrom(club, `${url}/api/raffles/demo`);
  t.is(reply.headers.get('access-control-allow-origin'), null);
});
