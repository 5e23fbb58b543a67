import { join } from 'node:path';
import type { TestFn } from 'ava';
import type { Browser } from 'playwright-core';
import { createClient, type RaffleClient } from '#contract/client.ts';
import { openChromium } from './chromium.ts';
import { readSigner } from './service.ts';
import { spawnService, type SpawnedService } from './spawned-service.ts';

/** A browser and a built service, shared by the tests of a file. */
export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  /** The first invitation to the admin app, where that is on. */
  readonly adminLink: SpawnedService['adminLink'];
  readonly operator: RaffleClient;
  readonly dataDir: string;
  /** Opens a new raffle for a test. */
  openRaffle(rules?: { capacity?: number; perPersonLimit?: number }): Promise<string>;
}

/** Runs cleanup steps in reverse order. */
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
 * Tests of a file that use the browser at a time. With more, each page of a large file would be shown
 * when all of them are, which takes longer than a test waits on a slow machine.
 */
const testsAtOnceMax = 4;

function limitTests(test: TestFn): void {
  const waiting: (() => void)[] = [];
  let running = 0;
  test.beforeEach('the test has its turn', async () => {
    if (running >= testsAtOnceMax) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  });
  test.afterEach.always('the next test has its turn', () => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  });
}

/**
 * Starts the browser before the first test of a file, and ends it after the last.
 *
 * @returns A function that tests call to get the browser.
 */
export function shareBrowser(test: TestFn): () => Browser {
  const cleanup = new Cleanup();
  let browser: Browser | undefined;
  limitTests(test);
  test.before('the browser starts', async () => {
    browser = await openChromium(cleanup);
  });
  test.after.always('the browser ends', () => cleanup.run());
  return () => browser!;
}

/**
 * Starts the browser and the service before the first test of a file, and ends them after the last.
 *
 * @param prepare Runs first and returns the service's environment variables.
 * @returns A function that tests call to get the browser and the service.
 */
export function shareStage(
  test: TestFn,
  prepare: (cleanup: Cleanup) => Promise<Record<string, string>> = async () => ({}),
): () => Stage {
  const cleanup = new Cleanup();
  let stage: Stage | undefined;
  limitTests(test);
  test.before('the browser and the service start', async () => {
    const environment = await prepare(cleanup);
    const browser = await openChromium(cleanup);
    stage = { browser, ...(await startBuiltService(cleanup, { environment })) };
  });
  test.after.always('the browser and the service end', () => cleanup.run());
  return () => stage!;
}

export interface BuiltService extends Omit<Stage, 'browser'> {
  readonly ended: SpawnedService['ended'];
  readonly end: SpawnedService['end'];
}

/** Starts the built service in its own process, as `npm start` does. */
export async function startBuiltService(
  cleanup: Cleanup,
  { environment, ...options }: { dataDir?: string; environment?: Record<string, string> } = {},
): Promise<BuiltService> {
  const { url, adminLink, dataDir, ended, end } = await spawnService(cleanup, {
    ...options,
    isBuilt: true,
    environment: { LOG_LEVEL: 'error', ...environment },
  });
  const signer = await readSigner(join(dataDir, 'operator.pem'));
  const operator = createClient({ baseUrl: url, signer, timeoutMs: 60_000 });
  const openRaffle: Stage['openRaffle'] = async (rules = {}) => {
    const { id } = await operator.call('createRaffle', {
      body: { title: 'Spring', ...rules, id: crypto.randomUUID() },
    });
    return id;
  };
  return { url, adminLink, operator, openRaffle, dataDir, ended, end };
}
