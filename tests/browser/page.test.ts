import test from 'ava';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { tabTo } from '../support/keyboard.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { readCode } from '../support/service.ts';

const stage = shareStage(test);

test.serial('the keyboard alone leads from signed out to a bought ticket', async (t) => {
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
  await window.reads('Ticket 1 is yours');
  await window.seesLeft(99);
  t.deepEqual(faults, []);
});

test.serial('the real pages are quiet, without barriers, and fit into 320 pixels', async (t) => {
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
  const paths = ['/', `/raffles/${raffle}`, `/raffles/${raffle}/result`, '/raffles/none'];
  for (const path of paths) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    t.is(await measureOverflow(page), 0, path);
    t.deepEqual(await findBarriers(page), [], path);
  }
  t.deepEqual(faults, []);
});

test.serial('a sale that is not the newest raffle’s is one click from the list', async (t) => {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url });
  await page.goto('/');
  await page.getByRole('link', { name: /Demo raffle/ }).click();
  await new RafflePage(page).seesLeft(100);
  t.regex(page.url(), /\/raffles\/demo$/);
  t.deepEqual(faults, []);
});
