import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { useDiskFolder } from '../support/disk-folder.ts';
import { startTestService } from '../support/service.ts';
import { examine, freePort } from './support/examine.ts';

useDiskFolder();

interface ProxyOptions {
  /** Returns the X-Forwarded-For that it sends, for that of the client. */
  readonly forward: (given: string) => string | undefined;
  /** Whether it sends a reply only when it is complete. */
  readonly isBuffering?: boolean;
}

/** Starts a reverse proxy in front of a port. */
async function startProxy(
  t: ExecutionContext,
  port: number,
  { forward, isBuffering = false }: ProxyOptions,
): Promise<string> {
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { 'x-forwarded-for': given = '', ...headers } = incoming.headers;
    const forwarded = forward(String(given));
    const sent = {
      ...headers,
      ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    };
    const upstream = request({ port, path: incoming.url, headers: sent }, (reply) => {
      if (!isBuffering) {
        outgoing.writeHead(reply.statusCode!, reply.headers);
        reply.pipe(outgoing);
        return;
      }
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => outgoing.writeHead(reply.statusCode!).end(Buffer.concat(chunks)));
    });
    upstream.on('error', () => outgoing.writeHead(502).end());
    upstream.end();
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  // Not a loopback name, as the address of a public service.
  return `http://0.0.0.0:${(server.address() as AddressInfo).port}`;
}

async function examineProxy(t: ExecutionContext, options: ProxyOptions, hops = '1') {
  const port = await freePort();
  const { of } = await examine(t, {
    RAFFLE_PORT: String(port),
    RAFFLE_PUBLIC_URL: await startProxy(t, port, options),
    RAFFLE_PROXY_HOPS: hops,
    RAFFLE_SMTP_URL: 'smtp://127.0.0.1:9',
    RAFFLE_MAIL_FROM: 'raffle@example.org',
    RAFFLE_NEW_DATA_DIR: 'on',
  });
  return of('proxy');
}

const replacing = { forward: () => '203.0.113.9' };
const appending = { forward: (given: string) => `${given}, 203.0.113.9` };
const passing = { forward: (given: string) => given };
const dropping = { forward: () => undefined };

test('doctor accepts a proxy that replaces X-Forwarded-For or appends to it', async (t) => {
  for (const options of [replacing, appending]) {
    const found = await examineProxy(t, options);
    t.deepEqual(
      found.map(({ level }) => level),
      ['ok'],
      JSON.stringify(found),
    );
  }
  t.is((await examineProxy(t, dropping, '0'))[0]!.level, 'ok');
});

test('doctor finds a proxy with which clients could choose their network', async (t) => {
  for (const options of [passing, dropping]) {
    const [found] = await examineProxy(t, options);
    t.is(found!.level, 'fault');
    t.true(found!.text.includes('clients can choose their network'), found!.text);
  }
});

test('doctor finds a number of proxies that is not RAFFLE_PROXY_HOPS', async (t) => {
  for (const hops of ['0', '2']) {
    const [found] = await examineProxy(t, appending, hops);
    t.is(found!.level, 'fault');
    t.true(found!.text.includes(hops === '0' ? 'Set it to 1' : 'arrives with 1'), found!.text);
  }
});

test('doctor finds a proxy that holds streams back, before and after the start of the service', async (t) => {
  const options = { ...replacing, isBuffering: true };
  const before = await examineProxy(t, options);
  t.true(before.some(({ level, text }) => level === 'fault' && text.includes('live stream')));
  const { url, dataDir } = await startTestService(t);
  const { port } = new URL(url);
  for (const [isBuffering, level] of [
    [true, 'fault'],
    [false, 'ok'],
  ] as const) {
    const { of } = await examine(t, {
      RAFFLE_DATA_DIR: dataDir,
      RAFFLE_PORT: port,
      RAFFLE_PUBLIC_URL: await startProxy(t, Number(port), { ...replacing, isBuffering }),
      RAFFLE_PROXY_HOPS: '1',
      RAFFLE_SMTP_URL: 'smtp://127.0.0.1:9',
      RAFFLE_MAIL_FROM: 'raffle@example.org',
    });
    t.is(of('proxy')[0]!.level, level, of('proxy')[0]!.text);
  }
});

test('doctor says that the public address cannot be reached, or leads elsewhere', async (t) => {
  const port = await freePort();
  const settings = {
    RAFFLE_PORT: String(port),
    RAFFLE_PROXY_HOPS: '1',
    RAFFLE_SMTP_URL: 'smtp://127.0.0.1:9',
    RAFFLE_MAIL_FROM: 'raffle@example.org',
    RAFFLE_NEW_DATA_DIR: 'on',
  };
  const closed = await examine(t, {
    ...settings,
    RAFFLE_PUBLIC_URL: `http://0.0.0.0:${await freePort()}`,
  });
  t.true(closed.of('proxy')[0]!.text.includes('ECONNREFUSED'));
  const elsewhere = await startProxy(t, await freePort(), replacing);
  const other = await examine(t, { ...settings, RAFFLE_PUBLIC_URL: elsewhere });
  t.true(other.of('proxy')[0]!.text.includes(`and not from 127.0.0.1:${port}`));
});
