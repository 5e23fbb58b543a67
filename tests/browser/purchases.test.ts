import test from 'ava';
import type { Page } from 'playwright-core';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { releaseTogether } from '../support/release-together.ts';

const stage = shareStage(test);

/** Counts the frames from a press until the button shows that it is pending. */
function countFrames(page: Page): Promise<number> {
  // A string, because a function would need its compiler's helpers.
  return page.evaluate<number>(`new Promise((resolve) => {
    let frames = 0;
    const count = () => {
      frames += 1;
      requestAnimationFrame(count);
    };
    addEventListener('pointerup', () => requestAnimationFrame(count), { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (document.querySelector('button[aria-disabled="true"]') === null) return;
      observer.disconnect();
      resolve(frames);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  })`);
}

test.serial('if two participants press at once, one gets the last ticket', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ capacity: 1 });
  const people = await Promise.all(
    ['ann@example.org', 'bob@example.org'].map((email) => openVisitor(t, browser, { url, email })),
  );
  const windows = await Promise.all(people.map(({ page }) => new RafflePage(page).open(raffle)));
  await Promise.all(windows.map((window) => window.askToBuy()));
  await releaseTogether(
    people.map(({ page }) => page),
    '**/tickets',
  );
  await Promise.all(windows.map((window) => window.confirmButton.click()));
  const outcomes = await Promise.all(
    windows.map((window) =>
      Promise.any([
        window.reads('Ticket 1 is yours').then(() => 'has it'),
        window.reads('Not enough tickets left').then(() => 'reads why'),
      ]),
    ),
  );
  t.deepEqual(outcomes.toSorted(), ['has it', 'reads why']);
  await Promise.all(windows.map((window) => window.seesLeft(0)));
  t.deepEqual(
    people.flatMap(({ faults }) => faults),
    [],
  );
});

test.serial('one person in two tabs cannot buy more than the limit', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 1 });
  const { page, faults } = await openVisitor(t, browser, { url, email: 'cap@example.org' });
  const pages = [page, await page.context().newPage()];
  const tabs = await Promise.all(pages.map((each) => new RafflePage(each).open(raffle)));
  await Promise.all(tabs.map((tab) => tab.askToBuy()));
  await releaseTogether(pages, '**/tickets');
  await Promise.all(tabs.map((tab) => tab.confirmButton.click()));
  await Promise.all(tabs.map((tab) => tab.reads(/You have \d+ tickets?, the maximum/)));
  await Promise.all(tabs.map((tab) => tab.seesLeft(99)));
  t.deepEqual(faults, []);
});

test.serial('a purchase in one tab lowers the maximum in an unfocused tab', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 2 });
  const { page, faults } = await openVisitor(t, browser, { url, email: 'tabs@example.org' });
  const other = await new RafflePage(await page.context().newPage()).open(raffle);
  await other.buyButton.waitFor();
  const quantity = other.page.getByRole('textbox', { name: 'How many' });
  await quantity.fill('2');
  await quantity.blur();
  await other.page.getByRole('button', { name: 'Buy 2 tickets' }).waitFor();
  // Opened last, so the first tab stays in the background from now on.
  const buying = await new RafflePage(page).open(raffle);
  await page.bringToFront();
  t.is(await buying.buyOne(), 1);
  await other.reads('You may buy 1 more.');
  await other.page.getByRole('button', { name: 'Buy 1 ticket' }).waitFor();
  t.is(await quantity.count(), 0);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await other.reads('Sign in to buy yours, or to see the ones you have.');
  t.deepEqual(faults, []);
});

test.serial('the number of tickets left changes after a purchase in another window', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const watcher = await openVisitor(t, browser, { url });
  const buyer = await openVisitor(t, browser, { url, email: 'buyer@example.org' });
  const [watching, buying] = await Promise.all(
    [watcher, buyer].map(({ page }) => new RafflePage(page).open(raffle)),
  );
  await watching!.seesLeft(100);
  t.is(await buying!.buyOne(), 1);
  await watching!.seesLeft(99);
  t.is(await buying!.buyOne(), 2);
  await watching!.seesLeft(98);
  t.deepEqual([...watcher.faults, ...buyer.faults], []);
});

test.serial('a press shows a reaction within three frames, before the reply', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 4 });
  const { page } = await openVisitor(t, browser, { url, email: 'quick@example.org' });
  const window = await new RafflePage(page).open(raffle);
  await window.askToBuy();
  const counted = countFrames(page);
  await page.route('**/tickets', async (route) => {
    await counted;
    await route.continue();
  });
  await window.confirmButton.click();
  const frames = await counted;
  t.true(frames <= 3, `${frames} frames`);
  await window.reads('Ticket 1 is yours');
});

test.serial('a double click buys one ticket', async (t) => {
  const { browser, url, operator, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page } = await openVisitor(t, browser, { url, email: 'double@example.org' });
  const window = await new RafflePage(page).open(raffle);
  await window.askToBuy();
  await window.confirmButton.dblclick();
  await window.reads('Ticket 1 is yours');
  await window.seesLeft(99);
  t.is((await operator.call('showRaffle', { params: { id: raffle } })).sold, 1);
});
