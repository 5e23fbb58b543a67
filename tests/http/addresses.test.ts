import test from 'ava';
import { expectProblem } from '../support/problems.ts';
import { sendRaw } from '../support/raw-http.ts';
import { postJson, startTestService } from '../support/service.ts';
import { waitMsMax } from '../support/wait-limit.ts';

test('every endpoint of an unknown raffle answers raffle-not-found', async (t) => {
  const { url, signIn, operator } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  for (const path of ['', '/stream', '/draw', '/tickets/mine']) {
    await expectProblem(t, await ada.fetch(`/api/raffles/none${path}`), 'raffle-not-found');
  }
  await expectProblem(t, await ada.buy('none'), 'raffle-not-found');
  const params = { id: 'none' };
  for (const name of ['closeRaffle', 'drawWinner', 'listSoldTickets', 'fetchAudit'] as const) {
    await t.throwsAsync(operator.call(name, { params }), { code: 'raffle-not-found' });
  }
  t.is((await fetch(`${url}/api/raffles/demo`)).status, 200);
});

const oddIds = [
  '%',
  '%zz',
  '%00',
  '%2e%2e',
  '%2e%2e%2faccounts',
  '..%2f..%2fetc%2fpasswd',
  '%5c..%5c',
  '%c0%ae',
  '%ff',
  '%F0%9F%8E%9F',
  'demo%0d%0aset-cookie:%20a=b',
  'demo%20',
  'demo.journal',
  '__proto__',
  'constructor',
  '-demo',
  'a'.repeat(65),
  '*',
  "'%20OR%201=1--",
  '<script>',
];

test('a malformed raffle id is answered with a client error, never with a server error', async (t) => {
  const { url, signIn } = await startTestService(t);
  const { cookie } = await signIn('ada@example.org');
  for (const id of oddIds) {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/stream'],
      ['GET', '/draw'],
      ['GET', '/tickets/mine'],
      ['POST', '/tickets'],
    ] as const) {
      const reply = await sendRaw(url, {
        method,
        target: `/api/raffles/${id}${path}`,
        headers: [
          ['cookie', cookie],
          ['content-type', 'application/json'],
          ['idempotency-key', 'one'],
        ],
        body: method === 'POST' ? '{"quantity":1}' : '',
      });
      t.true([400, 404].includes(reply.status), `${method} ${id}${path}: ${reply.status}`);
      const code = reply.status === 400 ? 'invalid-request' : 'raffle-not-found';
      await expectProblem(t, reply, code);
    }
  }
});

test('raffle ids are case-sensitive', async (t) => {
  const { url } = await startTestService(t);
  await expectProblem(t, await fetch(`${url}/api/raffles/DEMO`), 'raffle-not-found');
});

test('malformed request targets are never answered with a server error', async (t) => {
  const { url } = await startTestService(t);
  const targets = [
    '*',
    '//',
    '//evil.example/api/raffles',
    'http://evil.example/api/raffles/demo',
    '/api/raffles/demo?%zz',
    '/api/raffles/demo#fragment',
    '/api/raffles/demo?id=x&id=y&id[a]=z',
    '/api/admin/keys?%zz',
    '/api//raffles',
    '/dev/mailbox?to=a&to=b',
    '/dev/mailbox?to[a]=b',
    '/%2e%2e/%2e%2e/etc/passwd',
    `/${'a/'.repeat(2_000)}`,
  ];
  for (const target of targets) {
    for (const method of ['GET', 'OPTIONS', 'POST']) {
      const { status } = await sendRaw(url, { method, target, headers: [] });
      t.true(status < 500, `${method} ${target}: ${status}`);
    }
  }
});

test('an unknown path or method is answered with a problem document', async (t) => {
  const { url } = await startTestService(t);
  for (const [path, method] of [
    ['/api', 'GET'],
    ['/api/nothing', 'GET'],
    ['/robots.txt', 'GET'],
    ['/api/raffles/demo', 'PUT'],
    ['/api/raffles/demo', 'DELETE'],
    ['/api/raffles', 'POST'],
    ['/api/me', 'PATCH'],
    ['/api/sign-in/oidc', 'GET'],
    ['/api/sign-in/oidc/callback', 'GET'],
  ] as const) {
    await expectProblem(t, await fetch(url + path, { method }), 'not-found');
  }
});

test('HEAD answers with the headers of GET and no body', async (t) => {
  const { url } = await startTestService(t);
  for (const path of ['/api/raffles', '/api/raffles/demo', '/api/raffles/demo/stream', '/livez']) {
    const head = await fetch(url + path, {
      method: 'HEAD',
      signal: AbortSignal.timeout(waitMsMax),
    });
    t.is(head.status, 200, path);
    t.is(await head.text(), '');
  }
  const { headers } = await fetch(`${url}/api/raffles/demo`, { method: 'HEAD' });
  t.is(headers.get('etag'), '"1"');
});

test('an endpoint for participants answers not-signed-in before it checks anything else', async (t) => {
  const { url } = await startTestService(t);
  const asks = [
    ['/api/me', {}],
    ['/api/raffles/demo/tickets/mine', {}],
    ['/api/raffles/none/tickets/mine', {}],
    ['/api/raffles/demo/tickets', postJson({ quantity: 1 })],
    ['/api/raffles/demo/tickets', { method: 'POST', body: 'x'.repeat(10_000) }],
    ['/api/sign-in/sessions/current', { method: 'DELETE' }],
  ] as const;
  for (const [path, init] of asks) {
    await expectProblem(t, await fetch(url + path, init), 'sign-in-required');
  }
});
