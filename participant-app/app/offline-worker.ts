import { isPage } from './route.ts';

/*
 * A service worker that opens this page without a network, once it was open with one. It caches the
 * page and its files, and no answer of the API: the data shown offline is what the page itself has
 * stored in this browser.
 */

/** The part of `ServiceWorkerGlobalScope` in use. TypeScript's types of it exclude those of pages. */
interface WorkerScope {
  readonly location: Location;
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

interface ExtendableEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

declare const self: WorkerScope;

const cacheName = 'raffle-page';
/** All pages are one file. It shows the one that the address names. */
const pageKey = '/';

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(pageKey)
      .then(async (page) => (page.ok ? cachePage(page) : Promise.reject(new Error('No page.'))))
      .then(async () => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // A frame is the admin app's preview: the service answers it with another policy.
  if (request.destination === 'iframe') return;
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(findAsset(event));
  else if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(findPage(event));
});

/** The newest page; without a network the cached one. */
async function findPage(event: FetchEvent): Promise<Response> {
  try {
    const page = await fetch(event.request);
    if (page.ok) cacheInBackground(event, cachePage(page.clone()));
    return page;
  } catch (error) {
    const cached = await findCached(pageKey);
    if (cached === undefined) throw error;
    return cached;
  }
}

/** Caches the page of a new build, then removes the files of the build before. */
async function cachePage(page: Response): Promise<void> {
  const store = await openCache();
  // Listed first: files of the new page may be cached meanwhile.
  const earlier = await store.keys();
  const before = await (await store.match(pageKey))?.text();
  const text = await page.text();
  if (before !== undefined && filesOf(before) === filesOf(text)) return;
  const { headers } = page;
  await store.put(pageKey, new Response(withoutFirstContent(text), { headers }));
  for (const request of earlier) {
    if (new URL(request.url).pathname !== pageKey) await store.delete(request);
  }
}

/** What the service shows of one raffle, and the organiser named by the logo, must not appear at the address of another. */
function withoutFirstContent(page: string): string {
  return page.replace(/<(header id="brand"|div id="first-content")>[^]*(?=<div id="page">)/, '');
}

/** The files that a page loads. The rest of it, such as the title, differs between raffles. */
function filesOf(page: string): string {
  return (page.match(/\/assets\/[^"]+/g) ?? []).join(' ');
}

/** An asset's name contains a hash of its content, so a cached one is current. */
async function findAsset(event: FetchEvent): Promise<Response> {
  const cached = await findCached(event.request);
  if (cached !== undefined) return cached;
  const asset = await fetch(event.request);
  if (asset.ok) cacheInBackground(event, cacheAsset(event.request, asset.clone()));
  return asset;
}

async function cacheAsset(request: Request, asset: Response): Promise<void> {
  await (await openCache()).put(request, asset);
}

/** The response does not wait for this. With a full disk the page still opens, online. */
function cacheInBackground(event: FetchEvent, work: Promise<void>): void {
  event.waitUntil(work.catch(() => {}));
}

/** @returns undefined also if the browser's storage cannot be read. */
async function findCached(key: RequestInfo): Promise<Response | undefined> {
  try {
    return await (await openCache()).match(key);
  } catch {
    return undefined;
  }
}

async function openCache(): Promise<Cache> {
  return self.caches.open(cacheName);
}
