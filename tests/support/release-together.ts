import type { Page, Route } from 'playwright-core';

/**
 * Holds requests to the service back until `count` of them are pending, then lets all go at once.
 *
 * @param pattern Playwright's glob of the addresses.
 * @param count Default: one request of each page.
 */
export async function releaseTogether(
  pages: readonly Page[],
  pattern: string,
  count = pages.length,
): Promise<void> {
  const held: Route[] = [];
  const hold = async (route: Route) => {
    held.push(route);
    if (held.length === count) await Promise.all(held.map((each) => each.continue()));
  };
  for (const page of pages) await page.route(pattern, hold);
}
