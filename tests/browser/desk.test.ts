import test, { type ExecutionContext } from 'ava';
import { fromUtf8 } from '#proof/bytes.ts';
import type { Route } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { printPage, readScreen } from '../support/paper.ts';
import { readQr } from '../support/read-qr.ts';
import { openVisitor, phone } from '../support/visitor.ts';

const stage = shareStage(test, withAdminApp);

const notice = { price: { amount: 200, currency: 'GBP' } };

/** Opens a raffle, and a seller's phone that was led to its desk. */
async function openDesk(t: ExecutionContext, title: string) {
  const { operator } = stage();
  const { id } = await operator.call('createRaffle', { body: { title, notice } });
  const visitor = await openAdmin(t, stage(), phone);
  const { page } = visitor;
  await enrol(page, stage(), { name: 'Sam', role: 'seller' });
  await page.getByRole('link', { name: 'Sell tickets' }).first().click();
  const raffle = page.getByRole('link', { name: title });
  await raffle.waitFor();
  t.deepEqual(await findBarriers(page), [], 'the choice of a raffle');
  await raffle.click();
  const sell = page.getByRole('button', { name: 'Sell 1 ticket · £2.00' });
  await sell.waitFor();
  const heading = (name: string) => page.getByRole('heading', { name }).waitFor();
  const countSold = async () => (await operator.call('showRaffle', { params: { id } })).sold;
  return { ...visitor, id, sell, heading, countSold };
}

test.serial(
  'a seller’s phone leads to the desk, sells, and shows what the buyer keeps',
  async (t) => {
    const { page, faults, heading } = await openDesk(t, 'Desk fair');
    const check = async (what: string) => {
      t.is(await measureOverflow(page), 0, what);
      t.deepEqual(await findBarriers(page), [], what);
    };
    await check('the form');
    await page.getByRole('button', { name: 'One ticket more' }).tap();
    await page.getByRole('textbox', { name: 'Name (optional)' }).fill('Ann Ash');
    await page.getByRole('button', { name: 'Sell 2 tickets · £4.00' }).tap();
    await heading('Sold: tickets 1 and 2');
    await page.getByRole('img', { name: 'QR code with the address of these tickets' }).waitFor();
    await check('the tickets');
    const tops = await page
      .getByRole('button', { name: /^Print/ })
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().top));
    t.is(new Set(tops).size, 1, 'the buttons that print share a row');
    await page.emulateMedia({ media: 'print' });
    t.false(await page.getByRole('button', { name: 'Next sale' }).isVisible());
    t.false(await page.getByRole('navigation').isVisible());
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('button', { name: 'Next sale' }).tap();
    await page.getByText('98 of 100 left').waitFor();
    t.deepEqual(faults, []);
  },
);

test.serial(
  'on paper a sale is one page, A6 if the seller wants, and the tickets of its link are one A4 page',
  async (t) => {
    const { browser, url } = stage();
    const { page, heading } = await openDesk(t, 'Paper fair');
    await page.getByRole('button', { name: 'One ticket more' }).tap();
    await page.getByRole('button', { name: 'Sell 2 tickets · £4.00' }).tap();
    await heading('Sold: tickets 1 and 2');
    // The size of the paper is that of the printer.
    t.is((await printPage(page)).count, 1);
    // The browser's print dialog would wait for a person.
    await page.evaluate('window.print = () => {}');
    await page.getByRole('button', { name: 'Print on A6' }).tap();
    t.deepEqual(await printPage(page), { count: 1, sizes: ['105x148'] });
    const code = await readScreen(page, 'QR code with the address of these tickets');
    const buyer = await openVisitor(t, browser, { url, ...phone });
    await buyer.page.goto(fromUtf8(readQr(code).bytes));
    await buyer.page.getByRole('img', { name: 'QR code of the receipt for ticket 2' }).waitFor();
    t.is(await measureOverflow(buyer.page), 0);
    t.deepEqual(await findBarriers(buyer.page), []);
    t.deepEqual(await printPage(buyer.page), { count: 1, sizes: ['210x297'] });
    t.deepEqual(buyer.faults, []);
  },
);

for (const recovery of ['comes back', 'comes back and the page is reloaded'] as const) {
  test.serial(
    `a sale whose answer is lost is made once, and finished with its key when the network ${recovery}`,
    async (t) => {
      const { page, id, sell, heading, countSold } = await openDesk(t, `Lost, ${recovery}`);
      const path = `**/api/admin/raffles/${id}/sales`;
      const keys: (string | undefined)[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'POST' || !request.url().endsWith('/sales')) return;
        keys.push(request.headers()['idempotency-key']);
      });
      // The service sells, and the phone loses its network before the answer arrives.
      await page.route(path, async (route) => {
        await route.fetch();
        await page.context().setOffline(true);
        await route.abort();
      });
      await sell.tap();
      await heading('This sale has no answer yet');
      t.deepEqual(await findBarriers(page), []);
      t.is(await countSold(), 1);
      await page.unroute(path);
      if (recovery === 'comes back') {
        await page.context().setOffline(false);
      } else {
        await page.route(path, async (route) => route.abort());
        await page.context().setOffline(false);
        await page.reload();
        await heading('This sale has no answer yet');
        await page.unroute(path);
      }
      await heading('Sold: ticket 1');
      t.is(await countSold(), 1);
      t.true(keys.length > 1, 'it was asked again');
      t.is(new Set(keys).size, 1);
    },
  );
}

test.serial('without a network nothing can be pressed, and a press before is kept', async (t) => {
  const { page, id, sell, heading, countSold } = await openDesk(t, 'No network');
  const context = page.context();
  await context.setOffline(true);
  await page.getByText('No network. Nothing is sold until it is back.').waitFor();
  t.true(await sell.isDisabled());
  await context.setOffline(false);
  const loseOnce = async (route: Route) => {
    await context.setOffline(true);
    await route.abort();
  };
  await page.route(`**/api/admin/raffles/${id}/sales`, loseOnce, { times: 1 });
  await sell.tap();
  await heading('This sale has no answer yet');
  t.is(await countSold(), 0);
  await context.setOffline(false);
  await heading('Sold: ticket 1');
  t.is(await countSold(), 1);
});
