import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import { pino } from 'pino';
import { readSettings, type ConfigurationFaulty } from '../../services/raffle/config.ts';
import { openListeners } from '../../services/raffle/http/server/listeners.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestService, temporaryFolder } from '../support/service.ts';

/** Creates a folder with the files of a built app, without running the build. */
function builtApp(t: ExecutionContext): string {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Raffle admin</title>');
  const script = '0'.repeat(1_000);
  writeFileSync(join(folder, 'assets', 'main.0123456789abcdef.js'), script);
  writeFileSync(join(folder, 'assets', 'main.0123456789abcdef.js.br'), brotliCompressSync(script));
  return folder;
}

async function startAdminSite(
  t: ExecutionContext,
  { adminDir = builtApp(t), environment = {} }: { adminDir?: string; environment?: object } = {},
) {
  const service = await startTestService(t, {
    adminDir,
    environment: { RAFFLE_ADMIN_PORT: '0', ...environment },
  });
  return { ...service, adminUrl: service.adminUrl! };
}

test('the page is revalidated, its assets are cached for good and sent compressed', async (t) => {
  const { adminUrl } = await startAdminSite(t);
  for (const path of ['/', '/index.html']) {
    const page = await fetch(adminUrl + path);
    t.true((await page.text()).includes('<title>Raffle admin'), path);
    t.is(page.headers.get('cache-control'), 'no-cache', path);
  }
  const address = `${adminUrl}/assets/main.0123456789abcdef.js`;
  const asset = await fetch(address, { headers: { 'accept-encoding': 'br' } });
  t.is(asset.headers.get('content-encoding'), 'br');
  t.is(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  t.is(await asset.text(), '0'.repeat(1_000));
});

test('config.json names the configured URL of the service', async (t) => {
  const here = await startAdminSite(t);
  const found = await fetch(`${here.adminUrl}/config.json`);
  t.deepEqual(await found.json(), { serviceUrl: here.url });
  t.is(found.headers.get('cache-control'), 'no-cache');
  const environment = {
    RAFFLE_PUBLIC_URL: 'https://raffle.example.org',
    RAFFLE_PROXY_HOPS: '1',
    RAFFLE_SMTP_URL: 'smtp://127.0.0.1:1',
    RAFFLE_MAIL_FROM: 'raffle@example.org',
  };
  const { adminUrl } = await startAdminSite(t, { environment });
  const told = await fetch(`${adminUrl}/config.json`, { headers: { host: 'evil.example' } });
  t.deepEqual(await told.json(), { serviceUrl: 'https://raffle.example.org' });
});

test('the content security policy allows the page its own files, its service and that service’s frames only', async (t) => {
  const { adminUrl, url } = await startAdminSite(t);
  const { headers } = await fetch(adminUrl);
  t.deepEqual(headers.get('content-security-policy')!.split(';').toSorted(), [
    "base-uri 'none'",
    `connect-src 'self' ${url}`,
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    `frame-src ${url}`,
    `img-src 'self' data: ${url}`,
    "require-trusted-types-for 'script'",
    "script-src 'self'",
    "style-src 'self'",
    'trusted-types raffle-admin',
  ]);
  t.is(headers.get('x-content-type-options'), 'nosniff');
  t.is(headers.get('referrer-policy'), 'no-referrer');
  t.is(headers.get('cross-origin-opener-policy'), 'same-origin');
  t.is(headers.get('cross-origin-resource-policy'), 'same-origin');
  t.is(headers.get('x-frame-options'), 'DENY');
  t.is(headers.get('set-cookie'), null);
});

test('the operators’ guide names the headers that the admin site sends', async (t) => {
  const { adminUrl, url } = await startAdminSite(t);
  const { headers } = await fetch(adminUrl);
  const guide = readFileSync('docs/operating.md', 'utf8');
  const lines = /^```\n(Content-Security-Policy: [^]*?)```$/m.exec(guide)![1]!.trim().split('\n');
  t.is(lines.length, 4);
  for (const line of lines) {
    const [, name, value] = /^([\w-]+): (.*)$/.exec(line)!;
    const told = value!.replaceAll('https://raffle.example.org', url).replaceAll('; ', ';');
    t.is(headers.get(name!), told, name);
  }
});

test('the admin origin serves files and no endpoint of the service', async (t) => {
  const { adminUrl } = await startAdminSite(t);
  for (const path of [
    '/api/raffles',
    '/api/admin/keys',
    '/dev/mailbox',
    '/metrics',
    '/docs',
    '/assets/',
    '/assets/none.js',
    '/logo.png',
  ]) {
    t.is((await fetch(adminUrl + path)).status, 404, path);
  }
  t.is((await fetch(`${adminUrl}/favicon.svg`)).status, 200);
  for (const target of [
    '/..%2findex.html',
    '/assets/..%2findex.html',
    '/%zz',
    '/assets/%00',
    '*',
  ]) {
    const { status } = await sendRaw(adminUrl, { method: 'GET', target, headers: [] });
    t.true(status >= 400 && status < 500, `${target}: ${status}`);
  }
  t.is((await fetch(adminUrl, { method: 'POST', body: 'x' })).status, 404);
});

test('without a build the admin page explains how to build the app', async (t) => {
  const { adminUrl, url } = await startAdminSite(t, { adminDir: temporaryFolder(t) });
  const page = await fetch(adminUrl);
  t.is(page.status, 503);
  t.true((await page.text()).includes('npm run build'));
  t.is((await fetch(`${adminUrl}/docs/style.css`)).status, 200);
  t.is((await fetch(`${url}/api/raffles`)).status, 200);
});

test('with the admin app off there is no listener and no invitation link', async (t) => {
  const { adminUrl, invitation } = await startTestService(t);
  t.is(adminUrl, undefined);
  t.is(invitation, undefined);
});

async function takePort(t: ExecutionContext): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

test('a configured admin port that is taken stops the start and releases every resource', async (t) => {
  const dataDir = temporaryFolder(t);
  const port = await takePort(t);
  const environment = { RAFFLE_ADMIN_PORT: port };
  const error = await t.throwsAsync<ConfigurationFaulty>(
    startTestService(t, { dataDir, environment }),
    { name: 'ConfigurationFaulty' },
  );
  t.true(error.faults[0]!.startsWith(`RAFFLE_ADMIN_PORT: ${port} is in use.`));
  await t.notThrowsAsync(startTestService(t, { dataDir }));
});

test('if the default admin port is taken, the service starts and warns that the admin app is missing', async (t) => {
  const lines: string[] = [];
  const port = await takePort(t);
  const settings = { ...readSettings({ RAFFLE_PORT: '0' }), adminPort: Number(port) };
  const logger = pino({}, { write: (line) => void lines.push(line) });
  const { main, admin } = await openListeners(settings, logger);
  t.teardown(() => main.close());
  t.is(admin, undefined);
  t.true(
    lines.join('').includes(`The admin app is not served. RAFFLE_ADMIN_PORT: ${port} is in use.`),
  );
});

test('stopping the service ends the streams and both listeners', async (t) => {
  const { adminUrl, url, stop } = await startAdminSite(t);
  const stream = await fetch(`${url}/api/raffles/demo/stream`);
  await fetch(adminUrl);
  await stop();
  t.true((await stream.text()).startsWith('event: raffle\n'));
  await t.throwsAsync(fetch(adminUrl));
  await t.throwsAsync(fetch(url));
});
