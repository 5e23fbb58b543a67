import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { Frame, Page } from 'playwright-core';
import { shareStage } from '../support/browser-suite.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test, async () => ({ RAFFLE_ADMIN_PORT: '0' }));

/** Starts a server on a foreign origin of the same site as the service and the admin app. */
async function startForeignSite(t: ExecutionContext): Promise<string> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/script.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? 'globalThis.isStrangeCodeHere = true' : '<!doctype html><title>x</title>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

async function open(t: ExecutionContext, address: string) {
  const { browser, url } = stage();
  const visitor = await openVisitor(t, browser, { url });
  await visitor.page.goto(address);
  return visitor;
}

/** Returns what a page's script can read of an address: the status, or that the browser blocks it. */
function ask(page: Page, address: string): Promise<number | 'refused'> {
  return page.evaluate(async (address) => {
    const reply = await fetch(address, { credentials: 'omit' }).catch(() => undefined);
    return reply?.status ?? ('refused' as const);
  }, address);
}

/** Returns what a script can read of its own service, with the browser's cookies for it. */
function askAs(target: Page | Frame, method: string, path: string): Promise<number | 'refused'> {
  return target.evaluate(
    async ([method, path]) => {
      const reply = await fetch(path!, { method: method! }).catch(() => undefined);
      return reply?.status ?? ('refused' as const);
    },
    [method, path],
  );
}

/** Returns whether a page can frame another: the loaded frame is a page or the browser's refusal. */
async function canFrame(page: Page, address: string): Promise<boolean> {
  const elsewhere = page.waitForEvent('framenavigated');
  await page.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.src = address;
    document.body.append(frame);
  }, address);
  const framed = await elsewhere;
  await framed.waitForLoadState();
  return framed.url() === address;
}

test.serial('the admin app opens without a violation of its content security policy', async (t) => {
  const { adminLink, url } = stage();
  const { page, faults } = await open(t, adminLink!);
  await page.locator('h1').first().waitFor();
  t.is(await ask(page, `${url}/api/raffles/demo`), 200);
  t.is(await ask(page, `${url}/api/raffles/demo/checkpoint`), 200);
  t.true(await canFrame(page, `${url}/raffles/demo`));
  await page.frameLocator('iframe').getByRole('meter', { name: 'Tickets left' }).first().waitFor();
  t.deepEqual(faults, []);
});

test.serial(
  'a raffle’s page in a frame of the admin app has no session and cannot buy',
  async (t) => {
    const { adminLink, browser, url } = stage();
    // On localhost the two origins are one site, so the frame has the participant's cookie.
    const { page, faults } = await openVisitor(t, browser, { url, email: 'ann@example.org' });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(adminLink!);
    await page.locator('h1').first().waitFor();
    t.true(await canFrame(page, `${url}/raffles/demo`));
    const [, preview] = page.frames();
    await preview!.getByRole('meter', { name: 'Tickets left' }).first().waitFor();
    t.true(await preview!.evaluate(() => document.body.inert));
    t.false(asked.some((path) => /\/api\/(me|sign-in)|tickets/.test(path)));
    t.deepEqual(faults, []);

    const tryAll = async (target: Page | Frame) => [
      await askAs(target, 'GET', '/api/me'),
      await askAs(target, 'POST', '/api/raffles/demo/tickets'),
    ];
    t.deepEqual(await tryAll(preview!), ['refused', 'refused']);
    await page.goto(`${url}/raffles/demo`);
    t.deepEqual(await tryAll(page), [200, 415]);
  },
);

test.serial('foreign scripts and markup are blocked in the admin app', async (t) => {
  const { adminLink } = stage();
  const { page } = await open(t, adminLink!);
  const foreignUrl = await startForeignSite(t);
  const markup = page.evaluate(() => void (document.body.innerHTML = '<b>x</b>'));
  await t.throwsAsync(markup, { message: /TrustedHTML/ });
  const policy = page.evaluate("trustedTypes.createPolicy('other', {})");
  await t.throwsAsync(policy, { message: /Policy "other" disallowed/ });
  const script = page.evaluate((address) => import(address), `${foreignUrl}/script.js`);
  await t.throwsAsync(script, { message: /Failed to fetch/ });
  t.is(await page.evaluate('globalThis.isStrangeCodeHere'), undefined);
  t.is(await ask(page, foreignUrl), 'refused');
});

test.serial(
  'another origin can neither use the admin API, nor read raffles, nor frame a page',
  async (t) => {
    const { adminLink, url } = stage();
    const foreignUrl = await startForeignSite(t);
    const { page } = await open(t, foreignUrl);
    for (const path of ['/api/admin/keys', '/api/raffles', '/api/raffles/demo']) {
      t.is(await ask(page, url + path), 'refused', path);
    }
    t.is(await ask(page, new URL('/config.json', adminLink).href), 'refused');
    t.true(await canFrame(page, `${foreignUrl}/`));
    t.false(await canFrame(page, `${url}/raffles/demo`));
    t.false(await canFrame(page, new URL('/', adminLink).href));
  },
);
