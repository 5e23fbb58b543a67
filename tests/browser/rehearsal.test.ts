import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';

const stage = shareStage(test);
const band = 'Rehearsal. Nothing here is real.';
const viewport = { width: 320, height: 640 };

/** How often the page says of itself that it is none of the real thing. */
const bandsOn = (page: Page) => page.getByText(band, { exact: true }).count();

test.serial(
  'a rehearsal says what it is from the list to the result, and when it is gone',
  async (t) => {
    const { browser, url, operator } = stage();
    const body = { id: 'try', title: 'Try the fair', rehearsal: true };
    await operator.call('createRaffle', { body });
    const params = { id: 'try' };
    const email = 'ann@example.org';
    const { page, faults } = await openVisitor(t, browser, { url, email, viewport });
    const isFine = async (place: string) => {
      t.is(await measureOverflow(page), 0, place);
      t.deepEqual(await findBarriers(page), [], place);
    };
    await page.goto('/');
    await page.getByRole('link', { name: /Try the fair.*Rehearsal/ }).waitFor();
    t.is(await page.getByRole('link', { name: /Demo raffle.*Rehearsal/ }).count(), 0);
    await isFine('list');

    const window = await new RafflePage(page).open('try');
    t.is(await bandsOn(page), 1);
    await window.buyOne();
    await operator.call('rehearseRaffle', { params, body: { tickets: 60 } });
    await window.seesLeft(39);
    await isFine('open');
    const { winner } = await operator.call('drawWinner', { params });
    await window.reads(new RegExp(`ticket ${winner.ticketNumber} (was drawn|won)`, 'i'));
    t.is(await bandsOn(page), 1);
    await page.getByRole('link', { name: 'To the public result' }).click();
    await page.getByText('Check it yourself').waitFor();
    t.is(await bandsOn(page), 1);
    await isFine('result');

    await window.open('try');
    await operator.call('deleteRaffle', { params });
    await window.reads('This rehearsal is deleted.');
    await isFine('deleted');
    await page.reload();
    await window.reads('There is no such raffle.');
    await page.goto('/raffles/demo');
    await window.seesLeft(100);
    t.is(await bandsOn(page), 0);
    t.deepEqual(faults, []);
  },
);
