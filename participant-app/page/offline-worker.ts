import { isPage } from './route.ts';

/*
 * Opens our own page without a network, once it was open with one. It keeps the page and the files
 * that were loaded for it, and nothing that the service answers: what is shown offline is what the
 * page itself keeps in this browser.
 */

/** What is needed of a service worker's world; its types and those of pages do not mix. */
interface WorkerWorld {
  readonly location: Location;
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

interface LastingEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const world = globalThis as never as WorkerWorld;
const storeName = 'raffle-page';
/** All our pages are one file; which one it shows, the address says. */
const pageKey = '/';

world.addEventListener('install', (event) => {
  event.waitUntil(
    openStore()
      .then(async (store) => store.add(pageKey))
      .then(async () => world.skipWaiting()),
  );
});

world.addEventListener('activate', (event) => {
  event.waitUntil(world.clients.claim());
});

world.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== world.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(findAsset(request));
  else if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(findPage(event));
});

/** The newest page; without a network the one that was kept. */
async function findPage(event: FetchEvent): Promise<Response> {
  try {
    const page = await fetch(event.request);
    if (page.ok) event.waitUntil(keepPage(page.clone()));
    return page;
  } catch (error) {
    const kept = await (await openStore()).match(pageKey);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Another page needs other files: those of the one before are dropped. */
async function keepPage(page: Response): Promise<void> {
  const store = await openStore();
  const before = await (await store.match(pageKey))?.text();
  if (before === (await page.clone().text())) return;
  for (const request of await store.keys()) await store.delete(request);
  await store.put(pageKey, page);
}

/** An asset's name changes with its content, so one that is kept is right. */
async function findAsset(request: Request): Promise<Response> {
  const store = await openStore();
  const kept = await store.match(request);
  if (kept !== undefined) return kept;
  const asset = await fetch(request);
  if (asset.ok) await store.put(request, asset.clone());
  return asset;
}

async function openStore(): Promise<Cache> {
  return world.caches.open(storeName);
}
