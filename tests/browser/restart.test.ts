import test from 'ava';
import { openVisitor } from '../support/visitor.ts';
import { Cleanup, startBuiltService } from '../support/browser-suite.ts';
import { launchChromium } from '../support/chromium.ts';
import { RafflePage } from '../support/raffle-page.ts';

const cleanup = new Cleanup();
test.after.always(() => cleanup.run());

test('a service killed in the middle of a purchase comes back, and the page tells the truth', async (t) => {
  const browser = await launchChromium();
  cleanup.teardown(() => browser.close());
  const first = await startBuiltService(cleanup);
  const { url, dataDir } = first;
  const raffle = await first.openRaffle();
  const { page } = await openVisitor(t, browser, { url, email: 'ann@example.org' });
  const window = await new RafflePage(page).open(raffle);

  // The purchase arrives and is done; its answer never leaves.
  let sent = 0;
  await page.route('**/tickets', async (route) => {
    sent += 1;
    if (sent > 1) return route.continue();
    await route.fetch().catch(() => undefined);
    await first.end('SIGKILL');
    return route.abort('connectionreset');
  });
  await window.buyButton.click();
  await first.ended;
  await startBuiltService(cleanup, {
    dataDir,
    environment: { RAFFLE_PORT: new URL(url).port },
  });
  // By itself, without a reload: the count, and the ticket that was bought before the answer died.
  await window.reads('You have 1 ticket, number 1.');
  await window.seesLeft(99);
  // The purchase that got no answer gets one, and nothing is bought a second time.
  await window.buyButton.click();
  await window.reads('Ticket 1 is yours');
  await window.seesLeft(99);
  t.is(sent, 2);
});
