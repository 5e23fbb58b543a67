import test, { type ExecutionContext } from 'ava';
import type { Locator, Page } from 'playwright-core';
import { fromUtf8 } from '#proof/bytes.ts';
import { findBarriers } from '../support/accessibility.ts';
import { enrol, openAdmin } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { startHostSite, type HostSite } from '../support/host-site.ts';
import { readScreen } from '../support/paper.ts';
import { chromiumPicture } from '../support/pictures.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { readQr } from '../support/read-qr.ts';
import { openVisitor, phone, watchFaults } from '../support/visitor.ts';

let host: HostSite;
const stage = shareStage(test, async (cleanup) => {
  host = await startHostSite(cleanup);
  return { RAFFLE_ADMIN_PORT: '0', RAFFLE_EMBED_ORIGINS: host.origin };
});

const title = 'Hill School fair';
const id = 'hill-school-fair';
const dayMs = 86_400_000;

/** A time as the form takes it. The zones of browser and process may differ by a day. */
function inDays(days: number, hour: string): string {
  const day = new Date(Date.now() + days * dayMs);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}T${hour}`;
}

/** Opens the raffle in the admin app, with picture, prizes, price and times. */
async function openRaffle(t: ExecutionContext) {
  const organiser = await openAdmin(t, stage(), { viewport: { width: 1280, height: 900 } });
  const { page, goTo } = organiser;
  await enrol(page, stage(), { name: 'Olive' });
  await goTo('#/new');
  const fields = {
    Title: title,
    Prizes: 'A bicycle\nA hamper',
    'Price of a ticket': '2.00',
    'How to pay': 'Cash at the stall',
    'Tickets in all': '5',
    'Sales end': inDays(2, '17:00'),
    Draw: inDays(2, '18:00'),
    Place: 'School hall',
    Organiser: 'Parents of Hill School',
  };
  for (const [name, text] of Object.entries(fields)) {
    await page.getByLabel(name, { exact: true }).fill(text);
  }
  await page.getByLabel('Currency', { exact: true }).selectOption('GBP');
  await page.getByText('More about the draw, and the address').click();
  await page.getByLabel('Reserve tickets', { exact: true }).fill('3');
  await page.locator('input[type=file]').setInputFiles({
    name: 'bicycle.png',
    mimeType: 'image/png',
    buffer: chromiumPicture('image/png'),
  });
  await page.getByRole('img', { name: 'The picture of the raffle' }).waitFor();
  await page.getByRole('button', { name: 'Review it' }).click();
  await page.getByRole('button', { name: 'Open the raffle' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const projector = await page.context().newPage();
  const faults = [organiser.faults, watchFaults(projector)];
  await projector.goto(`${organiser.adminUrl}/#/raffles/${id}/projector`);
  await projector.getByText('of 5 tickets are left').waitFor();
  return { page, projector, faults };
}

/** A parent's phone: reads what it is about, signs in by mail and buys two tickets. */
async function buyOnPhone(t: ExecutionContext) {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url, ...phone });
  const raffle = await new RafflePage(page).open(id);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  for (const text of [
    'A bicycle',
    'A hamper',
    '£2.00',
    'School hall',
    'By Parents of Hill School',
  ]) {
    await page.getByText(text, { exact: true }).first().waitFor();
  }
  const picture = page.locator('article img').first();
  await picture.evaluate((image) => (image as HTMLImageElement).decode());
  await page.getByRole('button', { name: 'Sign in to buy' }).tap();
  await raffle.signIn(url, 'ann@example.org');
  const quantity = page.getByRole('textbox', { name: 'How many' });
  await quantity.fill('2');
  await quantity.blur();
  await page.getByRole('button', { name: 'Buy 2 tickets' }).tap();
  const question = page.getByRole('dialog', { name: 'Buy tickets' });
  for (const text of ['£4.00', 'Cash at the stall', 'We write to ann@example.org.']) {
    await question.getByText(text).waitFor();
  }
  await raffle.confirmButton.tap();
  await raffle.reads('Tickets 1 and 2 are yours');
  return { page, raffle, faults };
}

/** The club's own site, where a signed-in member buys one ticket. */
async function buyOnHostSite(t: ExecutionContext) {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url, email: 'bea@example.org' });
  host.embed(url, id);
  await page.goto(host.origin);
  const raffle = new RafflePage(page);
  await raffle.seesLeft(3);
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in to buy' }).click();
  await (await popup).getByRole('button', { name: 'Continue' }).click();
  t.is(await raffle.buyOne(), 3);
  return { page, raffle, faults };
}

/** A seller's phone at the desk. `sell` sells to a buyer and returns the address in the QR code. */
async function openDesk(t: ExecutionContext) {
  const { page, faults, goTo } = await openAdmin(t, stage(), phone);
  await enrol(page, stage(), { name: 'Sam', role: 'seller' });
  await goTo(`#/raffles/${id}/desk`);
  const sell = async (name: string, quantity: 1 | 2, sold: string) => {
    await page.getByRole('textbox', { name: 'Name (optional)' }).fill(name);
    if (quantity === 2) await page.getByRole('button', { name: 'One ticket more' }).tap();
    await page.getByRole('button', { name: `Sell ${quantity} ticket` }).tap();
    await page.getByRole('heading', { name: sold, exact: true }).waitFor();
    await page.getByText(`£${2 * quantity}.00 paid.`).waitFor();
    const { bytes } = readQr(await readScreen(page, 'QR code with the address of these tickets'));
    await page.getByRole('button', { name: 'Next sale' }).tap();
    return fromUtf8(bytes);
  };
  return { page, faults, sell };
}

