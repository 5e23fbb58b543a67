import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { runCli } from '../cli/support/run-cli.ts';
import { findBarriers } from '../support/accessibility.ts';
import { Cleanup, startBuiltService } from '../support/browser-suite.ts';
import { launchChromium } from '../support/chromium.ts';
import { startHostSite } from '../support/host-site.ts';
import { lieTo, stealLogKey } from '../support/lying-service.ts';
import { testLogKey } from '../support/log-key.ts';
import { seeLog } from '../support/public-log.ts';
import { RafflePage } from '../support/raffle-page.ts';
import { signInAt, temporaryFolder } from '../support/service.ts';
import { showLog } from '../support/shown-log.ts';
import { openVisitor } from '../support/visitor.ts';

let browser: Browser;
test.before(async () => {
  browser = await launchChromium();
});
test.after.always(() => browser?.close());

/** A service with one raffle, one ticket of which is sold, that can be put back to how it was. */
async function startRaffle(t: ExecutionContext, environment: Record<string, string> = {}) {
  const cleanup = new Cleanup();
  t.teardown(() => cleanup.run());
  let service = await startBuiltService(cleanup, { environment });
  const { url, dataDir } = service;
  const raffle = await service.openRaffle();
  const sell = async (email: string) => {
    const reply = await (await signInAt(url, email)).buy(raffle);
    if (reply.status !== 201) throw new Error(await reply.text());
  };
  const copy = join(temporaryFolder(t), 'copy');
  const restart = async (between: () => void) => {
    await service.end('SIGTERM');
    between();
    const port = { RAFFLE_PORT: new URL(url).port };
    service = await startBuiltService(cleanup, {
      dataDir,
      environment: { ...environment, ...port },
    });
  };
  await sell('ann@example.org');
  return {
    url,
    dataDir,
    raffle,
    sell,
    keepCopy: () => restart(() => cpSync(dataDir, copy, { recursive: true })),
    putBackCopy: () =>
      restart(() => {
        rmSync(dataDir, { recursive: true });
        cpSync(copy, dataDir, { recursive: true });
      }),
  };
}

/** Opens the raffle's page as on a new day. */
async function visit(page: Page, raffle: string): Promise<void> {
  await page.goto('about:blank');
  await new RafflePage(page).open(raffle);
}

async function visitFirst(page: Page, raffle: string): Promise<void> {
  await visit(page, raffle);
  await seesLogKept(page);
}

/** Waits until the browser keeps the log; nothing is said of it on a first visit. */
async function seesLogKept(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(localStorage).some((name) => name.startsWith('raffle-checkpoint')),
  );
}

/** Saves the evidence, and has it verified in a terminal without a network. */
async function verifyEvidence(page: Page): Promise<{ exitCode: number; stdout: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the evidence' }).click();
  const saved = await download;
  const path = await saved.path();
  return runCli(['verify', path]);
}

async function readFork(page: Page): Promise<string> {
  const alert = page.getByRole('alert', { name: 'This log does not fit what you saw before' });
  await alert.waitFor();
  return (await alert.innerText()).replaceAll(/\s+/g, ' ');
}

test('a log that grew says so, and one that nobody touched too', async (t) => {
  const { url, raffle, sell } = await startRaffle(t);
  const { page, faults } = await openVisitor(t, browser, { url });
  await visitFirst(page, raffle);
  t.is(await page.getByText(/your last visit/).count(), 0, 'nothing is said on a first visit');
  await visit(page, raffle);
  await page.getByText('The log is the one of your last visit (2 entries).').waitFor();
  await sell('ben@example.org');
  await sell('cem@example.org');
  await visit(page, raffle);
  await page.getByText('The log only grew since your last visit (2 → 4 entries).').waitFor();
  t.deepEqual(faults, []);
});

