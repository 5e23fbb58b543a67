import test from 'ava';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { readCode } from '../support/service.ts';
import { openVisitor, stopClock } from '../support/visitor.ts';

const stage = shareStage(test);

/** Requests a code as a signed-out visitor and waits for the code field. */
async function waitForMail(t: Parameters<typeof openVisitor>[0], email: string) {
  const { browser, url, operator, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page, faults } = await openVisitor(t, browser, { url });
  const window = await new RafflePage(page).open(raffle);
  await page.getByRole('button', { name: 'Sign in to buy' }).click();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.keyboard.press('Enter');
  const code = page.getByRole('textbox', { name: 'Code from the mail' });
  await code.waitFor();
  const sold = async () => (await operator.call('showRaffle', { params: { id: raffle } })).sold;
  return { url, page, faults, window, code, sold };
}

test.serial('typing the code and pressing Enter signs in and buys nothing', async (t) => {
  const email = 'enter@example.org';
  const { url, page, faults, window, code, sold } = await waitForMail(t, email);
  await code.focus();
  await page.keyboard.type(await readCode(url, email));
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Enter');
  await window.buyButton.waitFor();
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  t.is(await page.evaluate(() => document.activeElement?.tagName), 'P');
  t.is(await window.buyOne(), 1, 'the first ticket is the one that was asked for');
  t.is(await sold(), 1);
  t.deepEqual(faults, []);
});

test.serial('a second press shortly after a purchase buys no second ticket', async (t) => {
  const email = 'twice@example.org';
  const { url, page, window, code, sold } = await waitForMail(t, email);
  await page.clock.install();
  await code.fill(await readCode(url, email));
  await window.askToBuy();
  // The page's clock stands still, so the second press is inside the pause on any machine.
  await stopClock(page);
  await window.confirmButton.click();
  await window.reads('Ticket 1 is yours');
  await window.buyButton.click({ force: true });
  await window.buyButton.dispatchEvent('click');
  t.is(await sold(), 1);
  await page.clock.resume();
  // After the pause the button is enabled again, and one press buys.
  t.is(await window.buyOne(), 2);
  t.is(await sold(), 2);
  await page.close();
});

test.serial('a reload while waiting for the mail shows the code step again', async (t) => {
  const email = 'reload@example.org';
  const { url, page, window, code } = await waitForMail(t, email);
  const first = await readCode(url, email);
  await page.reload();
  await code.waitFor();
  await page.getByRole('button', { name: 'Send a new code' }).click();
  await page.getByRole('status').filter({ hasText: email }).waitFor();
  t.not(await readCode(url, email), first);
  await code.fill(first);
  await window.buyButton.waitFor();
  t.pass('the code of the first mail signs in');
});
