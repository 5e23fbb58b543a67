import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Download, Page } from 'playwright-core';
import { fromUtf8 } from '#proof/bytes.ts';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { shareStage } from '../support/browser-suite.ts';
import { builtPath } from '../support/built.ts';
import { variants } from '../support/effort.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { untilCached } from '../support/offline.ts';
import { printPage, readScreen } from '../support/paper.ts';
import { readQr } from '../support/read-qr.ts';
import { temporaryFolder } from '../support/service.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test);
const cli = builtPath('cli', 'raffle.js');

/** Opens the raffle's page as a participant with a ticket. */
async function visitWithTicket(t: ExecutionContext, email: string) {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle();
  const { page, faults } = await openVisitor(t, browser, {
    url,
    email,
    serviceWorkers: 'allow',
  });
  const window = await new RafflePage(page).open(raffle);
  await window.buyOne();
  return { url, raffle, page, faults, window };
}

/** Runs the built command line, as an installation without the sources does. */
function verify(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'verify', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, stdout };
}

async function saveFrom(t: ExecutionContext, page: Page, button: string) {
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download: Download = await downloaded;
  const path = join(temporaryFolder(t), download.suggestedFilename());
  await download.saveAs(path);
  return { path, name: download.suggestedFilename() };
}

test.serial('`raffle verify` accepts a saved receipt, also one saved offline', async (t) => {
  const { url, raffle, page, faults } = await visitWithTicket(t, 'saver@example.org');
  const { path, name } = await saveFrom(t, page, 'Save the receipt for ticket 1');
  t.is(name, `${raffle}-1.tlog-proof`);
  const online = verify(path, '--url', url);
  t.is(online.status, 0, online.stdout);
  t.is(online.stdout.trim().split('\n').at(-1), 'VALID. All 6 checks passed.');
  const first = await (await fetch(`${url}/api/raffles/${raffle}/log?to=1`)).text();
  const { logKey } = JSON.parse(first) as { logKey: string };
  t.is(verify(path, '--log-key', logKey, '--url', 'http://127.0.0.1:9').status, 0);
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\nindex 1\n/, '\nindex 0\n'));
  t.is(verify(path, '--log-key', logKey).status, 5, 'and a bent one it does not');
  t.deepEqual(faults, []);
});

