import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp, type AdminVisitorOptions } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { tabTo } from '../support/keyboard.ts';
import { signInAt } from '../support/service.ts';

const stage = shareStage(test, withAdminApp);
const ticketCount = 100_000;
const pieceMax = 20_000;
const narrow = { width: 320, height: 720 };

/** A rehearsal in which made-up participants have bought. */
async function openRehearsal(tickets: number, capacity = tickets): Promise<string> {
  const { operator } = stage();
  const { id } = await operator.call('createRaffle', {
    body: { title: 'Spring', capacity, rehearsal: true },
  });
  // In pieces that a busy machine answers in time.
  for (let left = tickets; left > 0; left -= pieceMax) {
    const body = { tickets: Math.min(left, pieceMax) };
    await operator.call('rehearseRaffle', { params: { id }, body });
  }
  return id;
}

async function openOperator(t: ExecutionContext, options?: AdminVisitorOptions) {
  const visitor = await openAdmin(t, stage(), options);
  await enrol(visitor.page, stage());
  return visitor;
}

/** How many rows of a table the browser has, and the last of those in view. (No function in it has
 * a name: the page would not know how to give it one.) */
async function look(page: Page) {
  return page.locator('[role=grid]').evaluate((table) => {
    const { bottom } = table.getBoundingClientRect();
    const rows = [...table.querySelectorAll('[role=row]')].slice(1);
    const seen = rows.filter((row) => row.getBoundingClientRect().bottom <= bottom + 4);
    return {
      drawn: rows.length,
      last: seen.at(-1)?.querySelector('[role=rowheader]')?.textContent,
    };
  });
}

/** Waits until a row with this name is in view. */
async function seeRow(page: Page, name: string): Promise<void> {
  await page.getByRole('rowheader', { name, exact: true }).waitFor();
}

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.locator('[role=grid]').evaluate((table, share) => {
    table.scrollTop = table.scrollHeight * share;
  }, share);
  // While it scrolls it takes no press.
  await page.waitForTimeout(400);
}

test.serial(
  '100,000 tickets: soon there, few of them drawn, and every one can be reached',
  async (t) => {
    const id = await openRehearsal(ticketCount);
    const { page, faults, goTo } = await openOperator(t);
    await goTo(`#/raffles/${id}`);
    await seeRow(page, '1');
    const grid = page.locator('[role=grid]');
    t.is(await grid.getAttribute('aria-rowcount'), String(ticketCount + 1));
    t.true((await look(page)).drawn < 100);
    await scrollTo(page, 0.5);
    await seeRow(page, '50,005');
    t.true((await look(page)).drawn < 100);
    await scrollTo(page, 1);
    await seeRow(page, '100,000');
    t.is((await look(page)).last, '100,000');

    await page.getByRole('columnheader', { name: 'Number' }).click();
    await seeRow(page, '1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Home');
    await seeRow(page, '100,000');
    await page.keyboard.press('Control+End');
    await seeRow(page, '1');
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-rowindex")');
    t.is(await focused(), '100001');
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowUp');
    t.is(await focused(), '99998');
    await scrollTo(page, 0.5);
    await seeRow(page, '49,999');
    const scrolledTo = () => grid.evaluate((table) => table.scrollTop);
    const before = await scrolledTo();
    await page.waitForTimeout(500);
    t.is(await scrolledTo(), before, 'the focused row does not call the table back');
    t.is(await focused(), '99998');

    await page.getByRole('searchbox', { name: 'Search' }).fill('99999');
    await page.getByText(/ of 100,000 tickets\.$/).waitFor();
    t.true((await look(page)).drawn < 20);
    await page.getByRole('figure').waitFor();
    t.true((await page.locator('table tbody tr').count()) <= 48);
    t.deepEqual(await findBarriers(page), []);

    await goTo(`#/raffles/${id}/audit`);
    await page.getByText('100,001 entries.').waitFor();
    await page.evaluate(
      'let last = performance.now(); globalThis.gapMs = 0; requestAnimationFrame(function look(now) { gapMs = Math.max(gapMs, now - last); last = now; requestAnimationFrame(look); })',
    );
    await page.getByRole('button', { name: 'Check it now' }).click();
    await page.getByRole('progressbar').waitFor();
    const checkingSince = performance.now();
    await page.getByText('VALID.', { exact: true }).waitFor({ timeout: 90_000 });
    const tookMs = performance.now() - checkingSince;
    const gapMs = await page.evaluate<number>('gapMs');
    t.log(`longest frame while verifying: ${Math.round(gapMs)} ms`);
    // Taking the bundle in and the single checks are not sliced.
    t.true(gapMs < tookMs / 2, `${gapMs} of ${tookMs} ms`);
    t.true((await look(page)).drawn < 100);
    t.deepEqual(faults, []);
  },
);

