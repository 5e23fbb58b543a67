import test from 'ava';
import { findBarriersOf, measureOverflow, tabTo } from '../support/accessibility.ts';
import { openOperator, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { signInAt } from '../support/service.ts';

const stage = shareStage(test, withAdminApp);
const prizes = ['Weekend', 'Hamper', 'Wine'];

test.serial(
  'an organiser gets from the first sale to the last prize with the keyboard',
  async (t) => {
    const { operator, url } = stage();
    const { id } = await operator.call('createRaffle', {
      body: {
        id: 'fair',
        title: 'Spring fair',
        prizes,
        reserves: 3,
        notice: { price: { amount: 200, currency: 'GBP' } },
      },
    });
    for (const email of ['ann@example.org', 'bob@example.org', 'cleo@example.org']) {
      await (await signInAt(url, email)).buy(id, { quantity: 2 });
    }
    const { page, faults, goTo } = await openOperator(t, stage(), { reducedMotion: 'reduce' });
    const { keyboard } = page;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const barriers = findBarriersOf(page);
    const check = async (what: string) => t.deepEqual(await barriers(), [], what);

    await goTo(`#/raffles/${id}/amend`);
    await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
    await keyboard.press('End');
    await keyboard.type(' 2027');
    await keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'was “Spring fair”' }).waitFor();
    await check('the changes');
    await tabTo(page, button('Change the rules'));
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Spring fair 2027' }).waitFor();

    const row = (ticket: string) =>
      page
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: ticket, exact: true }) });
    await row('1').focus();
    // Past the number and the buyer.
    for (let presses = 0; presses < 3; presses += 1) await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await page.getByText('£2.00 paid · £10.00 due').waitFor();
    await row('6').focus();
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Ticket 6' }).waitFor();
    await check('the details of a ticket');
    await tabTo(page, page.getByRole('radio', { name: 'refunded' }));
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await tabTo(page, button('Void the ticket'));
    await keyboard.press('Enter');
    await page.getByText('Voided: 1 (sold by mistake).').waitFor();

    await tabTo(page, button('More actions'));
    await keyboard.press('Enter');
    await check('the menu');
    t.is(await measureOverflow(page), 0, 'the menu');
    await tabTo(page, button('Draw the winners …'));
    await keyboard.press('Enter');
    await page.getByRole('alertdialog').getByRole('textbox').fill(id);
    await keyboard.press('Enter');
    const list = page.getByRole('list', { name: 'Prizes' });
    await list.waitFor();
    await check('the prizes');

    const { order } = await operator.call('showDraw', { params: { id } });
    await tabTo(page, page.getByRole('button', { name: 'Hamper: pass on' }));
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('radio', { name: 'declined' }));
    await keyboard.press('Space');
    await page.getByText(`Next is ticket ${order[3]!.ticketNumber}`).waitFor();
    await check('the dialog to pass a prize on');
    await tabTo(page, button('Pass the prize on'));
    await keyboard.press('Enter');
    await list.getByText(`Ticket ${order[3]!.ticketNumber}`, { exact: true }).waitFor();
    for (const prize of prizes) {
      await tabTo(page, page.getByRole('button', { name: `${prize}: handed over` }));
      await keyboard.press('Enter');
      await tabTo(page, button('It was handed over'));
      await keyboard.press('Enter');
      await button('It was handed over').waitFor({ state: 'detached' });
    }
    await page.getByText('Nothing is left to do.').waitFor();
    t.is(await measureOverflow(page), 0);
    t.deepEqual(faults, []);
  },
);
