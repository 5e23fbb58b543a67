import axe, { type AxeResults } from 'axe-core';
import type { Frame, Locator, Page } from 'playwright-core';
import { atLength } from './effort.ts';

/** axe has one rule for WCAG 2.2, which only its tag switches on. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The frames of a page may have different origins. */
const axeSource = `${axe.source}; axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] });`;

/** Loads axe, half a megabyte, into a document that does not have it yet. */
async function loadAxe(frame: Frame): Promise<void> {
  if (!(await frame.evaluate<boolean>('"axe" in globalThis'))) await frame.evaluate(axeSource);
}

/** Ends animations, then returns one line for each rule and element that axe reports. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  await Promise.all(page.frames().map(loadAxe));
  const options = { runOnly: tags, resultTypes: ['violations'] };
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** @returns `findBarriers` for the states of a page. In the short run it looks at every third state. */
export function findBarriersOf(page: Page): () => Promise<string[]> {
  let states = 0;
  return async () => {
    states += 1;
    return states % atLength(1, 3) === 0 ? findBarriers(page) : [];
  };
}

/** @returns How many CSS pixels the page is wider than its window. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

/** Presses Tab until the element has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not reach ${String(target)}.`);
}
