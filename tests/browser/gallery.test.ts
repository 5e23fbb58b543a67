import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';

const stage = shareStage(test);

/** The narrowest window that WCAG 1.4.10 asks for. */
const narrow = { width: 320, height: 720 };

/** Opens the page with all states, and gives their names. */
async function openGallery(page: Page, query = ''): Promise<string[]> {
  await page.goto(`/gallery?${query}`);
  const links = page.locator('a[href^="?state="]');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return addresses.map((address) => new URLSearchParams(address ?? '').get('state')!);
}

test.serial('axe finds no barrier in any state', async (t) => {
  const { browser, url } = stage();
  const visitors = await Promise.all(
    [1, 2].map(() => openVisitor(t, browser, { url, reducedMotion: 'reduce' })),
  );
  const names = await openGallery(visitors[0]!.page);
  t.true(names.length >= 13, names.join());
  const visit = async ({ page, faults }: Visitor) => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      await page.goto(`/gallery?state=${name}&locale=en&scheme=light`);
      await page.locator('h1').first().waitFor();
      t.deepEqual(await findBarriers(page), [], name);
    }
    t.deepEqual(faults, []);
  };
  await Promise.all(visitors.map(visit));
});

for (const query of ['locale=en&scheme=dark', 'locale=de&scheme=light']) {
  test.serial(`at 320 pixels no state scrolls sideways or has a barrier, ${query}`, async (t) => {
    const { browser, url } = stage();
    const { page, faults } = await openVisitor(t, browser, { url, viewport: narrow });
    await openGallery(page, query);
    t.is(await measureOverflow(page), 0);
    t.deepEqual(await findBarriers(page), []);
    t.deepEqual(faults, []);
  });
}

test.serial('the checks see a barrier, an overflow, and what the policy refuses', async (t) => {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url, viewport: narrow });
  await openGallery(page);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<button style="color: red"></button>');
    const wide = document.body.appendChild(document.createElement('div'));
    wide.style.inlineSize = '900px';
    wide.textContent = 'wide';
  });
  const barriers = await findBarriers(page);
  t.true(barriers.some((line) => line.startsWith('button-name')));
  t.true((await measureOverflow(page)) > 0);
  t.regex(faults.join(), /Content Security Policy/);
});
