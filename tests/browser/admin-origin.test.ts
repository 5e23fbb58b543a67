import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { shareStage } from '../support/browser-suite.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test, async () => ({ RAFFLE_ADMIN_PORT: '0' }));

/** Somebody else's origin, on the very same site as the service and the admin app. */
async function startStranger(t: ExecutionContext): Promise<string> {
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

/** What a page's script gets of an address: the status, or that the browser keeps it from it. */
function ask(page: Page, address: string): Promise<number | 'refused'> {
  return page.evaluate(async (address) => {
    const reply = await fetch(address, { credentials: 'omit' }).catch(() => undefined);
    return reply?.status ?? ('refused' as const);
  }, address);
}

/** Whether a page frames another: what it gets, once it has loaded, is a page or the browser's refusal. */
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

test.serial('the admin app opens under its policy without one refusal', async (t) => {
  const { adminLink, url } = stage();
  const { page, faults } = await open(t, adminLink!);
  await page.locator('h1').first().waitFor();
  t.is(await ask(page, `${url}/api/raffles/demo`), 200);
  t.is(await ask(page, `${url}/api/raffles/demo/checkpoint`), 200);
  t.true(await canFrame(page, `${url}/raffles/demo`));
  await page.frameLocator('iframe').getByText('tickets left').first().waitFor();
  t.deepEqual(faults, []);
});

test.serial('no script and no markup from elsewhere gets into the admin app', async (t) => {
  const { adminLink } = stage();
  const { page } = await open(t, adminLink!);
  const stranger = await startStranger(t);
  const markup = page.evaluate(() => void (document.body.innerHTML = '<b>x</b>'));
  await t.throwsAsync(markup, { message: /TrustedHTML/ });
  const policy = page.evaluate("trustedTypes.createPolicy('other', {})");
  await t.throwsAsync(policy, { message: /Policy "other" disallowed/ });
  const script = page.evaluate((address) => import(address), `${stranger}/script.js`);
  await t.throwsAsync(script, { message: /Failed to fetch/ });
  t.is(await page.evaluate('globalThis.isStrangeCodeHere'), undefined);
  t.is(await ask(page, stranger), 'refused');
});

test.serial(
  'another origin can neither ask the admin API, nor read raffles, nor frame anything',
  async (t) => {
    const { adminLink, url } = stage();
    const stranger = await startStranger(t);
    const { page } = await open(t, stranger);
    for (const path of ['/api/admin/keys', '/api/raffles', '/api/raffles/demo']) {
      t.is(await ask(page, url + path), 'refused', path);
    }
    t.is(await ask(page, new URL('/config.json', adminLink).href), 'refused');
    t.true(await canFrame(page, `${stranger}/`));
    t.false(await canFrame(page, `${url}/raffles/demo`));
    t.false(await canFrame(page, new URL('/', adminLink).href));
  },
);