test('an old copy put back is told: shorter, then rewritten, and with its entries proven', async (t) => {
  const { url, raffle, sell, keepCopy, putBackCopy } = await startRaffle(t);
  await keepCopy();
  await sell('ben@example.org');
  const { page } = await openVisitor(t, browser, { url });
  await visitFirst(page, raffle);

  await putBackCopy();
  await visit(page, raffle);
  t.regex(await readFork(page), /it had 3 entries\. Now it is shown with 2\..*What to do/);
  const shorter = await verifyEvidence(page);
  t.is(shorter.exitCode, 6, shorter.stdout);
  t.deepEqual(await findBarriers(page), []);

  await sell('cem@example.org');
  await visit(page, raffle);
  t.regex(await readFork(page), /those first 3 are not the same any more/);
  const rewritten = await verifyEvidence(page);
  t.is(rewritten.exitCode, 5, rewritten.stdout);

  await sell('dee@example.org');
  await visit(page, raffle);
  t.regex(await readFork(page), /Now it is shown with 4.*One key has signed two different logs/);
  const grown = await verifyEvidence(page);
  t.is(grown.exitCode, 5, grown.stdout);
  t.regex(grown.stdout, /That alone is the proof/);

  await page.getByRole('button', { name: 'Begin anew with this log' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await visit(page, raffle);
  await page.getByText('The log is the one of your last visit (4 entries).').waitFor();
});

test('who is shown another log than the others sees it as soon as the view changes', async (t) => {
  const service = await startRaffle(t);
  const { url, raffle, sell } = service;
  await sell('ben@example.org');
  const { lines } = await seeLog(url, raffle);
  const lie = lines.map((line, place) =>
    place === 1
      ? canonicalJson({ ...(JSON.parse(line) as Record<string, Json>), holder: 'eve' })
      : line,
  );
  const { page } = await openVisitor(t, browser, { url });
  await lieTo(page, raffle, showLog(stealLogKey(service, raffle), lie));
  await visitFirst(page, raffle);
  await visit(page, raffle);
  await page.getByText('The log is the one of your last visit (3 entries).').waitFor();

  await page.unrouteAll();
  await sell('cem@example.org');
  await visit(page, raffle);
  t.regex(await readFork(page), /One key has signed two different logs/);
  t.is((await verifyEvidence(page)).exitCode, 5);
});

test('another key is told, and what nobody signed is neither good nor a fork', async (t) => {
  const { url, raffle } = await startRaffle(t);
  const { lines, key, note } = await seeLog(url, raffle);
  const other = testLogKey(key.name, 9);
  const opening = { ...(JSON.parse(lines[0]!) as Record<string, Json>), logKey: other.verifierKey };
  const { page } = await openVisitor(t, browser, { url });
  await visitFirst(page, raffle);
  await lieTo(page, raffle, showLog(other, [canonicalJson(opening), ...lines.slice(1)]));
  await visit(page, raffle);
  t.regex(await readFork(page), /It is another log under the same name/);
  t.is((await verifyEvidence(page)).exitCode, 6);

  await page.unrouteAll();
  const bent = note.replace('\n2\n', '\n1\n');
  const faults = {
    'what came is not signed': { status: 200, contentType: 'text/plain', body: bent },
    'no answer came': { status: 503, body: 'no' },
  };
  for (const [says, answer] of Object.entries(faults)) {
    await page.route('**/checkpoint', (route) => route.fulfill(answer));
    await visit(page, raffle);
    await page.getByText(says).waitFor();
    t.is(await page.getByRole('alert').count(), 0);
    t.is(await page.getByText(/only grew|is the one of your last/).count(), 0);
    await page.unrouteAll();
  }
  await visit(page, raffle);
  await page.getByText('The log is the one of your last visit (2 entries).').waitFor();
});

test('an embedded raffle keeps its own watch, and tells a fork on the host’s page', async (t) => {
  const host = await startHostSite(t);
  const { url, raffle, sell, keepCopy, putBackCopy } = await startRaffle(t, {
    RAFFLE_EMBED_ORIGINS: host.origin,
  });
  host.embed(url, raffle);
  await keepCopy();
  await sell('ben@example.org');
  const { page, faults } = await openVisitor(t, browser, { url });
  const open = async () => {
    await page.goto('about:blank');
    await page.goto(host.origin);
    await new RafflePage(page).pool.waitFor();
  };
  await open();
  await seesLogKept(page);
  await open();
  await page.getByText('The log is the one of your last visit (3 entries).').waitFor();
  t.deepEqual(faults, []);
  await putBackCopy();
  await sell('cem@example.org');
  await open();
  t.regex(await readFork(page), /One key has signed two different logs/);
  t.is((await verifyEvidence(page)).exitCode, 5);
});
