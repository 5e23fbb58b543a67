import { createRoot } from 'react-dom/client';
import { isPreview } from '../features/session/identity.ts';
import { Page } from './Page.tsx';
import './page.css';

const container = document.getElementById('page');
if (container === null) throw new Error('index.html has no element with the id "page".');
// Only the admin app may frame this page, as a preview. Nothing can be pressed there.
document.body.inert = isPreview();
const logo = document.querySelector<HTMLImageElement>('#brand img');
createRoot(container).render(
  <Page path={location.pathname} search={location.search} logoUrl={logo?.src} />,
);
removeFirstContent(container);
if (!isPreview()) void registerOfflineWorker();

/**
 * Removes what the service has sent to be seen before this script, as soon as the page shows more than
 * that it is connecting. Until then `page.css` hides the page.
 */
function removeFirstContent(page: HTMLElement): void {
  const firstContent = document.getElementById('first-content');
  if (firstContent === null) return;
  const observer = new MutationObserver(() => {
    if (page.textContent === '' || page.querySelector('[data-waiting]') !== null) return;
    firstContent.remove();
    observer.disconnect();
  });
  observer.observe(page, { childList: true, subtree: true, characterData: true });
}

/** Makes this page available without a network from now on. */
async function registerOfflineWorker(): Promise<void> {
  try {
    const { serviceWorker } = navigator;
    const isFirst = serviceWorker.controller === null;
    const isActive = new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
    await serviceWorker.register('/offline-worker.js');
    if (!isFirst) return;
    await isActive;
    sendThroughWorker();
  } catch {
    // An old browser or a plain-http address: the page works, online only.
  }
}

/**
 * Loads each file of the page once more, so that it passes through the worker, which caches it: those
 * that were loaded before the worker was active, and those that were on their way.
 */
function sendThroughWorker(): void {
  const sent = new Set<string>();
  const observer = new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      if (sent.has(name) || !new URL(name).pathname.startsWith('/assets/')) continue;
      sent.add(name);
      void fetch(name).catch(() => {});
    }
  });
  observer.observe({ type: 'resource', buffered: true });
}
