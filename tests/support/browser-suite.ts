import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { createClient, type RaffleClient } from '#contract/client.ts';
import { launchChromium } from './chromium.ts';
import { readSigner } from './service.ts';
import { spawnService, type SpawnedService } from './spawned-service.ts';

/** One browser and one built service, for all tests of a file. */
export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  /** The first invitation to the admin app, where that is on. */
  readonly adminLink: SpawnedService['adminLink'];
  readonly operator: RaffleClient;
  readonly dataDir: string;
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
  readonly ended: SpawnedService['ended'];
  readonly end: SpawnedService['end'];
}

/** What `npm start` runs, in a process of its own. */
export async function startBuiltService(
  cleanup: Cleanup,
  { environment, ...options }: { dataDir?: string; environment?: Record<string, string> } = {},
): Promise<BuiltService> {
  if (!existsSync(join('dist', 'participant', 'page', 'index.html'))) {
    throw new Error('The participant app is not built. Run `npm run build` first.');
  }
  const { url, adminLink, dataDir, ended, end } = await spawnService(cleanup, {
    ...options,
    isBuilt: true,
    environment: { LOG_LEVEL: 'error', ...environment },
  });
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  const operator = createClient({ baseUrl: url, signer });
  const openRaffle: Stage['openRaffle'] = async (rules = {}) => {
    const { id } = await operator.call('createRaffle', {
      body: { title: 'Spring', ...rules, id: crypto.randomUUID() },
    });
    return id;
  };
  return { url, adminLink, operator, openRaffle, dataDir, ended, end };
}
