import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { limits } from '#contract/raffles.ts';
import { fromUtf8 } from '#proof/bytes.ts';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { shareStage } from '../support/browser-suite.ts';
import { printPage, readScreen } from '../support/paper.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { readQr } from '../support/read-qr.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test, async (cleanup) => {
  const logo = join(temporaryFolder(cleanup), 'logo');
  writeFileSync(logo, chromiumPicture('image/png'));
  return { RAFFLE_LOGO: logo };
});
const closesAt = '2099-12-05T18:00:00.000Z';
const drawAt = '2099-12-05T20:00:00.000Z';

/** Opens a raffle with everything that a poster shows. */
async function openFair(id: string, texts: { title: string; line: string }): Promise<void> {
  const { operator } = stage();
  const file = { bytes: new Uint8Array(chromiumPicture('image/png')), type: 'image/png' };
  const { picture } = await operator.call('uploadPicture', { file });
  const { title, line } = texts;
  const price = { amount: 200, currency: 'GBP' };
  const notice = { organiser: line, place: line, licence: line, price, drawAt, picture };
  const prizes = Array.from({ length: limits.prizesMax }, () => line);
  await operator.call('createRaffle', { body: { id, title, prizes, closesAt, notice } });
}

test.serial(
  'the poster prints on one page, A4 or A6, and its code leads to the raffle',
  async (t) => {
    const { browser, url } = stage();
    await openFair('fair', { title: 'Summer fair', line: 'Riverside school' });
    const { page, faults } = await openVisitor(t, browser, {
      url,
      timezoneId: 'Europe/Berlin',
      colorScheme: 'dark',
      deviceScaleFactor: 2,
    });
    await page.goto('/raffles/fair/poster');
    await page.getByRole('heading', { name: 'Summer fair' }).waitFor();
    t.is(await page.title(), 'Summer fair · Poster');
    await page.getByText('Sat, 5 Dec 2099, 19:00 CET').waitFor();
    const images = page.getByRole('article').locator('img');
    await images.nth(1).waitFor();
    const widths = await images.evaluateAll((all) =>
      Promise.all(
        (all as HTMLImageElement[]).map(async (image) => {
          await image.decode();
          return image.naturalWidth;
        }),
      ),
    );
    t.deepEqual(widths, [40, 40], 'the picture and the logo');
    const address = `${url}/r/fair`;
    await page.getByText(address.replace('http://', ''), { exact: true }).waitFor();
    const { bytes } = readQr(await readScreen(page, `QR code of ${address}`));
    t.is(fromUtf8(bytes), address);

    // The browser's print dialog would wait for a person.
    await page.evaluate(() => {
      window.print = () => document.body.append('Printed');
    });
    const sizes = { 'Print A4': '210x297', 'Print A6': '105x148' };
    for (const [button, size] of Object.entries(sizes)) {
      await page.getByRole('button', { name: button }).click();
      await page.getByText('Printed').waitFor();
      await page.evaluate(() => document.body.lastChild!.remove());
      t.deepEqual(await printPage(page), { count: 1, sizes: [size] }, button);
    }
    await page.emulateMedia({ media: 'print' });
    t.is(await page.getByRole('button').count(), 0);
    t.is(await page.getByRole('link').count(), 0);
    const other = await openVisitor(t, browser, { url });
    await other.page.goto(address);
    await other.page.getByRole('heading', { name: 'Summer fair' }).waitFor();
    t.is(other.page.url(), `${url}/raffles/fair`);
    t.deepEqual([...faults, ...other.faults], []);
  },
);

test.serial('the longest texts stay on the sheet', async (t) => {
  const { browser, url } = stage();
  const title = 'W'.repeat(limits.titleLengthMax);
  await openFair('long', { title, line: 'W'.repeat(limits.noticeLineLengthMax) });
  const { page } = await openVisitor(t, browser, { url });
  for (const size of ['a4', 'a6']) {
    await page.goto(`/raffles/long/poster?size=${size}`);
    const layout = page.getByRole('article').locator('> div');
    await layout.waitFor();
    const excess = await layout.evaluate((each) => each.scrollHeight - each.clientHeight);
    t.is(excess, 0, size);
    const { count } = await printPage(page);
    t.is(count, 1);
  }
});

test.serial(
  'the page has no barriers, fits into 320 pixels, and says when it is out of date',
  async (t) => {
    const { browser, url, operator } = stage();
    await operator.call('createRaffle', { body: { id: 'off', title: 'Off', prizes: ['Hamper'] } });
    await operator.call('cancelRaffle', { params: { id: 'off' }, body: { reason: 'Rain' } });
    const { page, faults } = await openVisitor(t, browser, {
      url,
      viewport: { width: 320, height: 640 },
    });
    for (const path of ['fair', 'off']) {
      await page.goto(`/raffles/${path}/poster`);
      await page.getByRole('article').waitFor();
      t.is(await measureOverflow(page), 0, path);
      t.deepEqual(await findBarriers(page), [], path);
    }
    await page
      .getByText('Sales are over, so this poster is out of date.', { exact: true })
      .waitFor();
    t.deepEqual(faults, []);
  },
);
