import { readFileSync } from 'node:fs';
import test from 'ava';
import type { Page } from 'playwright-core';
import { findBarriers, measureOverflow } from '../support/accessibility.ts';
import { openRehearsal } from '../support/admin-page.ts';
import { shareStage } from '../support/browser-suite.ts';
import { builtPath } from '../support/built.ts';
import { atLength, variants } from '../support/effort.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { signInAt } from '../support/service.ts';
import { openVisitor } from '../support/visitor.ts';

const stage = shareStage(test);

/** A drawn raffle of `count` tickets. */
async function drawnRaffle(count: number): Promise<string> {
  const { url, operator, openRaffle } = stage();
  const id = await openRaffle({ capacity: count, perPersonLimit: count });
  await (await signInAt(url, `${id}@example.org`)).buy(id, { quantity: count });
  await operator.call('drawWinner', { params: { id } });
  return id;
}

async function checkIt(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Check it now' }).click();
  await page.getByText(/^(VALID|NOT VALID|COULD NOT CHECK)\.$/).waitFor();
  const section = page.getByRole('region', { name: 'Check it yourself' });
  return (await section.innerText()).replaceAll(/\s+/g, ' ');
}

test('one click recomputes the raffle, and the saved files pass `raffle verify`', async (t) => {
  const { browser, url } = stage();
  const raffle = await drawnRaffle(3);
  const { page, faults } = await openVisitor(t, browser, { url });
  await page.goto(`/raffles/${raffle}/result`);
  const text = await checkIt(page);
  t.true(text.includes('VALID. All 12 checks passed. 4 more do not apply here.'));
  t.true(text.includes('Each of 3 sales took the lowest free number.'));
  t.true(text.includes('What this does not prove That everyone was shown this log'));
  await page.getByText('Technical details').click();
  await page.getByText(`raffle audit ${url}/raffles/${raffle}`).waitFor();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save everything that was checked' }).click();
  const saved = await download;
  t.is(saved.suggestedFilename(), `${raffle}.raffle-log.json`);
  const { exitCode, stdout } = await runCli(['audit', await saved.path()]);
  t.is(exitCode, 0, stdout);
  const online = await runCli(['audit', `${url}/raffles/${raffle}`]);
  t.is(online.stdout, stdout, 'the same lines online and from the file');
  const lines = stdout.match(/^✔ \w+ +(.*)$/gm)!.map((line) => line.replace(/^✔ \w+ +/, ''));
  for (const line of lines) t.true(text.includes(line), line);
  t.deepEqual(faults, []);
});

test('the page offers the verifier as a download', async (t) => {
  const { browser, url } = stage();
  const { page } = await openVisitor(t, browser, { url });
  await page.goto(`/raffles/${await drawnRaffle(1)}/result`);
  const download = page.waitForEvent('download');
  await page.getByText('Technical details').click();
  await page.getByRole('link', { name: /Get the verifier/ }).click();
  const saved = await download;
  t.is(saved.suggestedFilename(), 'raffle-verifier.html');
  t.deepEqual(
    readFileSync(await saved.path()),
    readFileSync(builtPath('verifier', 'raffle-verifier.html')),
  );
});

test('receipts of this browser are looked up in the log, also from the dashboard', async (t) => {
  const { browser, url, operator, openRaffle } = stage();
  const raffle = await openRaffle({ capacity: 3, perPersonLimit: 2 });
  const { page, faults } = await openVisitor(t, browser, { url, email: 'ann@example.org' });
  await page.goto(`/raffles/${raffle}`);
  await page.getByRole('button', { name: 'Buy 1 ticket' }).click();
  await page.getByRole('button', { name: 'Confirm 1 ticket' }).click();
  await page.getByText('Ticket 1 is yours').first().waitFor();
  await page
    .getByRole('button', { name: /receipt/i })
    .or(page.getByRole('link', { name: /receipt/i }))
    .first()
    .waitFor();
  await operator.call('drawWinner', { params: { id: raffle } });
  const first = await checkIt(page);
  t.true(first.includes('VALID. All 13 checks passed.'), first);
  t.true(first.includes('Ticket 1 of the receipt is entry 1 of this log.'), first);
  await page.goto(`/raffles/${raffle}/result`);
  const text = await checkIt(page);
  t.true(text.includes('VALID. All 13 checks passed.'));
  t.true(text.includes('compared with the 4 entries that this browser saw before.'));
  t.deepEqual(faults, []);
});

test('a missing reply is reported, and the check passes after the service is back', async (t) => {
  const { browser, url } = stage();
  const raffle = await drawnRaffle(1);
  const { page } = await openVisitor(t, browser, { url });
  await page.goto(`/raffles/${raffle}/result`);
  await page.getByRole('button', { name: 'Check it now' }).waitFor();
  for (const fault of ['abort', '503', 'html'] as const) {
    await page.route('**/log?*', async (route) => {
      if (fault === 'abort') await route.abort('connectionrefused');
      else if (fault === '503') await route.fulfill({ status: 503, body: 'no' });
      else await route.fulfill({ status: 502, contentType: 'text/html', body: '<p>Bad gateway' });
    });
    await page.getByRole('button', { name: /^Check (it now|again)$/ }).click();
    const verdict = page.getByText('COULD NOT CHECK.', { exact: true });
    await verdict.waitFor();
    t.is(await page.getByText(/^(NOT )?VALID\.$/).count(), 0, fault);
    await page.unroute('**/log?*');
  }
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByText('VALID.', { exact: true }).waitFor();
});

const entries = atLength(100_000, 20_000);

test.serial(`${entries} entries are checked while the page stays responsive`, async (t) => {
  const { browser, url, operator } = stage();
  const raffle = await openRehearsal(stage(), entries);
  await operator.call('drawWinner', { params: { id: raffle } });
  const { page } = await openVisitor(t, browser, { url });
  page.setDefaultTimeout(90_000);
  await page.goto(`/raffles/${raffle}/result`);
  const button = page.getByRole('button', { name: 'Check it now' });
  await button.waitFor();
  // A string: a function would need its compiler's helpers.
  await page.evaluate(`
    window.responses = 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      window.responses += 1;
      setTimeout(() => port2.postMessage(0), 5);
    };
    port2.postMessage(0);`);
  await button.click();
  await page.getByText(/^Checking … [1-9]\d? %$/).waitFor();
  const before = await page.evaluate<number>('window.responses');
  await page.getByText('VALID.', { exact: true }).waitFor();
  const responses = (await page.evaluate<number>('window.responses')) - before;
  t.log(await page.getByText(/checked in this browser in/).textContent());
  t.log(`${responses} responses while checking`);
  // A slice takes longer on a busy machine, but there are as many of them.
  t.true(responses > entries / 2_500, `${responses} responses`);
});

test('the result of a check is accessible by keyboard at 320 pixels', async (t) => {
  const { browser, url } = stage();
  const raffle = await drawnRaffle(2);
  for (const colorScheme of variants(['light', 'dark'] as const)) {
    const viewport = { width: 320, height: 640 };
    const { page } = await openVisitor(t, browser, { url, viewport, colorScheme });
    await page.goto(`/raffles/${raffle}/result`);
    await page.getByRole('button', { name: 'Check it now' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('VALID.', { exact: true }).waitFor();
    t.is(await measureOverflow(page), 0);
    t.deepEqual(await findBarriers(page), []);
  }
});