test.serial('recharts comes when a chart is shown, and not before', async (t) => {
  const id = await openRehearsal(4);
  const { page, goTo } = await openAdmin(t, stage());
  const scripts: Promise<string>[] = [];
  page.on('response', (reply) => {
    if (reply.url().endsWith('.js')) scripts.push(reply.text());
  });
  const isChartThere = async () =>
    (await Promise.all(scripts)).some((text) => text.includes('recharts-surface'));
  await goTo('#/');
  await page
    .getByRole('link', { name: /Spring/ })
    .first()
    .waitFor();
  t.true(scripts.length > 0);
  t.false(await isChartThere());
  await goTo(`#/raffles/${id}`);
  await page.getByRole('figure').locator('svg').first().waitFor();
  t.true(await isChartThere());
});

test.serial('a part of the app that gets lost is asked for until it comes', async (t) => {
  const id = await openRehearsal(4, 10);
  const { page, goTo } = await openAdmin(t, stage());
  const parts = {
    '': page.getByRole('figure'),
    '/audit': page.getByRole('heading', { name: 'Audit of Spring' }),
    '/projector': page.getByText('of 10 tickets are left'),
  };
  await goTo('#/');
  for (const [view, part] of Object.entries(parts)) {
    await page.route('**/*.js', (route) => route.abort('connectionfailed'));
    await page.evaluate((hash) => void (location.hash = hash), `#/raffles/${id}${view}`);
    await page.getByText(/^This part of the app is still on its way/).waitFor();
    await page.unroute('**/*.js');
    await part.waitFor();
  }
  t.pass();
});

test.serial('all tickets are saved as a file that a spreadsheet takes for UTF-8', async (t) => {
  const id = await openRehearsal(3);
  const { page, goTo } = await openOperator(t);
  await goTo(`#/raffles/${id}`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save 3 tickets as CSV' }).click(),
  ]);
  t.is(download.suggestedFilename(), `${id}-tickets.csv`);
  const bytes = readFileSync(await download.path());
  t.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = bytes.subarray(3).toString('utf8').split('\r\n');
  t.is(lines.length, 5);
  t.is(lines[0], 'number,holder,email,purchasedAt');
  t.regex(lines[1]!, /^1,'?[\w-]+,participant-\d+@rehearsal\.invalid,2\d{3}-/);
});

for (const options of [
  { viewport: narrow, colorScheme: 'dark' },
  { viewport: narrow, locale: 'de-DE' },
] as const) {
  test.serial(
    `at 320 pixels nothing scrolls sideways or has a barrier, ${JSON.stringify(options)}`,
    async (t) => {
      const id = await openRehearsal(20, 60);
      const { page, faults, goTo } = await openOperator(t, options);
      for (const view of ['', '/audit', '/projector']) {
        await goTo(`#/raffles/${id}${view}`);
        await page
          .locator(view === '/projector' ? 'strong' : '[role=rowheader]')
          .first()
          .waitFor();
        t.is(await measureOverflow(page), 0, view);
        t.deepEqual(await findBarriers(page), [], view);
      }
      await goTo(`#/raffles/${id}/audit`);
      await page.getByRole('button', { name: /^(Check it now|Jetzt prüfen)$/ }).click();
      await page.getByText(/^(VALID|GÜLTIG)\.$/).waitFor();
      t.is(await measureOverflow(page), 0);
      t.deepEqual(await findBarriers(page), []);
      t.deepEqual(faults, []);
    },
  );
}

