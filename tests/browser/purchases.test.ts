import test from 'ava';
import type { Page, Route } from 'playwright-core';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';

const stage = shareStage(test);

/** Holds purchases until as many are on their way as were asked for, then lets all go at once. */
async function letGoTogether(pages: readonly Page[], count = pages.length): Promise<void> {
  const held: Route[] = [];
  const hold = async (route: Route) => {
    held.push(route);
    if (held.length === count) await Promise.all(held.map((each) => each.continue()));
  };
  for (const page of pages) await page.route('**/tickets', hold);
}

/** How long after a press the button says that something happens, in milliseconds. */
function measurePending(page: Page): Promise<number> {
  // A string, because a function would bring its compiler's helpers along.
  return page.evaluate<number>(`new Promise((resolve) => {
    let pressedAt;
    addEventListener('pointerdown', () => (pressedAt = performance.now()), true);
    new MutationObserver((_, observer) => {
      if (document.querySelector('button[data-pending]') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - pressedAt));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  })`);
}

test.serial('of two people who press at once, one gets the last ticket', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ capacity: 1 });
  const people = await Promise.all(
    ['ann@example.org', 'bob@example.org'].map((email) => openVisitor(t, browser, { url, email })),
  );
  const windows = await Promise.all(people.map(({ page }) => new RafflePage(page).open(raffle)));
  await letGoTogether(people.map(({ page }) => page));
  await Promise.all(windows.map((window) => window.buyButton.click()));
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

test.serial('one person in two tabs gets no more than the cap', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 1 });
  const { page, faults } = await openVisitor(t, browser, { url, email: 'cap@example.org' });
  const pages = [page, await page.context().newPage()];
  const tabs = await Promise.all(pages.map((each) => new RafflePage(each).open(raffle)));
  await letGoTogether(pages);
  await Promise.all(tabs.map((tab) => tab.buyButton.click()));
  await Promise.all(tabs.map((tab) => tab.reads(/You have all you may have/)));
  await Promise.all(tabs.map((tab) => tab.seesLeft(99)));
  t.deepEqual(faults, []);
});

test.serial('the count in one window moves when somebody buys in another', async (t) => {
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

test.serial('a press says within 100 ms that something happens', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 4 });
  const { page } = await openVisitor(t, browser, { url, email: 'quick@example.org' });
  const window = await new RafflePage(page).open(raffle);
  await page.route('**/tickets', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  const milliseconds: number[] = [];
  for (const number of [1, 2, 3]) {
    await window.buyButton.waitFor();
    const measured = measurePending(page);
    await window.buyButton.click();
    milliseconds.push(await measured);
    await window.reads(`Ticket ${number} is yours`);
  }
  t.log(milliseconds.map(Math.round).join(', '), 'ms');
  // The best of three: a machine that is busy with other things only ever adds.
  t.true(Math.min(...milliseconds) < 100, milliseconds.join());
});

test.serial('a double click buys one ticket', async (t) => {
  const { browser, url, operator, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page } = await openVisitor(t, browser, { url, email: 'double@example.org' });
  const window = await new RafflePage(page).open(raffle);
  await window.buyButton.dblclick();
  await window.reads('Ticket 1 is yours');
  await window.seesLeft(99);
  t.is((await operator.call('showRaffle', { params: { id: raffle } })).sold, 1);
});
