import test from 'ava';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';

const stage = shareStage(test);

test('a page whose files cannot be cached still opens with a network connection', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page } = await openVisitor(t, browser, { url, serviceWorkers: 'allow' });
  const window = await new RafflePage(page).open(raffle);
  await page.evaluate(async () => navigator.serviceWorker.ready);
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(url).origin,
    quotaSize: 1,
  });
  // The next visit has to cache all files again.
  const isFull = await page.evaluate(async () => {
    await caches.delete('raffle-page');
    const store = await caches.open('raffle-page');
    return store.put('/assets/any', new Response('x'.repeat(5000))).then(
      () => false,
      () => true,
    );
  });
  t.true(isFull);
  for (const visit of ['first', 'second']) {
    await page.reload();
    await window.seesLeft(100);
    const isControlled = await page.evaluate(() => navigator.serviceWorker.controller !== null);
    t.true(isControlled, visit);
  }
});
