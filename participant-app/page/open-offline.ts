/**
 * Has this page open without a network from now on. What was loaded before the worker was there
 * goes through it once more, out of the browser's own cache.
 */
export async function openOffline(): Promise<void> {
  try {
    const { serviceWorker } = navigator;
    const isFirst = serviceWorker.controller === null;
    const isThere = new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
    await serviceWorker.register('/offline-worker.js');
    if (!isFirst) return;
    await isThere;
    const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
    const assets = loaded.filter(({ pathname }) => pathname.startsWith('/assets/'));
    await Promise.all(assets.map(async (asset) => fetch(asset)));
  } catch {
    // An old browser, a plain-http address or a frame that may not: the page works, online.
  }
}
