import test, { type ExecutionContext } from 'ava';
import type { CreateRaffle } from '#contract/raffle-requests.ts';
import { findBarriersOf, measureOverflow } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { variants } from '../support/effort.ts';
import { chromiumPicture } from '../support/pictures.ts';

const stage = shareStage(test, withAdminApp);

const phone = { viewport: { width: 320, height: 640 }, colorScheme: 'light' } as const;
const hall = { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' } as const;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Creates a raffle with two prizes, picture, price and times. */
async function createRaffle(rules: Partial<CreateRaffle> = {}): Promise<string> {
  const { operator } = stage();
  const file = { bytes: new Uint8Array(chromiumPicture('image/png')), type: 'image/png' };
  const { picture } = await operator.call('uploadPicture', { file });
  const notice = {
    organiser: 'Parents of Hill School',
    price: { amount: 200, currency: 'GBP' },
    payment: 'Cash at the stall',
    drawAt: inDays(2),
    picture,
  };
  const body = { title: 'Fair', prizes: ['A bicycle', 'A hamper'], reserves: 2, notice, ...rules };
  return (await operator.call('createRaffle', { body: { id: crypto.randomUUID(), ...body } })).id;
}

/** Sells two tickets, the most that one person may have. */
async function sellTwo(id: string, name: string): Promise<void> {
  const idempotencyKey = crypto.randomUUID();
  const body = { quantity: 2, buyer: { name } };
  await stage().operator.call('sellTickets', { params: { id }, body, idempotencyKey });
}

/** Opens the admin app as an organiser, with a check of the page that is shown. */
async function openChecked(t: ExecutionContext, look: typeof phone | typeof hall) {
  const visitor = await openAdmin(t, stage(), { ...look, reducedMotion: 'reduce' });
  const { page } = visitor;
  await enrol(page, stage(), { name: 'Olive' });
  const barriers = findBarriersOf(page);
  const check = async (what: string) => {
    t.is(await measureOverflow(page), 0, what);
    t.deepEqual(await barriers(), [], what);
  };
  /** Opens a page and checks it once this text is shown. */
  const visit = async (hash: string, text: string) => {
    await visitor.goTo(hash);
    await page.getByText(text).first().waitFor();
    await check(`${hash}: ${text}`);
  };
  return { ...visitor, check, visit };
}

for (const look of variants([phone, hall])) {
  const { width } = look.viewport;
  test(`the pages of a raffle have no barrier in any state, ${width} pixels`, async (t) => {
    const { operator } = stage();
    const { page, faults, check, visit } = await openChecked(t, look);
    const announced = await createRaffle({ opensAt: inDays(1) });
    await visit(`#/raffles/${announced}`, 'Sales have not started.');
    await visit(`#/raffles/${announced}/amend`, 'No ticket is sold yet');
    await visit(`#/raffles/${announced}/desk`, 'Sales have not started.');
    const cancelled = await createRaffle();
    const params = { id: cancelled };
    await operator.call('cancelRaffle', { params, body: { reason: 'The hall is closed.' } });
    await visit(`#/raffles/${cancelled}`, 'There is no draw.');

    const id = await createRaffle({ capacity: 4 });
    await sellTwo(id, 'Ann Ash');
    await visit(`#/raffles/${id}`, 'Ann Ash');
    const table = page.locator('div:has(> [role=grid])');
    t.true(await table.evaluate((it) => it.scrollWidth <= it.clientWidth), 'every column is seen');
    await page.getByRole('rowheader').first().click();
    await page.getByText('sold by mistake', { exact: true }).click();
    await page.getByRole('button', { name: 'Void the ticket' }).waitFor();
    await check('the dialog of a ticket');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('button', { name: 'Cancel the raffle …' }).click();
    await page.getByRole('alertdialog').waitFor();
    await check('the dialog that cancels');
    await page.keyboard.press('Escape');
    await visit(`#/raffles/${id}/amend`, 'Tickets are sold, so these are final');
    await page.getByLabel('Place', { exact: true }).fill('School hall');
    await page.getByRole('button', { name: 'Review the changes' }).click();
    await page.getByRole('alertdialog', { name: 'What changes' }).waitFor();
    await check('the changes before they are made');
    await sellTwo(id, 'Bea Birch');
    await visit(`#/raffles/${id}`, 'Every ticket is sold.');
    await visit(`#/raffles/${id}/desk`, 'Every ticket is sold.');
    await operator.call('closeRaffle', { params: { id } });
    await visit(`#/raffles/${id}`, 'Sales have ended.');
    await operator.call('drawWinner', { params: { id } });
    await visit(`#/raffles/${id}`, 'Not handed over yet');
    await page.getByRole('button', { name: 'A bicycle: pass on' }).click();
    await page.getByRole('alertdialog').getByText('declined', { exact: true }).click();
    await page.getByText('Next is ticket').waitFor();
    await check('the dialog that passes a prize on');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'A hamper: handed over' }).click();
    await page.getByRole('alertdialog').waitFor();
    await check('the dialog of a prize that was handed over');
    t.deepEqual(faults, []);
  });
}

for (const { viewport } of variants([phone, hall])) {
  test(`no number, mark or heading of the German tickets is cut, ${viewport.width} pixels`, async (t) => {
    const id = await createRaffle();
    await sellTwo(id, 'Ann Ash');
    const { page, goTo } = await openAdmin(t, stage(), { viewport, locale: 'de-DE' });
    await enrol(page, stage(), { name: 'Olive' });
    await goTo(`#/raffles/${id}`);
    await page.getByText('Nicht bezahlt').first().waitFor();
    const cut = await page
      .locator('[role=grid] :is(th, td)')
      .evaluateAll((cells) =>
        cells
          .filter((cell) => cell.scrollWidth > cell.clientWidth)
          .map((cell) => cell.textContent.trim()),
      );
    t.deepEqual(cut, []);
  });
}

test('the projector has no barrier in any state', async (t) => {
  const { operator } = stage();
  const { page, faults, check, visit } = await openChecked(t, hall);
  const announced = await createRaffle({ opensAt: inDays(1) });
  await visit(`#/raffles/${announced}/projector`, 'Sales have not started.');
  const id = await createRaffle({ capacity: 4, closesAt: inDays(1) });
  await sellTwo(id, 'Ann Ash');
  await visit(`#/raffles/${id}/projector`, 'Sales end in');
  await sellTwo(id, 'Bea Birch');
  await page.getByText('Sold out.').waitFor();
  await check('sold out');
  await operator.call('closeRaffle', { params: { id } });
  await page.getByText('Waiting for the draw').waitFor();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'All prizes at once (P)' }).waitFor();
  await check('closed');
  await operator.call('drawWinner', { params: { id } });
  await page.getByText('1 prize to come.').waitFor();
  await check('the first of two prizes');
  await page.keyboard.press('Enter');
  await page.getByText('A bicycle', { exact: true }).waitFor();
  await check('both prizes');
  t.deepEqual(faults, []);
});
