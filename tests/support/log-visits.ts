import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { runCli } from '../cli/support/run-cli.ts';
import { Cleanup, startBuiltService } from './browser-suite.ts';
import { RafflePage } from './raffle-page.ts';
import { signInAt, temporaryFolder } from './service.ts';

/** Starts a service with one raffle and one sold ticket, whose state can be restored later. */
export async function startRaffle(t: ExecutionContext, environment: Record<string, string> = {}) {
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

/** Opens the raffle's page at a later visit. */
export async function visit(page: Page, raffle: string): Promise<void> {
  await page.goto('about:blank');
  await new RafflePage(page).open(raffle);
}

export async function visitFirst(page: Page, raffle: string): Promise<void> {
  await visit(page, raffle);
  await seesLogKept(page);
}

/** Waits until the browser has stored the log; a first visit shows nothing about it. */
export async function seesLogKept(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(localStorage).some((name) => name.startsWith('raffle-checkpoint')),
  );
}

/** Saves the evidence and verifies it with the CLI, without a network. */
export async function verifyEvidence(page: Page): Promise<{ exitCode: number; stdout: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the evidence' }).click();
  const saved = await download;
  const path = await saved.path();
  return runCli(['verify', path]);
}

export async function readFork(page: Page): Promise<string> {
  const alert = page.getByRole('alert', { name: 'The record changed since your last visit' });
  await alert.waitFor();
  return (await alert.innerText()).replaceAll(/\s+/g, ' ');
}

/** Waits until the page has compared the log with an earlier visit, with this result. */
export async function seesLog(
  page: Page,
  result: 'same' | 'grown',
  entries: string,
): Promise<void> {
  await page
    .locator(`[data-log="${result}"][data-entries="${entries}"]`)
    .waitFor({ state: 'attached' });
}
