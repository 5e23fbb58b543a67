import test, { type ExecutionContext } from 'ava';
import type { Route } from 'playwright-core';
import { openVisitor } from '../support/visitor.ts';
import { Cleanup, shareBrowser, startBuiltService } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';

const browser = shareBrowser(test);

/**
 * Buys while the service is killed, and starts it again on the same data.
 *
 * @param reach Whether the purchase reaches the service before it is killed.
 */
async function buyAcrossDeath(t: ExecutionContext, reach: boolean) {
  const cleanup = new Cleanup();
  t.teardown(() => cleanup.run());
  const first = await startBuiltService(cleanup);
  const { url, dataDir } = first;
  const raffle = await first.openRaffle();
  const { page } = await openVisitor(t, browser(), { url, email: 'ann@example.org' });
  const window = await new RafflePage(page).open(raffle);
  const keys: (string | undefined)[] = [];
  const die = async (route: Route) => {
    if (reach) await route.fetch();
    await first.end('SIGKILL');
    await route.abort('connectionreset');
  };
  await page.route('**/tickets', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    await (keys.length === 1 ? die(route) : route.continue());
  });
  await window.askToBuy();
  await window.confirmButton.click();
  await first.ended;
  const environment = { RAFFLE_PORT: new URL(url).port };
  const { operator } = await startBuiltService(cleanup, { dataDir, environment });
  const sold = async () => (await operator.call('showRaffle', { params: { id: raffle } })).sold;
  return { window, keys, sold };
}

test('if the service is killed after a purchase and before its reply, the page shows the ticket later', async (t) => {
  const { window, keys, sold } = await buyAcrossDeath(t, true);
  await window.reads('You have 1 ticket, number 1.');
  await window.seesLeft(99);
  // The repeated purchase gets its reply, and no second ticket is sold.
  await window.buyButton.click();
  await window.reads('Ticket 1 is yours');
  t.is(await sold(), 1);
  t.is(keys.length, 2);
  t.is(keys[0], keys[1]);
});

test('if the service is killed before a purchase arrives, the page claims no ticket and can still buy', async (t) => {
  const { window, keys, sold } = await buyAcrossDeath(t, false);
  await window.reads('We do not know yet whether a ticket was taken.');
  await window.reads('Live');
  await window.seesLeft(100);
  t.is(await sold(), 0);
  await window.buyButton.click();
  await window.reads('Ticket 1 is yours');
  t.is(await sold(), 1);
  t.is(keys[0], keys[1]);
});
