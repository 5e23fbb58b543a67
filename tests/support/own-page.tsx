import { pageUrl } from './browser-globals.ts';
import { cleanup, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import type { ReactNode } from 'react';
import { DashboardView } from '../../participant-app/app/DashboardView.tsx';
import { RaffleDashboard } from '../../participant-app/app/RaffleDashboard.tsx';
import { configurePageWaits } from './page-waits.ts';

/** The network between a page and the real service, recorded and under the test's control. */
export interface Wire {
  /** Method and path of every request so far. */
  readonly asked: string[];
  /** Whether all requests fail. */
  isCut: boolean;
  /** The browser's session cookie. */
  cookie: string;
  /** Changes the text of a reply. */
  bend: (path: string, text: string) => string;
}

const nodesFetch = globalThis.fetch;
const { createObjectURL } = URL;
const { click } = HTMLAnchorElement.prototype;

/** Makes this window a page of the service's origin, with a cookie and a controlled network. */
export function visitService(url: string, cookie = ''): Wire {
  const wire: Wire = { asked: [], isCut: false, cookie, bend: (_path, text) => text };
  goTo(url);
  globalThis.fetch = async (target, init) => {
    // The page's requests set `credentials`; requests of the test itself do not.
    if (init?.credentials === undefined) return nodesFetch(target, init);
    const { pathname } = new URL(target instanceof Request ? target.url : target);
    wire.asked.push(`${init?.method ?? 'GET'} ${pathname}`);
    // Without a stream the page polls, and no test has to end a stream.
    if (wire.isCut || pathname.endsWith('/stream')) throw new TypeError('fetch failed');
    const own = { cookie: wire.cookie, 'sec-fetch-site': 'same-origin' };
    const headers = { ...(init?.headers as Record<string, string>), ...own };
    const reply = await nodesFetch(target, { ...init, headers });
    if (reply.status === 204 || reply.status === 304) return reply;
    const text = wire.bend(pathname, await reply.text());
    const bent = new Response(text, reply);
    Object.defineProperty(bent, 'url', { value: reply.url });
    return bent;
  };
  return wire;
}

function goTo(url: string): void {
  const { happyDOM } = globalThis as never as { happyDOM: { setURL(url: string): void } };
  happyDOM.setURL(`${url}/`);
}

/** Opens the raffle's own page, or another view of it, as after a reload. */
export function openPage({
  raffleId = 'demo',
  children = <DashboardView headingLevel={2} />,
}: { raffleId?: string; children?: ReactNode } = {}) {
  cleanup();
  const timings = {
    timeoutMs: 60_000,
    pollMs: 60,
    silenceMs: 5000,
    slowMs: 60_000,
    restMs: 50,
    revealMs: 300,
  };
  const view = render(
    <RaffleDashboard raffleId={raffleId} locale="en" timings={timings}>
      {children}
    </RaffleDashboard>,
  );
  return { ...view, user: userEvent.setup() };
}

/** Empties the page and the browser's storage after every test. */
export function beginAnew(): void {
  // Replies of a real service arrive outside act().
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  configurePageWaits();
  test.afterEach.always(() => {
    cleanup();
    globalThis.fetch = nodesFetch;
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
    goTo(pageUrl);
    localStorage.clear();
    sessionStorage.clear();
  });
  registerCompletionHandler(() => process.exit());
}

/** Collects the files that the page saves from now on. */
export function catchDownloads(): { readonly name: string; readonly text: Promise<string> }[] {
  const files: { name: string; text: Promise<string> }[] = [];
  const blobs = new Map<string, Blob>();
  URL.createObjectURL = (blob) => {
    const url = `blob:${blobs.size}`;
    blobs.set(url, blob as Blob);
    return url;
  };
  HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
    files.push({ name: this.download, text: blobs.get(this.href)!.text() });
  };
  return files;
}
