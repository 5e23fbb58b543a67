import { join } from 'node:path';
import test from 'ava';
import type { Page } from 'playwright-core';
import type { LogSource } from '#contract/log-source.ts';
import { canonicalJson, type Json } from '#proof/canonical-json.ts';
import { formatCheckpoint } from '#proof/checkpoint.ts';
import type { TreeHead } from '#proof/merkle-proofs.ts';
import { formatNote, parseVerifierKey } from '#proof/signed-note.ts';
import { LogKeyring } from '../../services/raffle/identity/log-keyring.ts';
import { readSecret } from '../../services/raffle/identity/secret.ts';
import { shareBrowser } from '../support/browser-suite.ts';
import { testLogKey } from '../support/log-key.ts';
import {
  readFork,
  seesLog,
  startRaffle,
  verifyEvidence,
  visit,
  visitFirst,
} from '../support/log-visits.ts';
import { seeLog } from '../support/public-log.ts';
import { showLog } from '../support/shown-log.ts';
import { openVisitor } from '../support/visitor.ts';

const browser = shareBrowser(test);

/** Reads the key of a raffle's log from the data folder of the service that signs with it. */
function stealLogKey(service: { url: string; dataDir: string }, raffle: string) {
  const secret = readSecret(join(service.dataDir, 'secret'));
  const keyring = new LogKeyring(secret);
  const key = parseVerifierKey(keyring.verifierKey(raffle, service.url));
  return {
    signHead(head: TreeHead): string {
      const text = formatCheckpoint({ origin: key.name, ...head });
      return formatNote(text, key, keyring.sign(raffle, Buffer.from(text)));
    },
  };
}

/** Intercepts the requests of a page and serves it another log. */
async function lieTo(page: Page, raffle: string, log: LogSource): Promise<void> {
  const path = `**/api/raffles/${raffle}`;
  await page.route(`${path}/checkpoint`, async (route) => {
    await route.fulfill({ contentType: 'text/plain', body: await log.checkpoint() });
  });
  await page.route(`${path}/log?*`, async (route) => {
    const to = new URL(route.request().url()).searchParams.get('to');
    const lines = await log.lines(to === null ? undefined : Number(to));
    const body = lines.map((line) => `${line}\n`).join('');
    await route.fulfill({ contentType: 'application/x-ndjson', body });
  });
  await page.route(`${path}/consistency?*`, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [from, to] = [Number(query.get('from')), Number(query.get('to'))];
    await route.fulfill({ json: { from, to, consistency: await log.consistency(from, to) } });
  });
}

test('a participant who is shown another log gets a warning as soon as the view changes', async (t) => {
  const service = await startRaffle(t);
  const { url, raffle, sell } = service;
  await sell('ben@example.org');
  const { lines } = await seeLog(url, raffle);
  const lie = lines.map((line, place) =>
    place === 1
      ? canonicalJson({ ...(JSON.parse(line) as Record<string, Json>), holder: 'eve' })
      : line,
  );
  const { page } = await openVisitor(t, browser(), { url });
  await lieTo(page, raffle, showLog(stealLogKey(service, raffle), lie));
  await visitFirst(page, raffle);
  await visit(page, raffle);
  await seesLog(page, 'same', '3');

  await page.unrouteAll();
  await sell('cem@example.org');
  await visit(page, raffle);
  t.true((await readFork(page)).includes('The raffle has signed two different records'));
  t.is((await verifyEvidence(page)).exitCode, 5);
});

test('another key is reported, and an unsigned checkpoint is neither good nor a fork', async (t) => {
  const { url, raffle } = await startRaffle(t);
  const { lines, key, note } = await seeLog(url, raffle);
  const other = testLogKey(key.name, 9);
  const opening = { ...(JSON.parse(lines[0]!) as Record<string, Json>), logKey: other.verifierKey };
  const { page } = await openVisitor(t, browser(), { url });
  await visitFirst(page, raffle);
  await lieTo(page, raffle, showLog(other, [canonicalJson(opening), ...lines.slice(1)]));
  await visit(page, raffle);
  t.true((await readFork(page)).includes('It is another record with the same name'));
  t.is((await verifyEvidence(page)).exitCode, 6);

  await page.unrouteAll();
  const bent = note.replace('\n2\n', '\n1\n');
  const faults = {
    'the answer is not signed': { status: 200, contentType: 'text/plain', body: bent },
    'no answer came': { status: 503, body: 'no' },
  };
  for (const [says, answer] of Object.entries(faults)) {
    await page.route('**/checkpoint', (route) => route.fulfill(answer));
    await visit(page, raffle);
    await page.getByText(says).waitFor();
    t.is(await page.getByRole('alert').count(), 0);
    t.is(await page.locator('[data-log]').count(), 0);
    await page.unrouteAll();
  }
  await visit(page, raffle);
  await seesLog(page, 'same', '2');
});
