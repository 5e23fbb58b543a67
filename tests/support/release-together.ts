import type { Page } from 'playwright-core';

/**
 * Holds requests to the service back until every page has sent one, then lets all go at once. A page
 * that repeats a request meanwhile counts once. The pages do not give up: a busy machine needs longer
 * for all presses than a page waits for a reply.
 *
 * @param pattern Playwright's glob of the addresses.
 */
export async function releaseTogether(pages: readonly Page[], pattern: string): Promise<void> {
  const ready = new Set<Page>();
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  for (const page of pages) {
    await page.evaluate(() => {
      AbortSignal.timeout = () => new AbortController().signal;
    });
    await page.route(pattern, async (route) => {
      ready.add(page);
      if (ready.size === pages.length) release();
      await released;
      // The page may have given this request up.
      await route.continue().catch(() => undefined);
    });
  }
}