test.serial('an open page reloaded without a network shows ticket and receipt', async (t) => {
  const { page, faults } = await visitWithTicket(t, 'tunnel@example.org');
  const link = page.getByRole('link', { name: 'Show the receipt for ticket 1' });
  await link.waitFor();
  await untilCached(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('These tickets are stored in this browser').waitFor();
  await link.click();
  await page.getByText('This receipt proves that ticket 1').waitFor();
  await page.getByText('Technical details').click();
  await page.getByText('All 5 checks passed.').waitFor();
  await page.getByRole('img', { name: 'QR code of the receipt for ticket 1' }).waitFor();
  const { name } = await saveFrom(t, page, 'Save receipt');
  t.true(name.endsWith('-1.tlog-proof'));

  await page.context().setOffline(false);
  await page.goBack();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in to buy' }).waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(/You are offline|does not answer/).waitFor();
  t.is(await page.getByText('My tickets').count(), 0, 'the next user of the browser sees nothing');
  t.true(
    faults.every((fault) => /Failed to load resource: net::ERR_/.test(fault)),
    faults.join(),
  );
});

for (const colorScheme of variants(['dark', 'light'] as const)) {
  test.serial(
    `the QR code on a ${colorScheme} screen is a link that restores the receipt, byte for byte`,
    async (t) => {
      const { browser, url, openRaffle } = stage();
      const raffle = await openRaffle();
      const email = `${colorScheme}@example.org`;
      const options = { url, email, colorScheme, deviceScaleFactor: 2 };
      const { page, faults } = await openVisitor(t, browser, {
        ...options,
        viewport: { width: 390, height: 844 },
      });
      await (await new RafflePage(page).open(raffle)).buyOne();
      const { path } = await saveFrom(t, page, 'Save the receipt for ticket 1');
      await page.getByRole('link', { name: 'Show the receipt for ticket 1' }).click();
      // Until the receipt is checked, the layout changes.
      await page.getByText('This receipt proves that ticket 1').waitFor();
      const { bytes } = readQr(await readScreen(page, 'QR code of the receipt for ticket 1'));
      const address = fromUtf8(bytes);
      // Another phone scans it without a session, and what it has scanned stays on the phone.
      const other = await openVisitor(t, browser, { url });
      const asked: string[] = [];
      other.page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
      await other.page.goto(address);
      await other.page.getByText(/Ticket 1 is in the raffle’s record/).waitFor();
      await other.page.getByText('Technical details').click();
      const restored = await saveFrom(t, other.page, 'Save receipt');
      t.is(readFileSync(restored.path, 'utf8'), readFileSync(path, 'utf8'));
      const signed = new URL(address).hash.split('/').at(-1)!;
      t.true(asked.length > 1);
      t.deepEqual(
        asked.filter((request) => request.split('#')[0]!.includes(signed)),
        [],
      );
      t.deepEqual([...faults, ...other.faults], []);
    },
  );
}

test.serial('one ticket prints on an A6 page, all tickets on an A4 page', async (t) => {
  const { browser, url, openRaffle } = stage();
  const raffle = await openRaffle({ perPersonLimit: 5 });
  const { page } = await openVisitor(t, browser, { url, email: 'paper@example.org' });
  const window = await new RafflePage(page).open(raffle);
  for (let bought = 0; bought < 5; bought += 1) {
    await window.buyOne();
    await page.getByRole('link', { name: `Show the receipt for ticket ${bought + 1}` }).waitFor();
  }
  await page.getByRole('link', { name: 'All receipts, to print' }).click();
  await page.getByRole('img', { name: 'QR code of the receipt for ticket 5' }).waitFor();
  t.deepEqual(await printPage(page), { count: 2, sizes: ['210x297', '210x297'] });
  await page.goto(`/raffles/${raffle}/tickets/3/receipt`);
  await page.getByRole('img', { name: 'QR code of the receipt for ticket 3' }).waitFor();
  t.deepEqual(await printPage(page), { count: 1, sizes: ['105x148'] });
  await page.emulateMedia({ media: 'print' });
  t.false(await page.getByRole('button', { name: 'Print' }).isVisible());
  t.true(await page.getByText('Check it: scan the code').first().isVisible());
});

test.serial('the raffle’s page prints tickets and no controls', async (t) => {
  const { page, faults } = await visitWithTicket(t, 'print@example.org');
  await page.emulateMedia({ media: 'print' });
  t.true(await page.getByRole('heading', { level: 1 }).isVisible());
  t.true(await page.getByRole('listitem', { name: 'Ticket 1', exact: true }).isVisible());
  for (const role of ['button', 'link', 'textbox', 'spinbutton', 'meter'] as const) {
    t.is(await page.getByRole(role).count(), 0, role);
  }
  await page.emulateMedia({ media: 'screen' });
  t.true((await page.getByRole('button').count()) > 0, 'on the screen there are some');
  t.deepEqual(faults, []);
});

test.serial(
  'the pages of receipts have no accessibility problems and fit into 320 pixels',
  async (t) => {
    const { raffle, page, faults } = await visitWithTicket(t, 'narrow@example.org');
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ['tickets/1/receipt', 'receipts', 'tickets/2/receipt']) {
      await page.goto(`/raffles/${raffle}/${path}`);
      await page
        .getByText(/Scan to check this ticket|You have no ticket 2/)
        .first()
        .waitFor();
      t.is(await measureOverflow(page), 0, path);
      t.deepEqual(await findBarriers(page), [], path);
    }
    t.deepEqual(faults, []);
  },
);
