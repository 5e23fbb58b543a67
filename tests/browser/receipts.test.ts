import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Download, Page } from 'playwright-core';
import { fromUtf8 } from '#proof/bytes.ts';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { readQr } from '../support/read-qr.ts';
import { temporaryFolder } from '../support/service.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test);
const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'raffle.js');

/** Somebody with a ticket, on the raffle's page. */
async function visitWithTicket(t: ExecutionContext, email: string) {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page, faults } = await openVisitor(t, browser, {
    url,
    email,
    serviceWorkers: 'allow',
  });
  const window = await new RafflePage(page).open(raffle);
  await window.buyOne();
  return { url, raffle, page, faults, window };
}

/** The built command line, as somebody without our sources runs it. */
function verify(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'verify', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, stdout };
}

async function saveFrom(t: ExecutionContext, page: Page, button: string) {
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download: Download = await downloaded;
  const path = join(temporaryFolder(t), download.suggestedFilename());
  await download.saveAs(path);
  return { path, name: download.suggestedFilename() };
}

/** Waits until the worker is there and has what this page needs. */
async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    if (navigator.serviceWorker.controller === null) return false;
    const kept = await (await caches.open('raffle-page')).keys();
    const paths = new Set(kept.map(({ url }) => new URL(url).pathname));
    const loaded = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.startsWith('/assets/'));
    return paths.has('/') && loaded.length > 2 && loaded.every((path) => paths.has(path));
  });
}

test.serial('a receipt that is saved is what `raffle verify` accepts, also offline', async (t) => {
  const { url, raffle, page, faults } = await visitWithTicket(t, 'saver@example.org');
  const { path, name } = await saveFrom(t, page, 'Save the receipt for ticket 1');
  t.is(name, `${raffle}-1.tlog-proof`);
  const online = verify(path, '--url', url);
  t.is(online.status, 0, online.stdout);
  t.regex(online.stdout, /VALID\. All 4 checks passed/);
  const first = await (await fetch(`${url}/api/raffles/${raffle}/log?to=1`)).text();
  const { logKey } = JSON.parse(first) as { logKey: string };
  t.is(verify(path, '--log-key', logKey, '--url', 'http://127.0.0.1:9').status, 0);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\nindex 1\n/, '\nindex 0\n'));
  t.is(verify(path, '--log-key', logKey).status, 5, 'and a bent one it does not');
  t.deepEqual(faults, []);
});

test.serial(
  'an open page that is reloaded without a network shows ticket and receipt',
  async (t) => {
    const { page, faults } = await visitWithTicket(t, 'tunnel@example.org');
    const link = page.getByRole('link', { name: 'Receipt for ticket 1' });
    await link.waitFor();
    await untilKept(page);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText('These tickets are kept in this browser').waitFor();
    await link.click();
    await page.getByText('All 5 checks passed.').waitFor();
    await page.getByRole('img', { name: 'QR code of the receipt for ticket 1' }).waitFor();
    const { name } = await saveFrom(t, page, 'Save receipt');
    t.regex(name, /-1\.tlog-proof$/);

    await page.context().setOffline(false);
    await page.goBack();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText(/You are offline|does not answer/).waitFor();
    t.is(await page.getByText('My tickets').count(), 0, 'whoever comes next sees nothing');
    t.true(
      faults.every((fault) => /Failed to load resource: net::ERR_/.test(fault)),
      faults.join(),
    );
  },
);

/** The modules of the code as they are on screen, read off its pixels. */
async function readScreen(page: Page, name: string): Promise<boolean[][]> {
  const picture = page.getByRole('img', { name });
  const size = await picture.evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
  const png = (await picture.screenshot({ scale: 'device' })).toString('base64');
  const blank = await page.context().newPage();
  const dark = await blank.evaluate(
    async ({ png, size }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      });
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const places = Array.from({ length: size }, (_, place) =>
        Math.floor(((place + 0.5) * image.width) / size),
      );
      return places.map((y) => places.map((x) => context.getImageData(x, y, 1, 1).data[0]! < 128));
    },
    { png, size },
  );
  await blank.close();
  return dark.slice(4, -4).map((row) => row.slice(4, -4));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.serial(`the code on a ${colorScheme} screen is the receipt, byte for byte`, async (t) => {
    const { browser, url, openRaffle } = stage();
    const raffle = await openRaffle();
    const email = `${colorScheme}@example.org`;
    const options = { url, email, colorScheme, deviceScaleFactor: 2 };
    const { page, faults } = await openVisitor(t, browser, {
      ...options,
      viewport: { width: 390, height: 844 },
    });
    await (await new RafflePage(page).open(raffle)).buyOne();
    const { path } = await saveFrom(t, page, 'Save the receipt for ticket 1');
    await page.getByRole('link', { name: 'Receipt for ticket 1' }).click();
    const { bytes } = readQr(await readScreen(page, 'QR code of the receipt for ticket 1'));
    t.is(fromUtf8(bytes), readFileSync(path, 'utf8'));
    t.deepEqual(faults, []);
  });
}

/** How many pages there are, and how large, in millimetres. */
async function printPage(page: Page): Promise<{ count: number; sizes: string[] }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const toMillimetres = (points: string) => Math.round((Number(points) * 25.4) / 72);
  const sizes = boxes.map(
    ([, width, height]) => `${toMillimetres(width!)}x${toMillimetres(height!)}`,
  );
  return { count: [...pdf.matchAll(/\/Type \/Page\b/g)].length, sizes };
}

test.serial('one ticket prints on an A6, all of them on an A4', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 5 });
  const { page } = await openVisitor(t, browser, { url, email: 'paper@example.org' });
  const window = await new RafflePage(page).open(raffle);
  for (let bought = 0; bought < 5; bought += 1) {
    await window.buyOne();
    await page.getByRole('link', { name: `Receipt for ticket ${bought + 1}` }).waitFor();
  }
  await page.getByRole('link', { name: 'All receipts, to print' }).click();
  await page.getByRole('img', { name: 'QR code of the receipt for ticket 5' }).waitFor();
  t.deepEqual(await printPage(page), { count: 2, sizes: ['210x297', '210x297'] });
  await page.goto(`/raffles/${raffle}/tickets/3/receipt`);
  await page.getByRole('img', { name: 'QR code of the receipt for ticket 3' }).waitFor();
  t.deepEqual(await printPage(page), { count: 1, sizes: ['105x148'] });
  await page.emulateMedia({ media: 'print' });
  t.false(await page.getByRole('button', { name: 'Print' }).isVisible());
  t.true(await page.getByText('raffle verify').isVisible());
});

test.serial('a receipt’s pages are without barriers, and fit into 320 pixels', async (t) => {
  const { raffle, page, faults } = await visitWithTicket(t, 'narrow@example.org');
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['tickets/1/receipt', 'receipts', 'tickets/2/receipt']) {
    await page.goto(`/raffles/${raffle}/${path}`);
    await page.locator('h1').waitFor();
    await page
      .getByText(/All 5 checks passed|holds the whole receipt|You have no ticket 2/)
      .first()
      .waitFor();
    t.is(await measureOverflow(page), 0, path);
    t.deepEqual(await findBarriers(page), [], path);
  }
  t.deepEqual(faults, []);
});
