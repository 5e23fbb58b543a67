import test from 'ava';
import type { Page } from 'playwright-core';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { atLength, variants } from '../support/effort.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { releaseTogether } from '../support/release-together.ts';
import { openVisitor, phone, type Visitor } from '../support/visitor.ts';

const stage = shareStage(test, withAdminApp);

/** More than the seven tickets: all are sold, even if both sellers are refused. */
const buyerCount = atLength(10, 8);

const refusal = 'Not enough tickets left';

/** Waits for the tickets of a purchase or a sale, or for the refusal: texts that stay. Returns the numbers. */
async function readNumbers(page: Page, sold: RegExp): Promise<number[]> {
  const answer = page.getByText(sold).or(page.getByText(refusal)).first();
  const text = (await answer.textContent()) ?? '';
  return (sold.exec(text)?.[1]?.match(/\d+/g) ?? []).map(Number);
}

/** The requests go out in the order of the presses, so that each side is also the late one. */
for (const first of variants(['sellers', 'buyers'] as const)) {
  test.serial(
    `two sellers and ${buyerCount} buyers at once sell exactly the tickets left, ${first} first`,
    async (t) => {
      const { browser, url, operator, openRaffle } = stage();
      const capacity = 9;
      const id = await openRaffle({ capacity, perPersonLimit: 2 });
      const params = { id };
      await operator.call('sellTickets', {
        params,
        body: { quantity: 2 },
        idempotencyKey: 'earlier',
      });
      const sellers = await Promise.all(['Sam', 'Sue'].map(() => openAdmin(t, stage(), phone)));
      for (const [index, { page, goTo }] of sellers.entries()) {
        await enrol(page, stage(), { name: `Seller ${index + 1}`, role: 'seller' });
        await goTo(`#/raffles/${id}/desk`);
        await page.getByRole('button', { name: 'One ticket more' }).tap();
      }
      const emails = Array.from({ length: buyerCount }, (_, index) => `buyer-${index}@example.org`);
      const buyers: Visitor[] = [];
      const phones: RafflePage[] = [];
      for (const email of emails) {
        const buyer = await openVisitor(t, browser, { url, email, ...phone });
        const page = await new RafflePage(buyer.page).open(id);
        await page.askToBuy();
        buyers.push(buyer);
        phones.push(page);
      }
      const desks = sellers.map(({ page }) => page);
      const pages = [...desks, ...buyers.map(({ page }) => page)];
      await releaseTogether(pages, '**/raffles/*/{sales,tickets}');
      const presses = {
        sellers: desks.map((page) => page.getByRole('button', { name: 'Sell 2 tickets' })),
        buyers: phones.map((each) => each.confirmButton),
      };
      for (const side of [first, first === 'sellers' ? 'buyers' : 'sellers'] as const) {
        await Promise.all(presses[side].map((button) => button.tap()));
      }
      const taken = await Promise.all([
        ...desks.map((page) => readNumbers(page, /^Sold: tickets? (\d.*)/s)),
        ...phones.map(({ page }) => readNumbers(page, /You have 1 ticket, number (\d+)/)),
      ]);
      const numbers = taken.flat().toSorted((one, other) => one - other);
      t.deepEqual(numbers, [3, 4, 5, 6, 7, 8, 9], 'each ticket left is shown on one screen');
      t.is((await operator.call('showRaffle', { params })).sold, capacity);
      const { tickets } = await operator.call('listSoldTickets', { params });
      t.deepEqual(
        tickets.filter(({ desk }) => desk !== true).map(({ number, email }) => [number, email]),
        taken
          .slice(2)
          .flatMap((own, index) => own.map((number) => [number, emails[index]!] as const))
          .toSorted(([one], [other]) => one - other),
        'each number belongs to the buyer whose screen shows it',
      );
      await Promise.all(phones.map((each) => each.seesLeft(0)));
      for (const page of desks) {
        const next = page.getByRole('button', { name: 'Next sale' });
        if ((await next.count()) > 0) await next.tap();
        await page.getByText(`0 of ${capacity} left`).waitFor();
        t.is(await page.getByRole('button', { name: 'Sell' }).count(), 0);
      }
      t.deepEqual(
        [...sellers, ...buyers].flatMap(({ faults }) => faults),
        [],
      );
    },
  );
}
