import test from 'ava';
import { findBarriers } from '../support/accessibility.ts';
import { shareBrowser } from '../support/browser-suite.ts';
import { startHostSite } from '../support/host-site.ts';
import {
  readFork,
  seesLog,
  seesLogKept,
  startRaffle,
  verifyEvidence,
  visit,
  visitFirst,
} from '../support/log-visits.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { openVisitor } from '../support/visitor.ts';

const browser = shareBrowser(test);

test('an unchanged and a grown log are recognised and not reported', async (t) => {
  const { url, raffle, sell } = await startRaffle(t);
  const { page, faults } = await openVisitor(t, browser(), { url });
  await visitFirst(page, raffle);
  t.is(await page.locator('[data-log]').count(), 0, 'nothing is compared on a first visit');
  t.is(await page.getByText(/your last visit/).count(), 0, 'nothing is said on a first visit');
  await visit(page, raffle);
  await seesLog(page, 'same', '2');
  await sell('ben@example.org');
  await sell('cem@example.org');
  await visit(page, raffle);
  await seesLog(page, 'grown', '2-4');
  t.deepEqual(faults, []);
});

test('a restored old copy is reported as shorter, then as rewritten, and its entries prove it', async (t) => {
  const { url, raffle, sell, keepCopy, putBackCopy } = await startRaffle(t);
  await keepCopy();
  await sell('ben@example.org');
  const { page } = await openVisitor(t, browser(), { url });
  await visitFirst(page, raffle);

  await putBackCopy();
  await visit(page, raffle);
  const said = await readFork(page);
  t.true(said.includes('it had 3 entries. Now it is shown with 2.'), said);
  t.true(said.includes('What to do'), said);
  const shorter = await verifyEvidence(page);
  t.is(shorter.exitCode, 6, shorter.stdout);
  t.deepEqual(await findBarriers(page), []);

  await sell('cem@example.org');
  await visit(page, raffle);
  t.true((await readFork(page)).includes('the first 3 are no longer the same'));
  const rewritten = await verifyEvidence(page);
  t.is(rewritten.exitCode, 5, rewritten.stdout);

  await sell('dee@example.org');
  await visit(page, raffle);
  const saidLater = await readFork(page);
  t.true(saidLater.includes('Now it is shown with 4'), saidLater);
  t.true(saidLater.includes('The raffle has signed two different records'), saidLater);
  const grown = await verifyEvidence(page);
  t.is(grown.exitCode, 5, grown.stdout);
  t.true(grown.stdout.includes('This alone is the proof'));

  await page.getByRole('button', { name: 'Start again with this record' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await visit(page, raffle);
  await seesLog(page, 'same', '4');
});

test('an embedded raffle compares the log itself and warns of a fork on the host’s page', async (t) => {
  const host = await startHostSite(t);
  const { url, raffle, sell, keepCopy, putBackCopy } = await startRaffle(t, {
    RAFFLE_EMBED_ORIGINS: host.origin,
  });
  host.embed(url, raffle);
  await keepCopy();
  await sell('ben@example.org');
  const { page, faults } = await openVisitor(t, browser(), { url });
  const open = async () => {
    await page.goto('about:blank');
    await page.goto(host.origin);
    await new RafflePage(page).pool.waitFor();
  };
  await open();
  await seesLogKept(page);
  await open();
  await seesLog(page, 'same', '3');
  t.deepEqual(faults, []);
  await putBackCopy();
  await sell('cem@example.org');
  await open();
  t.true((await readFork(page)).includes('The raffle has signed two different records'));
  t.is((await verifyEvidence(page)).exitCode, 5);
});
