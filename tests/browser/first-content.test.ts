import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { shareStage } from '../support/browser-suite.ts';
import { variants } from '../support/effort.ts';
import { untilCached } from '../support/offline.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test, async (cleanup) => {
  const logo = join(temporaryFolder(cleanup), 'logo');
  writeFileSync(logo, chromiumPicture('image/png'));
  return { RAFFLE_ACCENT: '#8b1a4f', RAFFLE_LOGO: logo };
});
const closesAt = '2099-12-05T18:00:00.000Z';
const drawAt = '2099-12-05T20:00:00.000Z';
/** A line of 400 kbit/s, in bytes per second, with the latency of a weak mobile network. */
const slowLine = { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 200 };

let fair: Promise<string> | undefined;

/** Opens the raffle of these tests once. */
async function openFair(): Promise<string> {
  fair ??= (async () => {
    const { operator } = stage();
    const file = { bytes: new Uint8Array(chromiumPicture('image/png')), type: 'image/png' };
    const { picture } = await operator.call('uploadPicture', { file });
    const price = { amount: 200, currency: 'GBP' };
    const notice = { organiser: 'Riverside school', price, drawAt, picture };
    const body = { id: 'fair', title: 'Summer fair', prizes: ['Hamper'], closesAt, notice };
    await operator.call('createRaffle', { body });
    return '/raffles/fair';
  })();
  return fair;
}

