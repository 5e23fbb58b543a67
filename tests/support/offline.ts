import type { Page } from 'playwright-core';
import { waitFor } from './wait-limit.ts';

/** Waits until the service worker has cached the page and all files that it has loaded. */
export async function untilCached(page: Page): Promise<void> {
  const isCached = () =>
    page.evaluate(async () => {
      if (navigator.serviceWorker.controller === null) return false;
      const kept = await (await caches.open('raffle-page')).keys();
      const paths = new Set(kept.map(({ url }) => new URL(url).pathname));
      const loaded = performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).pathname)
        .filter((path) => path.startsWith('/assets/'));
      return paths.has('/') && loaded.length > 2 && loaded.every((path) => paths.has(path));
    });
  await waitFor('the cache of the service worker', isCached);
}
