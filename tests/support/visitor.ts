import type { ExecutionContext } from 'ava';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { signInAt } from './service.ts';

export interface Visitor {
  readonly page: Page;
  /** What a careful developer would see in the console: errors, and what a policy refused. */
  readonly faults: readonly string[];
}

export interface VisitorOptions extends BrowserContextOptions {
  /** Where the service is. */
  readonly url: string;
  /** Who is signed in already; nobody if it is not said. */
  readonly email?: string;
}

/** How long a test waits for the app to say something, in milliseconds. */
const patienceMs = 30_000;

/** Somebody with a browser profile of their own; it is closed when the test is over. */
export async function openVisitor(
  t: ExecutionContext,
  browser: Browser,
  { url, email, ...options }: VisitorOptions,
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: 'en-GB',
    baseURL: url,
    // What a worker fetches cannot be held back by a test, so it is there only where it is tested.
    serviceWorkers: 'block',
    ...options,
  });
  t.teardown(() => context.close());
  context.setDefaultTimeout(patienceMs);
  if (email !== undefined) {
    const { cookie } = await signInAt(url, email);
    await context.addCookies(readCookies(cookie, url));
  }
  const page = await context.newPage();
  return { page, faults: watchFaults(page) };
}

/** Collects from now on. A refused API request is an answer, not a fault. */
export function watchFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    const isAnswer =
      /^Failed to load resource: the server responded with a status of 4\d\d/.test(
        message.text(),
      ) && message.location().url.includes('/api/');
    if (message.type() === 'error' && !isAnswer) faults.push(`console: ${message.text()}`);
  });
  return faults;
}

function readCookies(cookie: string, url: string) {
  return cookie.split('; ').flatMap((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return value === '' ? [] : [{ name, value, url }];
  });
}
