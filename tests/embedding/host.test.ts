import anyTest, { type TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { openVisitor } from '../support/browser.ts';
import { launchChromium } from '../support/chromium.ts';
import { startHostSite } from '../support/host-site.ts';

const test = anyTest as TestFn<{ browser: Browser }>;
let browser: Browser;
test.before(async () => {
  browser = await launchChromium();
});
test.after.always(() => browser?.close());

test('a host lives where there is no service at all', async (t) => {
  const host = await startHostSite(t, 'demo');
  const { page } = await openVisitor(t, browser, { url: host.origin });
  await page.goto('/');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  t.is(await page.locator('#alive').textContent(), 'Members’ page');
});
