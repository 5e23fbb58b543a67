import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';

import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { temporaryFolder } from '../support/service.ts';
import { openVisitor } from '../support/visitor.ts';

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup);
  return { RAFFLE_EMBED_ORIGINS: host.origin };
});

test('on another site’s page a receipt is a dialog that can be checked, saved and closed by keyboard', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  host.embed(url, raffle);
  const { page, faults } = await openVisitor(t, browser, { url, email: 'guest@example.org' });
  await page.goto(host.origin);
  const embedded = new RafflePage(page);
  await embedded.pool.waitFor();
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in to buy' }).click();
  await (await popup).getByRole('button', { name: 'Continue' }).click();
  await embedded.buyOne();

  const opener = page.getByRole('button', { name: 'Show the receipt for ticket 1', exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Receipt for ticket 1' });
  await dialog.getByText('This receipt proves that ticket 1').waitFor();
  await dialog.getByRole('img', { name: 'QR code of the receipt for ticket 1' }).waitFor();

  const paper = dialog.getByRole('link', { name: 'Print on the raffle’s own page' });
  t.is(await paper.getAttribute('href'), `${url}/raffles/${raffle}/tickets/1/receipt`);

  const downloaded = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save receipt' }).click();
  const path = join(temporaryFolder(t), 'receipt');
  await (await downloaded).saveAs(path);
  t.true(readFileSync(path, 'utf8').startsWith('c2sp.org/tlog-proof@v1\nextra '));

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  t.true(await opener.evaluate(hasFocus), 'focus comes back');
  const names = () => page.evaluate(() => Object.keys(localStorage).join());
  t.true((await names()).includes('raffle-receipts '));
  t.false((await names()).includes('guest@example.org'), 'the host sees no address');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
  t.false((await names()).includes('raffle-receipts '));
  t.deepEqual(faults, []);
});

/** Whether the focus is in this element. The dashboard is in a shadow root. */
function hasFocus(element: Element): boolean {
  return element.contains((element.getRootNode() as ShadowRoot).activeElement);
}
