import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { createClient, type RaffleClient } from '#contract/client.ts';
import { launchChromium } from './chromium.ts';
import { spawnService, type RunningProcess } from './process.ts';
import { readSigner } from './service.ts';

/** One browser and one built service, for all tests of a file. */
export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly operator: RaffleClient;
  /** Opens a raffle of its own for a test. */
  openRaffle(rules?: { capacity?: number; perPersonLimit?: number }): Promise<string>;
}

/** Ends whatever it was given, last one first. */
export class Cleanup {
  readonly #steps: (() => unknown)[] = [];

  readonly teardown = (step: () => unknown): void => {
    this.#steps.push(step);
  };

  async run(): Promise<void> {
    for (const step of this.#steps.toReversed()) await step();
  }
}

/**
 * Starts what a file of browser tests shares, and ends it after the last test.
 *
 * @param prepare Starts what must be there before, and names the service's environment.
 * @returns Gives the stage, once a test runs.
 */
export function shareStage(
  test: TestFn,
  prepare: (cleanup: Cleanup) => Promise<Record<string, string>> = async () => ({}),
): () => Stage {
  const cleanup = new Cleanup();
  let stage: Stage | undefined;
  test.before('the browser and the service start', async () => {
    const environment = await prepare(cleanup);
    const browser = await launchChromium();
    cleanup.teardown(() => browser.close());
    stage = { browser, ...(await startBuiltService(cleanup, { environment })) };
  });
  test.after.always('the browser and the service end', () => cleanup.run());
  return () => stage!;
}

export interface BuiltService extends Omit<Stage, 'browser'> {
  readonly process: RunningProcess;
  readonly dataDir: string;
}

/** What `npm start` runs, in a process of its own. */
export async function startBuiltService(
  cleanup: Pick<Cleanup, 'teardown'>,
  options: { dataDir?: string; environment?: Record<string, string> } = {},
): Promise<BuiltService> {
  if (!existsSync(join('dist', 'participant', 'page', 'index.html'))) {
    throw new Error('The participant app is not built. Run `npm run build` first.');
  }
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'raffle-browser-'));
  const environment = { LOG_LEVEL: 'error', ...options.environment };
  if (options.dataDir === undefined) {
    cleanup.teardown(() => rmSync(dataDir, { recursive: true, force: true }));
  }
  const process = spawnService(cleanup, { dataDir, isBuilt: true, environment });
  const url = await process.url;
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  const operator = createClient({ baseUrl: url, signer });
  const openRaffle: Stage['openRaffle'] = async (rules = {}) => {
    const { id } = await operator.call('createRaffle', {
      body: { title: 'Spring', ...rules, id: crypto.randomUUID() },
    });
    return id;
  };
  return { url, operator, openRaffle, process, dataDir };
}
