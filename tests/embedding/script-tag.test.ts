import test from 'ava';
import type { Page } from 'playwright-core';
import { contrast } from '#contract/readable-accent.ts';
import { measureOverflow } from '../support/accessibility.ts';
import { bundlers } from '../support/bundle-site.ts';
import { variants } from '../support/effort.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { RafflePage } from '../support/raffle-page.ts';

/** A site's own script: makes the element, and shows the events that bubble to the document. */
const application = `
const told = document.getElementById('alive');
for (const name of ['ready', 'purchased', 'sold-out', 'drawn', 'stale', 'error']) {
  document.addEventListener('raffle-' + name, ({ type, detail }) => {
    told.append(' ' + type + ' ' + JSON.stringify(detail));
  });
}
const element = document.createElement('raffle-dashboard');
element.setAttribute('raffle', "spring");
document.getElementById('raffle').append(element);
`;
const scriptOnly = ({ tag }: { tag: string }) => tag.slice(0, tag.indexOf('<raffle-dashboard'));

const hosts = new Map<string, HostSite>();
const stage = shareStage(test, async (cleanup) => {
  hosts.set('plain', await startHostSite(cleanup));
  for (const bundler of variants(bundlers)) {
    const compose = () => application;
    hosts.set(bundler, await startHostSite(cleanup, { compose, html: scriptOnly, bundler }));
  }
  const origins = [...hosts.values()].map(({ origin }) => origin);
  return { RAFFLE_EMBED_ORIGINS: origins.join(','), RAFFLE_ACCENT: '#8b1a4f' };
});

/** Changes an attribute of the element; null removes it. */
async function setAttribute(page: Page, name: string, value: string): Promise<void> {
  await page.evaluate(
    ([key, text]) => document.querySelector('raffle-dashboard')!.setAttribute(key!, text!),
    [name, value],
  );
}

for (const bundler of variants(bundlers)) {
  test.serial(`a site built with ${bundler} shows the raffle and hears its events`, async (t) => {
    const { browser, url, openRaffle } = stage();
    const email = `${bundler}@example.org`;
    const { page, faults } = await openVisitor(t, browser, { url, email });
    const host = hosts.get(bundler)!;
    const raffle = await openRaffle({ capacity: 1 });
    host.embed(url, raffle);
    await page.goto(host.origin);
    const embedded = new RafflePage(page);
    await embedded.reads(`raffle-ready ${JSON.stringify({ raffleId: raffle })}`);
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Sign in to buy' }).click();
    await (await popup).getByRole('button', { name: 'Continue' }).click();
    t.is(await embedded.buyOne(), 1);
    const purchase = { raffleId: raffle, ticketNumbers: [1] };
    await embedded.reads(`raffle-purchased ${JSON.stringify(purchase)}`);
    await embedded.reads(`raffle-sold-out ${JSON.stringify({ raffleId: raffle })}`);
    t.deepEqual(faults, []);
  });
}

test.serial('raffle, language and accent follow the attributes', async (t) => {
  const { browser, url, openRaffle } = stage();
  const host = hosts.get('plain')!;
  const { page, faults } = await openVisitor(t, browser, { url });
  host.embed(url, await openRaffle());
  await page.goto(host.origin);
  const embedded = new RafflePage(page);
  await embedded.seesLeft(100);
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
  for (const width of [320, 800]) {
    await page.setViewportSize({ width, height: 900 });
    t.is(await measureOverflow(page), 0, `${width} pixels`);
  }
  await setAttribute(page, 'raffle', await openRaffle({ capacity: 7 }));
  await embedded.seesLeft(7);
  await setAttribute(page, 'locale', 'de');
  const button = page.getByRole('button', { name: 'Zum Kaufen anmelden' });
  await button.waitFor();

  // Yellow cannot be read on white, and navy not on black: both are changed.
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() =>
      document.documentElement.style.setProperty('color-scheme', 'light dark'),
    );
    for (const accent of ['yellow', 'navy', 'oklch(60% 0.2 20)']) {
      await setAttribute(page, 'accent', accent);
      const [text, background] = await button.evaluate((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        const parts = (value: string) =>
          value
            .match(/[\d.]+/g)!
            .slice(0, 3)
            .map(Number);
        return [parts(color), parts(backgroundColor)] as const;
      });
      const ratio = contrast(
        text as [number, number, number],
        background as [number, number, number],
      );
      t.true(ratio >= 4.5, `${accent} ${colorScheme}: ${ratio}`);
    }
  }
  const readBackground = () =>
    button.evaluate((element) => getComputedStyle(element).backgroundColor);
  await setAttribute(page, 'accent', '');
  await page.emulateMedia({ colorScheme: 'light' });
  const usual = await readBackground();
  t.is(usual, 'rgb(139, 26, 79)', 'the accent of the service');
  for (const accent of ['var(--brand)', 'inherit', 'transparent', 'red; display: none']) {
    await setAttribute(page, 'accent', 'yellow');
    t.not(await readBackground(), usual);
    await setAttribute(page, 'accent', accent);
    t.is(await readBackground(), usual, accent);
  }
  await page.evaluate(() =>
    document.documentElement.style.setProperty('--raffle-accent', 'rgb(0 80 0)'),
  );
  t.is(await readBackground(), 'rgb(0, 80, 0)', 'the host decides');
  t.deepEqual(faults, []);
});

test.serial('a moved element keeps its state, and a removed one ends its connection', async (t) => {
  const { browser, url, openRaffle } = stage();
  const host = hosts.get('plain')!;
  const { page } = await openVisitor(t, browser, { url });
  host.embed(url, await openRaffle());
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(host.origin);
  const embedded = new RafflePage(page);
  await embedded.seesLeft(100);
  await page.evaluate(() => {
    const element = document.querySelector('raffle-dashboard')!;
    document.body.prepend(element);
  });
  await embedded.seesLeft(100);
  const streams = requests.filter((each) => each.endsWith('/stream'));
  t.is(streams.length, 1);
  const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/stream'));
  await page.evaluate(() => document.querySelector('raffle-dashboard')!.remove());
  await ended;
  t.is(await embedded.pool.count(), 0);
});

test.serial('without the script, the page’s own link is what remains', async (t) => {
  const { browser, url, openRaffle } = stage();
  const host = hosts.get('plain')!;
  const { page } = await openVisitor(t, browser, { url });
  const raffle = await openRaffle();
  host.embed(url, raffle);
  // The same page under another host name is another origin, which is not listed.
  const refused = page.waitForEvent('requestfailed');
  await page.goto(host.origin.replace('127.0.0.1', 'localhost'));
  t.is((await refused).url(), `${url}/embed.js`);
  const link = page.getByRole('link', { name: 'Open the raffle' });
  t.is(await link.getAttribute('href'), `${url}/raffles/${raffle}`);
});

test.serial('without a link of the page, the element has one, in its language', async (t) => {
  const { browser, url, openRaffle } = stage();
  const host = hosts.get('plain')!;
  const { page } = await openVisitor(t, browser, { url });
  const raffle = await openRaffle();
  host.embed(url, raffle);
  await page.route('**/remoteEntry.js*', (route) => route.abort('connectionrefused'));
  await page.goto(host.origin);
  await page.evaluate(() => document.querySelector('raffle-dashboard')!.replaceChildren());
  await setAttribute(page, 'locale', 'de');
  const link = page.getByRole('link', { name: 'Zur Verlosung' });
  t.is(await link.getAttribute('href'), `${url}/raffles/${raffle}`);
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).waitFor();
  await page.getByRole('alert').waitFor();
});
