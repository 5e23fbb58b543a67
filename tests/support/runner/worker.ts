import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { importTest } from './fresh-modules.js';
import type { TestMessage, TestRun } from './test-run.ts';

/**
 * A process that runs test files one after another, each on freshly loaded modules, with AVA's own
 * runner. Packages are loaded once. The parent sends a `TestRun` and receives `TestMessage`s.
 */

/** The part of AVA's runner that is used here. The package does not export it. */
interface Runner {
  readonly chain: unknown;
  on(event: 'stateChange', listener: (state: RunnerState) => void): void;
  on(event: 'finish', listener: () => void): void;
  on(event: 'error', listener: (error: unknown) => void): void;
}

interface RunnerState {
  readonly type: string;
  readonly title: string;
  readonly duration?: number;
  readonly logs?: readonly string[];
  readonly skip?: boolean;
  readonly todo?: boolean;
  readonly err?: {
    readonly message?: string;
    readonly formattedCause?: string | null;
    readonly formattedDetails?: readonly { readonly label: string; readonly formatted: string }[];
    readonly formattedError?: string;
    readonly stack?: string;
  };
}

const root = join(import.meta.dirname, '..', '..', '..');
const runnerUrl = pathToFileURL(join(root, 'node_modules', 'ava', 'lib', 'runner.js')).href;
const { default: AvaRunner } = (await import(runnerUrl)) as {
  default: new (options: object) => Runner;
};
const childPatchUrl = new URL('../guards/patch-child.js', import.meta.url).href;

const [environment = 'node'] = process.argv.slice(2);
// nock replaces `fetch` and the network functions of Node when it is imported.
const nock = environment === 'node' ? undefined : (await import('nock')).default;
if (environment === 'document') await import('../browser-globals.ts');
const initialEnv = { ...process.env };
const { fetch, Date } = globalThis;
const dateNow = Date.now;
const initialUrl = environment === 'document' ? location.href : '';

/** The run that has begun what is running now, as far as Node knows. */
const beginner = new AsyncLocalStorage<TestRun>();
let current: TestRun | undefined;

/** What a run without a guard has left behind may fail later, and says nothing of the next run. */
function isLeftBehind(): boolean {
  const run = beginner.getStore();
  return run?.guard !== undefined && run !== current;
}

/** Receives errors that occur outside any test. */
let onStrayError: (error: unknown) => void = () => {};
process.on('uncaughtException', (error) => {
  if (!isLeftBehind()) onStrayError(error);
});
const unhandled = new Map<Promise<unknown>, unknown>();
process.on('unhandledRejection', (error, promise) => {
  if (!isLeftBehind()) unhandled.set(promise, error);
});
process.on('rejectionHandled', (promise) => unhandled.delete(promise));

const send = (message: TestMessage) => process.send?.(message);

/** @returns Why the tests could not be run; undefined if they could. */
async function run({ test, match = [], guard }: TestRun): Promise<string | undefined> {
  const runner = new AvaRunner({
    file: join(root, test),
    match,
    projectDir: root,
    // One failure shows that a guard is needed.
    failFast: guard !== undefined,
  });
  runner.on('stateChange', (state) => {
    const failure = failureOf(state);
    if (failure === undefined && state.type !== 'test-passed') return;
    const { title, duration = 0, logs = [] } = state;
    send({ type: 'result', title, durationMs: duration, logs, failure });
  });
  onStrayError = (error) => {
    const failure = describe(error);
    send({ type: 'result', title: '(outside any test)', durationMs: 0, logs: [], failure });
  };
  const finished = new Promise<string | undefined>((resolve) => {
    runner.on('finish', () => resolve(undefined));
    runner.on('error', (error) => resolve(describe(error)));
  });
  try {
    await importTest(test, { guard, test: runner.chain });
    const error = await finished;
    // A rejection that no code handles is reported after the test that caused it.
    await setImmediate();
    for (const stray of unhandled.values()) onStrayError(stray);
    return error;
  } catch (error) {
    return describe(error);
  } finally {
    onStrayError = () => {};
    unhandled.clear();
  }
}

function failureOf({ type, err, skip, todo }: RunnerState): string | undefined {
  if (type === 'selected-test' && (skip === true || todo === true)) return 'It is not run.';
  if (type !== 'test-failed' && type !== 'hook-failed') return undefined;
  const details = (err?.formattedDetails ?? []).map(
    ({ label, formatted }) => `${label}\n\n${formatted}\n`,
  );
  return [err?.message, err?.formattedCause, err?.formattedError, ...details, err?.stack]
    .filter((part) => part !== undefined && part !== null)
    .join('\n')
    .replaceAll(/\?graph=\d+/g, '');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Undoes what a failed test may have left behind in the process. */
function reset(): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, initialEnv);
  Object.assign(globalThis, { fetch, Date });
  Date.now = dateNow;
  process.exitCode = 0;
  nock?.abortPendingRequests();
  nock?.cleanAll();
  nock?.enableNetConnect();
  if (environment !== 'document') return;
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  document.body.replaceChildren();
  (globalThis as never as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(initialUrl);
  localStorage.clear();
  sessionStorage.clear();
}

async function answer(asked: TestRun): Promise<void> {
  if (asked.guard !== undefined) {
    // Programs that a test starts load the same change, which the built ones do not have.
    delete process.env['RAFFLE_TEST_BUILT'];
    process.env['RAFFLE_TEST_GUARD'] = JSON.stringify(asked.guard);
    process.env['NODE_OPTIONS'] = `--import=${childPatchUrl}`;
  }
  if (asked.waitMsMax !== undefined) {
    process.env['RAFFLE_TEST_WAIT_MS'] = String(asked.waitMsMax);
  }
  // Lets AVA's runner notice, by `beforeExit`, that a test waits for nothing.
  process.channel?.unref();
  current = asked;
  let error = await beginner.run(asked, () => run(asked));
  process.channel?.ref();
  try {
    reset();
  } catch (cause) {
    error ??= `The process could not be reset: ${describe(cause)}`;
  }
  send({ type: 'end', error });
}

process.on('message', (asked: TestRun) => void answer(asked));
process.on('disconnect', () => process.exit());
send({ type: 'end', error: undefined });
