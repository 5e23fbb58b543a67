import { readFileSync } from 'node:fs';
import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers } from '../support/accessibility.ts';
import { openOperator, openRehearsal, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { atLength } from '../support/effort.ts';

const stage = shareStage(test, withAdminApp);
const ticketCount = atLength(100_000, 20_000);
const half = ticketCount / 2;
const focusCount = 1000;
/** Formats a number as the page does. */
const shown = (number: number) => number.toLocaleString('en');

/** Finds the scrolling element of a long table. */
const scroller = 'div:has(> [role=grid])';

/** Counts the rendered rows of a table and finds the last visible one. (Its functions have no
 * names: the compiler's helper for names does not exist in the page.) */
async function look(page: Page) {
  return page.locator(scroller).evaluate((table) => {
    const { bottom } = table.getBoundingClientRect();
    const rows = [...table.querySelectorAll('tbody tr[aria-rowindex]')];
    const seen = rows.filter((row) => row.getBoundingClientRect().bottom <= bottom + 4);
    return {
      drawn: rows.length,
      last: seen.at(-1)?.querySelector('th')?.textContent,
    };
  });
}

/** Waits until a row with this name is visible. */
async function seeRow(page: Page, name: string): Promise<void> {
  await page.getByRole('rowheader', { name, exact: true }).waitFor();
}

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.locator(scroller).evaluate((table, share) => {
    table.scrollTop = table.scrollHeight * share;
  }, share);
}

test.serial(
  `${shown(ticketCount)} tickets are shown soon, few rows are rendered, and each row can be reached`,
  async (t) => {
    const id = await openRehearsal(stage(), ticketCount);
    const { page, faults, goTo } = await openOperator(t, stage());
    await goTo(`#/raffles/${id}`);
    await seeRow(page, '1');
    const grid = page.locator('[role=grid]');
    t.is(await grid.getAttribute('aria-rowcount'), String(ticketCount + 1));
    t.true((await look(page)).drawn < 100);
    await scrollTo(page, 0.5);
    await seeRow(page, shown(half + 5));
    t.true((await look(page)).drawn < 100);
    await scrollTo(page, 1);
    await seeRow(page, shown(ticketCount));
    t.is((await look(page)).last, shown(ticketCount));

    await page.getByRole('searchbox', { name: 'Search' }).fill(String(ticketCount - 1));
    await page.getByText(` of ${shown(ticketCount)} tickets.`).waitFor();
    t.true((await look(page)).drawn < 20);
    await page.getByRole('figure').waitFor();
    t.true((await page.locator('details tbody tr').count()) <= 48);
    t.deepEqual(await findBarriers(page), []);

    await goTo(`#/raffles/${id}/audit`);
    await page.getByText(`${shown(ticketCount + 1)} entries.`).waitFor();
    await page.getByRole('button', { name: 'Check it now' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.evaluate(
      'globalThis.frames = 0; requestAnimationFrame(function count() { frames += 1; requestAnimationFrame(count); })',
    );
    await page.getByText('VALID.', { exact: true }).waitFor({ timeout: 90_000 });
    const frames = await page.evaluate<number>('frames');
    t.log(`${frames} frames while verifying`);
    // Parsing the bundle and the single checks are not sliced. Without slices there were 12 frames.
    t.true(frames > 30, `${frames} frames`);
    t.true((await look(page)).drawn < 100);
    t.deepEqual(faults, []);
  },
);

test.serial('keyboard focus in a sorted table moves to rows that were not rendered', async (t) => {
  const id = await openRehearsal(stage(), focusCount);
  const { page, faults, goTo } = await openOperator(t, stage());
  await page.clock.install();
  await goTo(`#/raffles/${id}`);
  await seeRow(page, '1');
  await scrollTo(page, 1);
  await seeRow(page, shown(focusCount));
  await page.getByRole('columnheader', { name: 'Number' }).click();
  await seeRow(page, '1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Home');
  await seeRow(page, shown(focusCount));
  await page.keyboard.press('Control+End');
  await seeRow(page, '1');
  const focused = () => page.evaluate('document.activeElement.getAttribute("aria-rowindex")');
  t.is(await focused(), String(focusCount + 1));
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowUp');
  t.is(await focused(), String(focusCount - 2));
  await scrollTo(page, 0.5);
  await seeRow(page, shown(focusCount / 2 - 1));
  const scrolledTo = () => page.locator(scroller).evaluate((table) => table.scrollTop);
  const before = await scrolledTo();
  await page.clock.runFor(1000);
  t.is(await scrolledTo(), before, 'the focused row does not call the table back');
  t.is(await focused(), String(focusCount - 2));
  t.deepEqual(faults, []);
});

test.serial('all tickets are saved as a CSV file that spreadsheets read as UTF-8', async (t) => {
  const id = await openRehearsal(stage(), 3);
  const { page, goTo } = await openOperator(t, stage());
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
  t.is(lines[0], 'number,sale,holder,email,name,phone,purchasedAt,channel,paid');
  t.regex(lines[1]!, /^1,1,'?[\w-]+,participant-\d+@rehearsal\.invalid,,,2\d{3}-.+,web,no$/);
});
