import test from 'ava';
import type { Page, Request } from 'playwright-core';
import { findBarriers } from '../support/accessibility.ts';
import { enrol, openAdmin, withAdminApp } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { expectProblem } from '../support/problems.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { releaseTogether } from '../support/release-together.ts';
import { sendRaw, type WireRequest } from '../support/raw-http.ts';
import { openVisitor } from '../support/visitor.ts';
import { winnerOf } from '../support/draws.ts';

const stage = shareStage(test, withAdminApp);

/** Records the requests that a page sends from now on. */
function watchAdminRequests(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/admin/'))
      requests.push(request);
  });
  return requests;
}

/** Replays a recorded request byte for byte, as an eavesdropper would. */
async function asHeard(request: Request): Promise<WireRequest> {
  const { pathname, search } = new URL(request.url());
  const body = request.postData();
  const headers = Object.entries(await request.allHeaders());
  return {
    method: request.method(),
    target: pathname + search,
    headers: headers.filter(([name]) => !/^:|^(host|connection|content-length)$/.test(name)),
    ...(body === null ? {} : { body }),
  };
}

test('an operator gets from the first link to the winner on two origins, and no recorded request can be replayed', async (t) => {
  const { browser, url, adminLink, operator } = stage();
  // Without animations, because half-faded text has too little contrast.
  const admin = await openAdmin(t, stage(), { reducedMotion: 'reduce' });
  const { page } = admin;
  const requests = watchAdminRequests(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const confirm = async (id: string, action: string) => {
    const dialog = page.getByRole('alertdialog');
    t.deepEqual(await findBarriers(page), [], action);
    await dialog.getByRole('textbox').fill(id);
    await dialog.getByRole('button', { name: action }).click();
  };

  await page.goto(adminLink!);
  await button('Sign in').click();
  await page.getByRole('link', { name: 'To the raffles' }).click();
  await page.getByRole('link', { name: 'New raffle' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Spring fair');
  await page.getByRole('textbox', { name: 'Prizes' }).fill('A hamper');
  await button('Review it').click();
  await button('Open the raffle').click();
  await page.getByRole('heading', { level: 1, name: 'Spring fair' }).waitFor();

  const ann = await openVisitor(t, browser, { url, email: 'ann@example.org' });
  const window = await new RafflePage(ann.page).open('spring-fair');
  const number = await window.buyOne();
  await page.locator('[role=meter][aria-valuenow="1"]').waitFor();
  await page.getByText('ann@example.org').first().waitFor();
  t.deepEqual(await findBarriers(page), [], 'the raffle with a ticket');

  await button('Close the sales …').click();
  await confirm('spring-fair', 'Close the sales');
  await window.reads(`Sales have ended. You have 1 ticket, number ${number}.`);
  await button('Draw the winner …').click();
  await confirm('spring-fair', 'Draw the winner');
  await page.getByText(`Ticket ${number} wins Spring fair.`).first().waitFor();
  await window.reads(`You won: A hamper (ticket ${number}).`);
  t.deepEqual(await findBarriers(page), [], 'the raffle with its winner');
  const winner = winnerOf(await operator.call('showDraw', { params: { id: 'spring-fair' } }));
  t.is(winner.ticketNumber, number);

  t.deepEqual(
    requests.map((request) => new URL(request.url()).pathname.replace('/api/admin', '')),
    ['/enrolments', '/raffles', '/raffles/spring-fair/close', '/raffles/spring-fair/draw'],
  );
  for (const request of requests.slice(1)) {
    await expectProblem(t, await sendRaw(url, await asHeard(request)), 'signature-replayed');
  }
  t.deepEqual([...admin.faults, ...ann.faults], []);
});

test('a double press, a reload and two operators result in one draw', async (t) => {
  const { operator, browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ capacity: 10 });
  const bob = await openVisitor(t, browser, { url, email: 'bob@example.org' });
  const number = await (await new RafflePage(bob.page).open(raffle)).buyOne();
  const desks = await Promise.all([openAdmin(t, stage()), openAdmin(t, stage())]);
  for (const [index, { page }] of desks.entries()) {
    await enrol(page, stage(), { name: `Operator ${index + 1}` });
  }
  const dialogs = desks.map(({ page }) => page.getByRole('alertdialog'));
  for (const [index, { page, goTo }] of desks.entries()) {
    await goTo(`#/raffles/${raffle}`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('button', { name: 'Draw the winner …' }).click();
    await dialogs[index]!.getByRole('textbox').fill(raffle);
  }
  // A drawn raffle offers no draw, so each page has sent a request before one is answered.
  const drawing = '**/api/admin/raffles/*/draw';
  await releaseTogether(
    desks.map(({ page }) => page),
    drawing,
  );
  const press = dialogs.map((dialog) => dialog.getByRole('button', { name: 'Draw the winner' }));
  await Promise.all(press.map((button) => button.dblclick({ noWaitAfter: true })));
  await desks[0].page.reload();
  for (const { page, faults } of desks) {
    await page.getByText(`Ticket ${number} wins`).first().waitFor();
    t.deepEqual(faults, []);
  }
  const { entries } = await operator.call('fetchAudit', { params: { id: raffle } });
  t.is(entries.filter(({ entry }) => entry.type === 'raffle-drawn').length, 1);
});
