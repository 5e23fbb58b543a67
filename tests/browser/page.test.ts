import test from 'ava';
import { findBarriers, measureOverflow, tabTo } from '../support/accessibility.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { readCode } from '../support/service.ts';

const stage = shareStage(test);
/** The console message for a page with status 404. */
const documentNotFound =
  'console: Failed to load resource: the server responded with a status of 404 (Not Found)';

test.serial('a participant can sign in and buy a ticket by keyboard alone', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page, faults } = await openVisitor(t, browser, { url });
  const window = await new RafflePage(page).open(raffle);
  const { keyboard } = page;

  await tabTo(page, page.getByRole('button', { name: 'Sign in to buy' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'E-mail address' }));
  await keyboard.type('keys@example.org');
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Code from the mail' }));
  await keyboard.type(await readCode(url, 'keys@example.org'));
  await tabTo(page, window.buyButton);
  await keyboard.press('Enter');
  await tabTo(page, window.confirmButton);
  await keyboard.press('Enter');
  await window.reads('Ticket 1 is yours');
  await window.seesLeft(99);
  t.deepEqual(faults, []);
});

test.serial(
  'the real pages have no console errors or accessibility problems and fit into 320 pixels',
  async (t) => {
    const { browser, url, openRaffle } = stage();
    const raffle = await openRaffle();
    const viewport = { width: 320, height: 640 };
    const email = 'phone@example.org';
    const { page, faults } = await openVisitor(t, browser, {
      url,
      email,
      viewport,
      reducedMotion: 'reduce',
    });
    const paths = ['/', `/raffles/${raffle}`, `/raffles/${raffle}/result`, '/receipt'];
    for (const path of paths) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      t.is(await measureOverflow(page), 0, path);
      t.deepEqual(await findBarriers(page), [], path);
    }
    t.deepEqual(faults, []);
    for (const path of ['/raffles/none', '/nope', '/raffles']) {
      await page.goto(path);
      const wayOn = path === '/raffles/none' ? 'To all raffles' : /Demo raffle/;
      await page.getByRole('link', { name: wayOn }).waitFor();
      t.is(await page.title(), 'Page not found', path);
      t.is(await measureOverflow(page), 0, path);
      t.deepEqual(await findBarriers(page), [], path);
    }
    t.deepEqual(faults, [documentNotFound, documentNotFound, documentNotFound]);
  },
);

test.serial('an older raffle on sale can be opened from the list with one click', async (t) => {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url });
  await page.goto('/');
  await page.getByRole('link', { name: /Demo raffle/ }).click();
  await new RafflePage(page).seesLeft(100);
  t.true(page.url().endsWith('/raffles/demo'));
  t.deepEqual(faults, []);
});
