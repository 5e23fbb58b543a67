import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { atLength, variants } from '../support/effort.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';

const stage = shareStage(test);

/** The narrowest window that WCAG 1.4.10 requires. */
const narrow = { width: 320, height: 720 };

/** Opens the page with all states and returns their names. */
async function openGallery(page: Page, query = ''): Promise<string[]> {
  await page.goto(`/gallery?${query}`);
  const links = page.locator('a[href^="?state="]');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return addresses.map((address) => new URLSearchParams(address ?? '').get('state')!);
}

/** Shows one state without loading the page again. */
async function showState(page: Page, name: string, look = 'locale=en&scheme=light'): Promise<void> {
  await page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate'));
  }, `?state=${name}&${look}`);
  await page.locator(`[data-state="${name}"] h1`).first().waitFor();
}

test.serial('axe finds no accessibility problem in any state', async (t) => {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url, reducedMotion: 'reduce' });
  const names = await openGallery(page);
  t.true(names.length >= 13, names.join());
  const shown = names.filter((_, index) => index % atLength(1, 6) === 0);
  for (const name of shown) {
    await showState(page, name);
    t.deepEqual(await findBarriers(page), [], name);
  }
  t.deepEqual(faults, []);
});

for (const query of variants(['locale=en&scheme=dark', 'locale=de&scheme=light'])) {
  test.serial(
    `at 320 pixels no state scrolls sideways or has an accessibility problem, ${query}`,
    async (t) => {
      const { browser, url } = stage();
      const { page, faults } = await openVisitor(t, browser, { url, viewport: narrow });
      await openGallery(page, query);
      t.is(await measureOverflow(page), 0);
      t.deepEqual(await findBarriers(page), []);
      for (const dialog of ['confirm', 'rules-changed']) {
        await showState(page, dialog, query);
        t.is(await measureOverflow(page), 0, dialog);
        t.deepEqual(await findBarriers(page), [], dialog);
      }
      t.deepEqual(faults, []);
    },
  );
}

test.serial(
  'the checks find an accessibility problem, an overflow and a policy violation',
  async (t) => {
    const { browser, url } = stage();
    const { page, faults } = await openVisitor(t, browser, { url, viewport: narrow });
    await page.goto('/gallery?state=open-holding-one&locale=en');
    await page.locator('[data-state] h1').first().waitFor();
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<button style="color: red"></button>');
      const wide = document.body.appendChild(document.createElement('div'));
      wide.style.inlineSize = '900px';
      wide.textContent = 'wide';
    });
    const barriers = await findBarriers(page);
    t.true(barriers.some((line) => line.startsWith('button-name')));
    t.true((await measureOverflow(page)) > 0);
    t.true(faults.join().includes('Content Security Policy'));
  },
);

test.serial('in forced colours the marks of the legend look like its tickets', async (t) => {
  const { browser, url } = stage();
  const { page } = await openVisitor(t, browser, {
    url,
    forcedColors: 'active',
    reducedMotion: 'reduce',
  });
  await page.goto('/gallery?state=open-holding-one&locale=en');
  await page.getByText('All 100 tickets').click();
  const colour = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  const sold = await colour('[aria-hidden] > span[class*=sold]:not([class*=mine])');
  const mine = await colour('[aria-hidden] > span[class*=mine]');
  t.is(await colour('ul span[class*=soldMark]'), sold);
  t.is(await colour('ul span[class*=mineMark]'), mine);
  t.not(mine, sold);
});
