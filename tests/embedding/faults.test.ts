import test from 'ava';
import type { Page, Route } from 'playwright-core';
import { openVisitor } from '../support/visitor.ts';
import { variants } from '../support/effort.ts';
import { Cleanup, shareStage, startBuiltService } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup);
  return { RAFFLE_EMBED_ORIGINS: host.origin };
});

const files = { 'the entry': '**/remoteEntry.js*', 'a chunk': '**/__federation_expose_mount*.js' };
const broken = (status: number, contentType: string, body: string) => (route: Route) =>
  route.fulfill({ status, contentType, body });
const faults: Record<string, (route: Route) => Promise<void>> = {
  'is refused': (route) => route.abort('connectionrefused'),
  'is missing': broken(404, 'application/problem+json', '{}'),
  fails: broken(500, 'text/plain', 'no'),
  'is a page': broken(200, 'text/html', '<!doctype html><p>Please sign in to this network.'),
  'is broken': broken(200, 'text/javascript', 'throw new Error("broken")'),
};

/** Presses "Try again" until the raffle is shown: on a busy machine one attempt can time out. */
async function retryUntilShown(page: Page): Promise<void> {
  const again = page.getByRole('button', { name: 'Try again' });
  const raffle = page.locator('[role~=meter][aria-valuenow="100"]');
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await again.or(raffle).first().waitFor();
    if (await again.isVisible()) await again.click();
    const isShown = await raffle.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
  }
  throw new Error('The raffle was not shown after three attempts.');
}

/** Waits for the fallback, repairs the fault, and retries without a reload of the host's page. */
async function fallBackAndRecover(page: Page, repair: () => Promise<unknown>): Promise<boolean> {
  await page.goto(host.origin, { waitUntil: 'commit' });
  const again = page.getByRole('button', { name: 'Try again' });
  await again.waitFor();
  await page.getByRole('link', { name: 'Open the raffle' }).waitFor();
  await page.evaluate(() => document.documentElement.setAttribute('data-same', 'yes'));
  await repair();
  await retryUntilShown(page);
  return page.locator('html[data-same] #alive').isVisible();
}

for (const [file, pattern] of Object.entries(files)) {
  test.serial(`a host falls back and recovers if ${file} is not delivered correctly`, async (t) => {
    const { browser, url, openRaffle } = stage();
    host.embed(url, await openRaffle());
    for (const [name, fault] of variants(Object.entries(faults))) {
      const { page } = await openVisitor(t, browser, { url });
      await page.route(pattern, fault);
      t.true(await fallBackAndRecover(page, () => page.unroute(pattern)), name);
    }
  });

  test.serial(`a host falls back after a time-out if ${file} hangs`, async (t) => {
    const { browser, url, openRaffle } = stage();
    host.embed(url, await openRaffle());
    const { page } = await openVisitor(t, browser, { url });
    const hanging: Route[] = [];
    await page.route(pattern, (route) => void hanging.push(route));
    const repair = async () => {
      // Hanging requests end when the service restarts, because their connections are closed.
      await Promise.all(hanging.map((route) => route.abort('connectionreset')));
      await page.unroute(pattern);
    };
    t.true(await fallBackAndRecover(page, repair));
  });
}

test.serial('a raffle that loads late appears without a press', async (t) => {
  const { browser, url, openRaffle } = stage();
  host.embed(url, await openRaffle());
  const { page } = await openVisitor(t, browser, { url });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/remoteEntry.js*', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(host.origin, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  release();
  await new RafflePage(page).seesLeft(100);
  t.is(await page.getByRole('button', { name: 'Try again' }).count(), 0);
});

test.serial('a host survives an outage of the whole service', async (t) => {
  const { browser } = stage();
  const cleanup = new Cleanup();
  t.teardown(() => cleanup.run());
  const environment = { RAFFLE_EMBED_ORIGINS: host.origin };
  const first = await startBuiltService(cleanup, { environment });
  host.embed(first.url, await first.openRaffle());
  await first.end('SIGKILL');
  const { page } = await openVisitor(t, browser, { url: first.url });
  await page.goto(host.origin, { waitUntil: 'commit' });
  await page.getByRole('link', { name: 'Open the raffle' }).waitFor();
  t.true(await page.locator('#alive').isVisible());
  await startBuiltService(cleanup, {
    dataDir: first.dataDir,
    environment: { ...environment, RAFFLE_PORT: new URL(first.url).port },
  });
  await page.reload();
  await new RafflePage(page).seesLeft(100);
});