for (const viewport of [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]) {
  test.serial(
    `a wall of ${viewport.width} by ${viewport.height} needs no mouse, and a reload keeps the number`,
    async (t) => {
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
      const { winner } = await operator.call('drawWinner', { params: { id } });
      await page.getByText('Tickets in the draw').waitFor();
      await fits('reveal');
      await page.keyboard.press('Space');
      t.is(await number.textContent(), String(winner.ticketNumber));
      await fits('drawn');
      await page.keyboard.press('Enter');
      await page.getByText('Tickets in the draw').waitFor();
      await number.waitFor();
      await page.keyboard.press('f');
      await page.getByRole('button', { name: 'Full screen (F)' }).waitFor();
      await tabTo(page, page.getByRole('button', { name: 'Show it again (space)' }));
      await page.keyboard.press('Space');
      await page.getByText('Tickets in the draw').waitFor();
      await page.reload();
      await number.waitFor();
      t.is(await number.textContent(), String(winner.ticketNumber));
      t.is(await page.getByText('Tickets in the draw').count(), 0);
      t.deepEqual(faults, []);
    },
  );
}

test.serial(
  'on a phone no notice covers a confirmation, and focus is not lost by it',
  async (t) => {
    const id = await openRehearsal(2, 10);
    const { page, faults, goTo } = await openOperator(t, { viewport: narrow });
    await goTo(`#/raffles/${id}`);
    const notice = page.getByText(/^Made-up participants took/);
    await page.getByRole('button', { name: 'Let them buy' }).click();
    await notice.waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Close the sales …' }));
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor();
    await notice.waitFor({ state: 'detached', timeout: 2000 });
    t.deepEqual(await findBarriers(page), []);
    await page.keyboard.type(id);
    await page.keyboard.press('Enter');
    await page.locator('p:focus', { hasText: 'Nobody can buy any more.' }).waitFor();
    t.deepEqual(faults, []);
  },
);

test.serial('a wall whose clock is an hour slow counts down by the service’s', async (t) => {
  const { operator, url } = stage();
  const { id } = await operator.call('createRaffle', {
    body: { title: 'Spring', randomness: 'drand' },
  });
  await (await signInAt(url, 'cid@example.org')).buy(id);
  await operator.call('closeRaffle', { params: { id } });
  const { page, faults, goTo } = await openAdmin(t, stage());
  await page.clock.setFixedTime(Date.now() - 3_600_000);
  await goTo(`#/raffles/${id}/projector`);
  await page.getByText('The draw is sealed. Nobody can know the number yet.').waitFor();
  t.regex((await page.locator('strong').textContent())!, /^[01]:\d\d$/);
  t.deepEqual(await findBarriers(page), []);
  t.deepEqual(faults, []);
});

for (const title of ['W'.repeat(200), 'Summer fête of the school '.repeat(8).slice(0, 200)]) {
  test.serial(
    `the wall keeps a title of 200 characters in view, ${title.slice(0, 2)}`,
    async (t) => {
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
      await page.getByText(/^Ticket 1 wins/).waitFor();
      t.true((await overflow()) <= 0, 'drawn');
    },
  );
}

test.serial('where motion is not wanted the wall shows the number, still', async (t) => {
  const { operator, openRaffle, url } = stage();
  const id = await openRaffle({ capacity: 10 });
  await (await signInAt(url, 'bob@example.org')).buy(id);
  const { page, faults, goTo } = await openAdmin(t, stage(), { reducedMotion: 'reduce' });
  await goTo(`#/raffles/${id}/projector`);
  await page.getByText('of 10 tickets are left').waitFor();
  await operator.call('drawWinner', { params: { id } });
  await page.locator('main p', { hasText: 'Ticket 1 wins Spring.' }).waitFor();
  t.is(await page.getByText('Tickets in the draw').count(), 0);
  t.is(await page.getByRole('button', { name: /space/ }).count(), 0);
  t.deepEqual(await page.evaluate('document.getAnimations().length'), 0);
  t.deepEqual(faults, []);
});
