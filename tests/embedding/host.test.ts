import test from 'ava';
import type { Page, Request } from 'playwright-core';
import { openVisitor, watchFaults } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup);
  return { RAFFLE_EMBED_ORIGINS: host.origin };
});

/** Opens the host's page with a new raffle. */
async function visitHost(page: Page): Promise<RafflePage> {
  const { url, openRaffle } = stage();
  host.embed(url, await openRaffle());
  await page.goto(host.origin);
  const embedded = new RafflePage(page);
  await embedded.pool.waitFor();
  return embedded;
}

/** Waits for the note about the window, presses "Sign in to buy" once, and returns the window. */
async function openSignIn(page: Page): Promise<RafflePage> {
  await page.getByText('Sign-in opens in a window').waitFor();
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in to buy' }).click();
  return new RafflePage(await opened);
}

test.serial(
  'a participant signs in and buys on another site under its content security policy',
  async (t) => {
    const { browser, url } = stage();
    const { page, faults } = await openVisitor(t, browser, { url });
    const toService: Request[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(url)) toService.push(request);
    });
    const embedded = await visitHost(page);
    await embedded.seesLeft(100);

    const popup = await openSignIn(page);
    const popupFaults = watchFaults(popup.page);
    await popup.reads(host.origin);
    const closed = popup.page.waitForEvent('close');
    await popup.signIn(url, 'guest@example.org');
    await closed;

    t.is(await embedded.buyOne(), 1);
    await embedded.reads('guest@example.org');
    await embedded.seesLeft(99);
    const headers = await Promise.all(toService.map((request) => request.allHeaders()));
    t.true(headers.some(({ authorization }) => authorization?.startsWith('Bearer ')));
    t.false(
      headers.some((each) => 'cookie' in each),
      'no cookie goes to the service from here',
    );
    t.deepEqual([...faults, ...popupFaults], []);
  },
);

test.serial('a signed-in participant confirms with one press', async (t) => {
  const { browser, url } = stage();
  const { page } = await openVisitor(t, browser, { url, email: 'member@example.org' });
  const embedded = await visitHost(page);
  const popup = await openSignIn(page);
  await popup.page.getByRole('button', { name: 'Continue' }).click();
  await embedded.reads('member@example.org');
  t.is(await embedded.buyOne(), 1);

  // After a reload the ticket is shown again, without a window.
  await page.reload();
  await embedded.reads('You have 1 ticket, number 1.');
  await embedded.reads('member@example.org');
  await page.getByRole('listitem', { name: 'Ticket 1' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
});

test.serial('a message from another source than the sign-in window is ignored', async (t) => {
  const { browser, url } = stage();
  const { page } = await openVisitor(t, browser, { url });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const embedded = await visitHost(page);
  const popup = await openSignIn(page);
  await page.evaluate(() => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    window.postMessage({ type: 'raffle-sign-in', token: 'forged', expiresAt }, '*');
  });
  await popup.page.close();
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
  await embedded.seesLeft(100);
  t.false(asked.some((address) => address.endsWith('/api/me')));
});

test.serial('an expired token leads back to the sign-in', async (t) => {
  const { browser, url } = stage();
  const { page } = await openVisitor(t, browser, { url, email: 'leaver@example.org' });
  const embedded = await visitHost(page);
  const popup = await openSignIn(page);
  await popup.page.getByRole('button', { name: 'Continue' }).click();
  await embedded.buyButton.waitFor();

  const elsewhere = await page.context().newPage();
  await elsewhere.goto(url);
  const status = await elsewhere.evaluate(async () => {
    const reply = await fetch('/api/sign-in/sessions/current', { method: 'DELETE' });
    return reply.status;
  });
  t.is(status, 204);
  await embedded.askToBuy();
  await embedded.confirmButton.click();
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
  await embedded.seesLeft(100);
});

test.serial('a site that is not listed gets neither the raffle nor a sign-in', async (t) => {
  const { browser, url } = stage();
  const { page } = await openVisitor(t, browser, { url });
  host.embed(url, 'demo');
  // The same pages under another host name are another origin.
  await page.goto(host.origin.replace('127.0.0.1', 'localhost'));
  const replies: string[] = [];
  for (const path of ['/api/raffles/demo', '/remote/mf-manifest.json']) {
    const asked = page.evaluate((address) => fetch(address).then(() => 'read'), url + path);
    replies.push(await asked.catch(() => 'refused'));
  }
  t.deepEqual(replies, ['refused', 'refused']);
  const popup = page.waitForEvent('popup');
  await page.evaluate((service) => {
    window.open(`${service}/sign-in/popup?origin=${encodeURIComponent(location.origin)}`);
  }, url);
  await (await popup).getByText('may not embed the raffle').waitFor();
});
