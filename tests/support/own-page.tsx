import { pageUrl } from './browser-globals.ts';
import { cleanup, configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import test, { registerCompletionHandler } from 'ava';
import { RaffleDashboard, type InternalProps } from '../../participant-app/RaffleDashboard.tsx';

/** The wire between a page and the real service: what went over it, and what happens to it. */
export interface Wire {
  /** Method and path of every request so far. */
  readonly asked: string[];
  /** Whether requests reach nobody. */
  isCut: boolean;
  /** Whose browser it is: the cookie that goes along. */
  cookie: string;
  /** What becomes of an answer on its way here. */
  bend: (path: string, text: string) => string;
}

const nodesFetch = globalThis.fetch;

/** Makes this window a page of the service's own, with a cookie and a wire. */
export function visitService(url: string, cookie = ''): Wire {
  const wire: Wire = { asked: [], isCut: false, cookie, bend: (_path, text) => text };
  goTo(url);
  globalThis.fetch = async (target, init) => {
    // The page says what becomes of its cookies; a test that asks for itself does not.
    if (init?.credentials === undefined) return nodesFetch(target, init);
    const { pathname } = new URL(target instanceof Request ? target.url : target);
    wire.asked.push(`${init?.method ?? 'GET'} ${pathname}`);
    // The page polls instead: a stream would have to be ended in every test.
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
export function openPage(options: { raffleId?: string } & Partial<InternalProps> = {}) {
  cleanup();
  const timings = { timeoutMs: 5000, pollMs: 60, silenceMs: 5000, slowMs: 5000 };
  const view = render(
    <RaffleDashboard raffleId="demo" locale="en" timings={timings} {...options} />,
  );
  return { ...view, user: userEvent.setup() };
}

/** Every test begins with an empty page and an empty browser. */
export function beginAnew(): void {
  // Real answers come when they come, in no test's act().
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  configure({
    asyncUtilTimeout: 5000,
    getElementError: (message) => new Error(message?.split('\n')[0]),
  });
  test.afterEach.always(() => {
    cleanup();
    globalThis.fetch = nodesFetch;
    goTo(pageUrl);
    localStorage.clear();
    sessionStorage.clear();
  });
  registerCompletionHandler(() => process.exit());
}

/** What the page hands over as downloads from now on. */
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