/** Opens the link of a desk sale, as a phone that has scanned it. */
async function openClaimPage(t: ExecutionContext, address: string) {
  const { browser, url } = stage();
  const { page, faults } = await openVisitor(t, browser, { url, ...phone });
  await page.goto(address);
  return { page, faults };
}

async function voidTicket(page: Page, number: number): Promise<void> {
  await page.getByRole('rowheader', { name: String(number), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `Ticket ${number}` });
  await dialog.getByText('sold by mistake', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Void the ticket' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Presses a button that asks for the raffle's id, and confirms. */
async function confirmByName(page: Page, button: string, action: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox').fill(id);
  await dialog.getByRole('button', { name: action }).click();
}

/** The prizes on a page, in order, each with its ticket and what happened to it. */
function listPrizes(page: Page, lines: readonly string[]): Locator[] {
  const items = page.getByRole('region', { name: 'Result' }).getByRole('listitem');
  return lines.map((line, index) => items.nth(index).filter({ hasText: line }));
}

test.serial(
  'a school fair on three origins, from the form to the handed over prizes',
  async (t) => {
    const { operator } = stage();
    const params = { id };
    const organiser = await openRaffle(t);
    const ann = await buyOnPhone(t);
    const bea = await buyOnHostSite(t);
    const sam = await openDesk(t);
    const address = await sam.sell('Mia Lee', 2, 'Sold: tickets 4 and 5');
    const mia = await openClaimPage(t, address);
    await mia.page.getByText('Sold out. You have 2 tickets, numbers 4 and 5.').waitFor();
    const everyRaffle = [ann.raffle, bea.raffle];
    const showEverywhere = async (left: number) => {
      await Promise.all([
        ...everyRaffle.map((raffle) => raffle.seesLeft(left)),
        sam.page.getByText(`${left} of 5 left`).waitFor(),
        organiser.page.getByText(`${left} of 5 left`).first().waitFor(),
        organiser.projector.locator('strong', { hasText: String(left) }).waitFor(),
      ]);
    };
    await showEverywhere(0);

    await voidTicket(organiser.page, 5);
    await showEverywhere(1);
    await mia.page.getByText('Ticket 5 does not count any more (sold by mistake).').waitFor();
    await sam.sell('Noa Roth', 1, 'Sold: ticket 5');
    await showEverywhere(0);

    await confirmByName(organiser.page, 'Close the sales …', 'Close the sales');
    await ann.raffle.reads('Sales have ended. You have 2 tickets, numbers 1 and 2.');
    await bea.raffle.reads('Sales have ended. You have 1 ticket, number 3.');
    await organiser.projector.getByText('Waiting for the draw').waitFor();
    await sam.page.getByText('Sales have ended. The winners are not drawn yet.').waitFor();

    const drawing = Promise.all(
      [ann.page, bea.page, organiser.projector].map((page) =>
        page.getByText('Drawing …').first().waitFor(),
      ),
    );
    await confirmByName(organiser.page, 'Draw the winners …', 'Draw the winners');
    await drawing;
    const showPrizes = async (...lines: readonly string[]) => {
      const shown = [ann, bea].flatMap(({ page }) => listPrizes(page, lines));
      await Promise.all(shown.map((line) => line.waitFor()));
    };
    const { order } = await operator.call('showDraw', { params });
    const drawn = order.map(({ ticketNumber }) => ticketNumber);
    await showPrizes(`A bicycleTicket ${drawn[0]}Drawn`, `A hamperTicket ${drawn[1]}Drawn`);
    await organiser.projector.getByText('A bicycle', { exact: true }).waitFor();
    await organiser.projector.locator('strong', { hasText: String(drawn[0]) }).waitFor();
    await organiser.projector.getByText(`A hamper: ticket ${drawn[1]}`).waitFor();

    const { page } = organiser;
    await page.getByRole('button', { name: 'A bicycle: pass on' }).click();
    await page.getByRole('alertdialog').getByText('declined', { exact: true }).click();
    await page.getByText(`Next is ticket ${drawn[2]}`).waitFor();
    await page.getByRole('button', { name: 'Pass the prize on' }).click();
    await showPrizes(`A bicycleTicket ${drawn[2]}Drawn`);
    await page.getByRole('button', { name: 'A hamper: handed over' }).click();
    await page.getByRole('button', { name: 'It was handed over' }).click();
    await showPrizes(`A bicycleTicket ${drawn[2]}Drawn`, `A hamperTicket ${drawn[1]}Collected`);
    await page.getByText('Handed over', { exact: true }).waitFor();
    await organiser.projector.getByText(`Passed on from ticket ${drawn[0]}: declined.`).waitFor();
    await organiser.projector.locator('strong', { hasText: String(drawn[2]) }).waitFor();

    const prizes = new Map([
      [drawn[2], 'A bicycle'],
      [drawn[1], 'A hamper'],
    ]);
    const prize = prizes.get(4);
    const result = prize === undefined ? 'Not this time.' : `You won: ${prize} (ticket 4).`;
    await mia.page.getByText(result).waitFor();
    const faults = [ann, bea, sam, mia].map((each) => each.faults);
    t.deepEqual([...faults, ...organiser.faults].flat(), []);
    // Afterwards, because axe copies styles of other origins, which the host's policy reports.
    for (const shown of [ann.page, bea.page, sam.page, mia.page, page, organiser.projector]) {
      t.deepEqual(await findBarriers(shown), [], shown.url());
    }
  },
);
