import test from 'ava';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { variants } from '../support/effort.ts';
import { jpegSegment, jpegWith } from '../support/pictures.ts';

const stage = shareStage(test, withAdminApp);

/** A photo whose Exif data says where it was taken. */
const photo = jpegWith(jpegSegment(0xe1, 'Exif\0\0GPS 47.3769 N'));

test.serial(
  'a new organiser opens a raffle with picture and price, seen before in a preview',
  async (t) => {
    const { operator, url } = stage();
    const { page, faults, goTo } = await openAdmin(t, stage());
    await enrol(page, stage(), { name: 'Olive' });
    await goTo('#/new');
    const field = (name: string) => page.getByLabel(name, { exact: true });
    await field('Title').fill('Hill School fête');
    await field('Prizes').fill('A hamper\nA cake');
    let finishTyping = () => {};
    const typed = new Promise<void>((resolve) => {
      finishTyping = resolve;
    });
    await page.route('**/api/admin/pictures', async (route) => {
      await typed;
      await route.continue();
    });
    const upload = page.waitForRequest('**/api/admin/pictures');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'hamper.jpg', mimeType: 'image/jpeg', buffer: photo });
    await upload;
    // What is typed during the upload stays.
    await field('Price of a ticket').fill('2.50');
    await field('Currency').selectOption('GBP');
    finishTyping();
    await page.getByRole('img', { name: 'The picture of the raffle' }).waitFor();
    await field('Organiser').fill('Parents of Hill School');
    const preview = page.getByRole('region', { name: 'What people will see' });
    for (const text of ['Hill School fête', 'A hamper', '£2.50']) {
      await preview.getByText(text).first().waitFor();
    }
    t.deepEqual(await findBarriers(page), [], 'the form');
    await page.getByRole('button', { name: 'Review it' }).click();
    await page.getByRole('heading', { name: 'Check it, then open it' }).waitFor();
    t.deepEqual(await findBarriers(page), [], 'the review');
    await page.getByRole('button', { name: 'Open the raffle' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hill School fête' }).waitFor();
    const { notice } = await operator.call('showRaffle', { params: { id: 'hill-school-fete' } });
    t.deepEqual(notice?.price, { amount: 250, currency: 'GBP' });
    const reply = await fetch(`${url}/api/pictures/${notice?.picture}`);
    const stored = Buffer.from(await reply.arrayBuffer()).toString('latin1');
    t.false(stored.includes('Exif') || stored.includes('GPS'), 'the place is not in the picture');
    t.deepEqual(faults, []);
  },
);

test.serial(
  'a picture of any size is made small enough, and another file is refused',
  async (t) => {
    const { page, faults, goTo } = await openAdmin(t, stage());
    await enrol(page, stage(), { name: 'Pat' });
    await goTo('#/new');
    const choose = (name: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
    await choose('notes.png', Buffer.from('not a picture'));
    await page
      .getByText('This file is not a picture that the browser can open. Try a JPEG or PNG file.')
      .waitFor();
    const noise = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = 1600;
      canvas.height = 1200;
      const context = canvas.getContext('2d')!;
      const image = context.createImageData(canvas.width, canvas.height);
      for (let at = 0; at < image.data.length; at += 1) image.data[at] = Math.random() * 256;
      context.putImageData(image, 0, 0);
      return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
    });
    const upload = page.waitForResponse((reply) => reply.url().endsWith('/api/admin/pictures'));
    await choose('noise.png', Buffer.from(noise, 'base64'));
    const reply = await upload;
    t.is(reply.status(), 201);
    t.true(reply.request().postDataBuffer()!.length <= 500_000);
    await page.getByRole('img', { name: 'The picture of the raffle' }).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('button', { name: 'Choose a picture' }).waitFor();
    t.deepEqual(faults, []);
  },
);

for (const [width, colorScheme] of variants([
  [320, 'dark'],
  [768, 'light'],
] as const)) {
  test.serial(`the form fits a window of ${width} pixels`, async (t) => {
    const { page, goTo } = await openAdmin(t, stage(), {
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
      colorScheme,
    });
    await enrol(page, stage(), { name: 'Quinn' });
    await goTo('#/new');
    await page.getByLabel('Title', { exact: true }).fill('W'.repeat(200));
    await page.getByText('Preview', { exact: true }).click();
    t.is(await measureOverflow(page), 0);
    t.deepEqual(await findBarriers(page), []);
  });
}
