import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { signInAt, type Teardown } from './service.ts';
import { waitMsMax } from './wait-limit.ts';

export interface Visitor {
  readonly page: Page;
  /** Console errors and violations of the content security policy. */
  readonly faults: readonly string[];
}

export interface VisitorOptions extends BrowserContextOptions {
  /** Address of the service. */
  readonly url: string;
  /** The account to sign in with. Default: none. */
  readonly email?: string;
}

/** A phone of 390 pixels that is touched. */
export const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
} as const;

/** How long a test waits for a change of the page, in milliseconds. */
const patienceMs = 2 * waitMsMax;

/** Opens a new browser profile, which is closed after the test. */
export async function openVisitor(
  t: Teardown,
  browser: Browser,
  { url, email, ...options }: VisitorOptions,
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: 'en-GB',
    baseURL: url,
    // A test cannot intercept a worker's requests, so workers are off unless they are tested.
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

/**
 * Stops the clock of a page, on which `page.clock.install()` was called, so that none of its pauses
 * ends. The clock goes ten seconds forward first, because a busy machine needs some of them.
 */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.pauseAt(Date.now() + 10_000);
}

/** Collects faults from now on. An API request answered with an error is not a fault. */
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
