import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { openVisitor } from '../support/visitor.ts';
import { shareStage } from '../support/browser-suite.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { winnerOf } from '../support/draws.ts';

const stage = shareStage(test);
const band = 'Rehearsal. Nothing here is real.';
const viewport = { width: 320, height: 640 };

/** Counts the rehearsal notices on the page. */
const bandsOn = (page: Page) => page.getByText(band, { exact: true }).count();

test.serial(
  'a rehearsal is not listed, and is marked as a rehearsal up to the result and after its deletion',
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
    await page
      .getByText(/Demo raffle/)
      .first()
      .waitFor();
    t.is(await page.getByText(/Try the fair/).count(), 0);
    await isFine('list');

    const window = await new RafflePage(page).open('try');
    t.is(await bandsOn(page), 1);
    await window.buyOne();
    await operator.call('rehearseRaffle', { params, body: { tickets: 60 } });
    await window.seesLeft(39);
    await isFine('open');
    const winner = winnerOf(await operator.call('drawWinner', { params }));
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
    t.is(faults.length, 1, faults.join());
    t.true(faults[0]!.includes('status of 404'), 'the page of the deleted rehearsal');
  },
);
