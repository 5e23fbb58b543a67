import type { Page } from 'playwright-core';

/**
 * Waits until the service worker has cached the page and all files that it has loaded. The loop runs
 * in the page, because Playwright's `waitForFunction` does not await an asynchronous function.
 */
export async function untilCached(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const isCached = async () => {
      const kept = await (await caches.open('raffle-page')).keys();
      const paths = new Set(kept.map(({ url }) => new URL(url).pathname));
      const loaded = performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.startsWith('/assets/'));
      return paths.has('/') && loaded.length > 2 && loaded.every((path) => paths.has(path));
    };
    while (navigator.serviceWorker.controller === null || !(await isCached())) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}
