import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import test from 'ava';
import express from 'express';
import { listen } from '../../services/raffle/http/server/listen.ts';
import { addReplyHeaders } from '../../services/raffle/http/requests/reply-headers.ts';
import { headerList } from '../support/headers.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService } from '../support/service.ts';
import { waitMsMax } from '../support/wait-limit.ts';

/** The headers of `helmet` that an API reply has, and that no reply of the API may lack. */
const ofApi = {
  'content-security-policy':
    "default-src 'none';style-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

test('every API reply has the security headers, its request id, and varies by origin', async (t) => {
  const { url, signIn } = await startTestService(t);
  const ada = await signIn('ada@example.org');
  const replies = {
    'a purchase': await ada.buy('demo'),
    'a refusal': await ada.buy('demo', { quantity: 2 }),
    'a raffle': await fetch(`${url}/api/raffles/demo`),
    'no change': await fetch(`${url}/api/raffles/demo`, { headers: { 'if-none-match': '*' } }),
    'all raffles': await fetch(`${url}/api/raffles`),
    'a preflight': await fetch(`${url}/api/raffles/demo`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:4001' },
    }),
    'an unknown address': await fetch(`${url}/api/nothing`),
    'an address in another case': await fetch(`${url}/API/raffles/demo`),
    'an address with the host': await sendRaw(url, {
      method: 'POST',
      target: `${url}/api/raffles/demo/tickets`,
      headers: [],
    }),
    'allowed methods': await fetch(`${url}/api/raffles/demo`, { method: 'OPTIONS' }),
    'an address that cannot be decoded': await fetch(`${url}/api/raffles/%ff/tickets`, {
      method: 'POST',
    }),
  };
  const statuses = Object.values(replies).map(({ status }) => status);
  t.deepEqual(statuses, [201, 409, 200, 304, 200, 204, 404, 200, 401, 200, 400]);
  const ids = new Set();
  for (const [what, reply] of Object.entries(replies)) {
    await reply.arrayBuffer();
    for (const [name, value] of Object.entries(ofApi)) t.is(reply.headers.get(name), value, what);
    t.deepEqual(headerList(reply, 'vary'), ['Origin'], what);
    ids.add(reply.headers.get('x-request-id'));
  }
  t.is(ids.size, statuses.length);
  t.false(ids.has(null));
});

test('the methods of every route are told', async (t) => {
  const { url } = await startTestService(t);
  const allowed = async (path: string) => {
    const { status, headers } = await fetch(`${url}${path}`, { method: 'OPTIONS' });
    return [status, headers.get('allow')];
  };
  t.deepEqual(await allowed('/api/raffles/demo'), [200, 'GET, HEAD']);
  t.deepEqual(await allowed('/api/raffles/demo/tickets'), [200, 'POST']);
  t.deepEqual(await allowed('/api/me'), [200, 'GET, HEAD, PUT']);
});

test('requests that Node refuses before the app sees them do no harm', async (t) => {
  const { url, adminUrl = '' } = await startTestService(t, {
    environment: { RAFFLE_ADMIN_PORT: '0' },
  });
  for (const origin of [url, adminUrl]) {
    const { hostname, port } = new URL(origin);
    const ask = async (headers: string, target = '/livez') => {
      const socket = connect({ port: Number(port), host: hostname, timeout: waitMsMax });
      socket.once('timeout', () => socket.destroy(new Error('No reply.')));
      socket.write(`GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
      return (await text(socket)).split('\r\n')[0];
    };
    t.is(await ask(''), 'HTTP/1.1 400 Bad Request', 'no host');
    t.is(await ask('Host: x\r\nExpect: x\r\n'), 'HTTP/1.1 417 Expectation Failed');
    t.is(await ask('Host: x\r\n', 'http://[x/'), 'HTTP/1.1 404 Not Found', 'no URL');
    t.true((await fetch(`${origin}/config.json`)).status < 500);
  }
});

test('a reply’s own headers count more than the added ones, and are combined in Vary', async (t) => {
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, _response, next) => {
    request.id = '1';
    next();
  });
  addReplyHeaders(app, () => ['x-kind', 'added', 'vary', 'Origin']);
  app.get('/list', (_request, response) => void response.writeHead(200, ['a', 'b']).end());
  app.get('/own', (_request, response) => {
    response.set('x-kind', 'own').vary('Accept').end();
  });
  app.get('/both', (_request, response) => {
    response.cookie('c', '1').writeHead(200, ['a', 'b']).end();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const ask = async (path: string) => {
    const { port } = server.address() as AddressInfo;
    const { headers } = await fetch(`http://127.0.0.1:${port}${path}`);
    return ['a', 'x-kind', 'vary', 'set-cookie'].map((name) => headers.get(name));
  };
  t.deepEqual(await ask('/list'), ['b', 'added', 'Origin', null]);
  t.deepEqual(await ask('/own'), [null, 'own', 'Accept, Origin', null]);
  t.deepEqual(await ask('/both'), ['b', 'added', 'Origin', 'c=1; Path=/']);
});

test('requests and replies are created with the prototypes of the app', async (t) => {
  const listener = await listen('127.0.0.1', 0);
  t.teardown(() => listener.close());
  const prototypes = express();
  // Unlike an Express app, this handler changes no prototype.
  const app = Object.assign(
    (request: object, response: { end: (text: string) => void }) => {
      const isRequest = Object.getPrototypeOf(request) === app.request;
      response.end(`${isRequest} ${Object.getPrototypeOf(response) === app.response}`);
    },
    { request: prototypes.request as object, response: prototypes.response as object },
  );
  listener.serve(app);
  const reply = await fetch(`http://127.0.0.1:${listener.port}/`);
  t.is(await reply.text(), 'true true');
});
