import test from 'ava';
import { findBarriers, tabTo } from '../support/accessibility.ts';
import { openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { winnerOf } from '../support/draws.ts';
import { variants } from '../support/effort.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { signInAt } from '../support/service.ts';

const stage = shareStage(test, withAdminApp);

for (const viewport of variants([
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
])) {
  test(`at ${viewport.width} by ${viewport.height} the projector view needs no mouse, and a reload keeps the number`, async (t) => {
    const { operator, openRaffle, url } = stage();
    const id = await openRaffle({ capacity: 1000 });
    await (await signInAt(url, 'ann@example.org')).buy(id, { quantity: 2 });
    const { page, faults, goTo } = await openAdmin(t, stage(), { viewport });
    const number = page.locator('strong');
    const fits = async (scene: string) => {
      const rest = 'document.documentElement.scrollHeight - innerHeight';
      t.true((await page.evaluate<number>(rest)) <= 0, scene);
      t.deepEqual(await findBarriers(page), [], scene);
    };
    await goTo(`#/raffles/${id}/projector`);
    await page.getByText('of 1,000 tickets are left').waitFor();
    t.is(await number.textContent(), '998');
    await fits('selling');
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Leave full screen (F or Escape)' }).waitFor();
    const winner = winnerOf(await operator.call('drawWinner', { params: { id } }));
    await page.getByText('Drawing …').waitFor();
    await fits('drawing');
    await page.locator('main p', { hasText: /^Ticket \d wins / }).waitFor();
    t.is(await number.textContent(), String(winner.ticketNumber));
    await fits('drawn');
    await page.keyboard.press('Enter');
    await page.getByText('Drawing …').waitFor();
    await page.locator('main p', { hasText: /^Ticket \d wins / }).waitFor();
    await page.keyboard.press('f');
    await page.getByRole('button', { name: 'Full screen (F)' }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Show it again (space)' }));
    await page.keyboard.press('Space');
    await page.getByText('Drawing …').waitFor();
    await page.reload();
    await number.waitFor();
    t.is(await number.textContent(), String(winner.ticketNumber));
    t.is(await page.getByText('Drawing …').count(), 0);
    t.deepEqual(faults, []);
  });
}

test('a projector view with a clock that is an hour slow counts down by the service’s clock', async (t) => {
  const { operator, url } = stage();
  const { id } = await operator.call('createRaffle', {
    body: { title: 'Spring', randomness: 'drand' },
  });
  await (await signInAt(url, 'cid@example.org')).buy(id);
  const { page, faults, goTo } = await openAdmin(t, stage());
  await page.clock.install({ time: Date.now() - 3_600_000 });
  await goTo(`#/raffles/${id}/projector`);
  await page.getByText('tickets are left').waitFor();
  // The seal lasts about a minute, which a busy machine may need to open a page. No relay answers
  // with the time here.
  const body = { confirmUncheckedClock: true } as const;
  await operator.call('closeRaffle', { params: { id }, body });
  await page.getByText('The draw is sealed. No one can know the number yet.').waitFor();
  t.regex((await page.locator('strong').textContent())!, /^[01]:\d\d$/);
  t.deepEqual(await findBarriers(page), []);
  t.deepEqual(faults, []);
});

for (const title of ['W'.repeat(200), 'Summer fête of the school '.repeat(8).slice(0, 200)]) {
  test(`the projector view keeps a title of 200 characters visible, ${title.slice(0, 2)}`, async (t) => {
    const { operator, url } = stage();
    const { id } = await operator.call('createRaffle', { body: { title, capacity: 10 } });
    await (await signInAt(url, 'ann@example.org')).buy(id);
    const viewport = { width: 1920, height: 1080 };
    const { page, goTo } = await openAdmin(t, stage(), { viewport });
    const overflow = () =>
      page.evaluate<number>('document.documentElement.scrollHeight - innerHeight');
    await goTo(`#/raffles/${id}/projector`);
    await page.getByText('of 10 tickets are left').waitFor();
    t.true((await overflow()) <= 0, 'selling');
    await operator.call('drawWinner', { params: { id } });
    await page.reload();
    await page.locator('main p', { hasText: /^Ticket 1 wins/ }).waitFor();
    t.true((await overflow()) <= 0, 'drawn');
  });
}

for (const viewport of variants([
  { width: 1024, height: 768 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
])) {
  const { width, height } = viewport;
  test(`at ${width} by ${height} the sale with picture, prizes and times needs no scrolling`, async (t) => {
    const { operator } = stage();
    const file = { bytes: new Uint8Array(chromiumPicture('image/png')), type: 'image/png' };
    const { picture } = await operator.call('uploadPicture', { file });
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const { id } = await operator.call('createRaffle', {
      body: {
        title: 'Summer fair of the parents of Hill School and the friends of the library',
        id: `hill-school-summer-fair-${width}-${height}`,
        prizes: ['A bicycle', 'A hamper', 'A book'],
        closesAt: inDays(1.9),
        notice: { picture, drawAt: inDays(2) },
      },
    });
    const { page, goTo } = await openAdmin(t, stage(), { viewport });
    await goTo(`#/raffles/${id}/projector`);
    await page.getByText('Sales end in').waitFor();
    // As tall as a photo may be shown.
    await page.locator('main img').evaluate(async (image: HTMLImageElement) => {
      image.style.blockSize = '100vh';
      await image.decode();
    });
    const rest = 'document.documentElement.scrollHeight - innerHeight';
    t.true((await page.evaluate<number>(rest)) <= 0);
  });
}

test('with reduced motion the projector view shows the number without animation', async (t) => {
  const { operator, openRaffle, url } = stage();
  const id = await openRaffle({ capacity: 10 });
  await (await signInAt(url, 'bob@example.org')).buy(id);
  const { page, faults, goTo } = await openAdmin(t, stage(), { reducedMotion: 'reduce' });
  await goTo(`#/raffles/${id}/projector`);
  await page.getByText('of 10 tickets are left').waitFor();
  await operator.call('drawWinner', { params: { id } });
  await page.locator('main p', { hasText: 'Ticket 1 wins Spring.' }).waitFor();
  t.is(await page.getByText('Drawing …').count(), 0);
  t.is(await page.getByRole('button', { name: /space/ }).count(), 0);
  t.deepEqual(await page.evaluate('document.getAnimations().length'), 0);
  t.deepEqual(faults, []);
});