/** Holds the scripts of a page back until they are released. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/*.js', async (route) => {
    await released;
    await route.continue();
  });
  return () => release();
}

test.serial(
  'without JavaScript a raffle’s page says what, for how much, until when and how many are left, and the start page leads to it',
  async (t) => {
    const { browser, url } = stage();
    const path = await openFair();
    const { page, faults } = await openVisitor(t, browser, {
      url,
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: 'Summer fair' }).waitFor();
    for (const text of ['By Riverside school', 'Hamper', '£2.00', 'Sales end', 'Draw']) {
      await page.getByText(text, { exact: true }).waitFor();
    }
    t.is(await page.locator(`time[datetime="${closesAt}"]`).count(), 1);
    t.is(await page.locator(`time[datetime="${drawAt}"]`).count(), 1);
    const meter = page.getByRole('meter', { name: 'Tickets left' });
    t.is(await meter.getAttribute('aria-valuetext'), '100 of 100 tickets left.');
    const widths = await page
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    t.deepEqual(widths, [40, 40], 'the logo and the picture');
    t.is(await page.getByRole('banner').getByRole('img', { name: 'Riverside school' }).count(), 1);
    await page.goto('/');
    await page.getByRole('heading', { level: 1, name: 'All raffles' }).waitFor();
    await page.getByRole('link', { name: 'Summer fair 100 of 100 tickets left.' }).click();
    await page.getByRole('heading', { level: 1, name: 'Summer fair' }).waitFor();
    t.deepEqual(faults, []);
  },
);

test.serial(
  'the first content has no barriers, fits into 320 pixels, and stays until the page takes over',
  async (t) => {
    const { browser, url } = stage();
    const path = await openFair();
    const { page, faults } = await openVisitor(t, browser, {
      url,
      timezoneId: 'UTC',
      viewport: { width: 320, height: 640 },
    });
    const release = await holdScripts(page);
    await page.goto(path, { waitUntil: 'commit' });
    const content = page.locator('#first-content');
    await content.getByRole('heading', { level: 1 }).waitFor();
    t.is(await measureOverflow(page), 0);
    t.deepEqual(await findBarriers(page), []);
    release();
    const button = page.getByRole('button', { name: 'Sign in to buy' });
    await button.waitFor();
    t.is(await content.count(), 0);
    t.is(await page.getByRole('banner').getByRole('img').count(), 1);
    const background = await button.evaluate((each) => getComputedStyle(each).backgroundColor);
    t.is(background, 'rgb(139, 26, 79)', 'the accent');
    t.deepEqual(faults, []);
  },
);

const devices = {
  phone: { viewport: { width: 390, height: 844 }, locale: 'en-GB', calendar: 'Add to calendar' },
  'German phone': {
    viewport: { width: 360, height: 740 },
    locale: 'de-DE',
    calendar: 'In den Kalender',
  },
  'narrow phone': {
    viewport: { width: 320, height: 640 },
    locale: 'en-GB',
    calendar: 'Add to calendar',
  },
  laptop: { viewport: { width: 1280, height: 800 }, locale: 'en-GB', calendar: 'Add to calendar' },
};
for (const [name, { calendar, ...options }] of variants(Object.entries(devices))) {
  test.serial(`on a ${name} nothing jumps when the page takes over`, async (t) => {
    const { browser, url } = stage();
    const path = await openFair();
    const { page } = await openVisitor(t, browser, { url, timezoneId: 'UTC', ...options });
    const release = await holdScripts(page);
    await page.goto(path, { waitUntil: 'commit' });
    const places = async (root: string) => {
      const parts = ['h1', 'img', 'time >> nth=0', '[role=meter]'];
      const boxes = parts.map((part) => page.locator(`${root} ${part}`).boundingBox());
      return (await Promise.all(boxes)).map((box) => [box!.x, box!.y].map(Math.round));
    };
    const image = page.locator('#first-content img');
    await image.evaluate((element) => (element as HTMLImageElement).decode());
    const before = await places('#first-content');
    release();
    await page.locator('#page [role=meter]').waitFor();
    t.deepEqual(await places('#page'), before);
    await page.getByRole('button', { name: calendar }).waitFor();
    t.deepEqual(await places('#page'), before, 'after the late part too');
  });
}

test.serial('on 400 kbit/s the first content is painted in under three seconds', async (t) => {
  const { browser, url } = stage();
  const path = await openFair();
  const times: number[] = [];
  // A busy machine can delay a paint; the line is the same for each attempt.
  for (let attempt = 0; attempt < 3 && !times.some((time) => time < 3000); attempt += 1) {
    const { page } = await openVisitor(t, browser, { url, viewport: { width: 390, height: 844 } });
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Network.enable');
    await devTools.send('Network.emulateNetworkConditions', { offline: false, ...slowLine });
    await page.goto(path, { waitUntil: 'commit', timeout: 60_000 });
    const heading = page.locator('#first-content h1');
    await heading.waitFor();
    times.push(
      await page.evaluate(async () => {
        const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
        while (paint() === undefined)
          await new Promise((resolve) => requestAnimationFrame(resolve));
        return paint()!;
      }),
    );
  }
  t.log(times.map((time) => `${Math.round(time)} ms`).join(', '));
  t.true(
    times.some((time) => time < 3000),
    times.join(),
  );
});

test.serial('what the browser needs before the first paint is small', async (t) => {
  const { url } = stage();
  const html = await (await fetch(url + (await openFair()))).text();
  const sheets = [...html.matchAll(/<link [^>]*href="([^"]+\.css)"/g)].map(([, path]) => path!);
  t.is(sheets.filter((sheet) => sheet.startsWith('/assets/brand.')).length, 1);
  t.true(sheets.length > 1);
  const texts = await Promise.all(sheets.map(async (sheet) => (await fetch(url + sheet)).text()));
  // The service sends pages as they are and style sheets compressed.
  const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, html.length);
  t.log(`${bytes} bytes`);
  t.true(bytes < 40_000, `${bytes} bytes, of which 400 kbit/s carry 50,000 in a second`);
});

test.serial('without a network, no raffle shows the first content of another', async (t) => {
  const { browser, url } = stage();
  const path = await openFair();
  const { page } = await openVisitor(t, browser, { url, serviceWorkers: 'allow' });
  await page.goto(path);
  await new RafflePage(page).seesLeft(100);
  await untilCached(page);
  const { text, paths } = await page.evaluate(async () => {
    const cache = await caches.open('raffle-page');
    const kept = await cache.keys();
    return {
      text: await (await cache.match('/'))!.text(),
      paths: kept.map(({ url: address }) => new URL(address).pathname),
    };
  });
  t.is(paths.filter((each) => each.startsWith('/assets/brand.')).length, 1, 'the accent');
  t.true(text.includes('<div id="page"></div>'), text);
  t.false(text.includes('first-content'));
  t.false(text.includes('id="brand"'), 'the logo, which has the name of an organiser');

  await page.context().setOffline(true);
  await page.goto('/raffles/demo');
  await page.getByRole('heading', { level: 1, name: 'The raffle does not answer.' }).waitFor();
  t.is(await page.getByText('Summer fair').count(), 0);
});
