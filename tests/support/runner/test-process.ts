import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestMessage, TestResult, TestRun } from './test-run.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What a test process sets up first: a document for pages, nock, or nothing. */
export type TestEnvironment = 'document' | 'nock' | 'node';

export function environmentOf(test: string): TestEnvironment {
  const source = readFileSync(join(root, test), 'utf8');
  if (test.endsWith('.tsx') || source.includes('browser-globals')) return 'document';
  return source.includes("from 'nock'") ? 'nock' : 'node';
}

/** A run is given up when no test ends for this long. */
const silenceMsMax = 600_000;
/** As above without a guard: a test of what is gone may wait for ever. */
const guardSilenceMsMax = 120_000;

/** One worker process, started when first needed and again after it had to be ended. */
export class TestProcess {
  readonly #environment: TestEnvironment;
  #child: ChildProcess | undefined;

  constructor(environment: TestEnvironment) {
    this.#environment = environment;
  }

  /** @returns Why the tests could not be run; undefined if they could. */
  async run(asked: TestRun, onResult: (result: TestResult) => void): Promise<string | undefined> {
    this.#child ??= await this.#start();
    const child = this.#child;
    if (!child.connected) {
      await this.end();
      return 'The test process ended after an earlier file.';
    }
    // An error means that it ends now, which is read below.
    child.send(asked, () => {});
    const msMax = asked.guard === undefined ? silenceMsMax : guardSilenceMsMax;
    const error = await readMessages(child, onResult, msMax);
    if (error?.isFatal === true) await this.end();
    return error?.reason;
  }

  async #start(): Promise<ChildProcess> {
    const loader = new URL('../typescript.js', import.meta.url).href;
    const child = fork(join(import.meta.dirname, 'worker.ts'), [this.#environment], {
      cwd: root,
      execArgv: [`--import=${loader}`, '--no-warnings'],
      // Each fresh module has its own name, which would only fill the compile cache.
      env: {
        ...process.env,
        NODE_ENV: 'test',
        NODE_DISABLE_COMPILE_CACHE: '1',
        RAFFLE_TEST_PROCESS: 'shared',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await readMessages(child, () => {}, silenceMsMax);
    return child;
  }

  async end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.disconnect();
    const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(kill);
  }
}

/** Reads until the end of a run, or of the process. */
function readMessages(
  child: ChildProcess,
  onResult: (result: TestResult) => void,
  msMax: number,
): Promise<{ reason: string; isFatal: boolean } | undefined> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout;
    const finish = (error: { reason: string; isFatal: boolean } | undefined) => {
      clearTimeout(timer);
      child.off('exit', onExit).off('message', onMessage);
      resolve(error);
    };
    const watch = () => {
      clearTimeout(timer);
      const reason = `No test has ended for ${msMax / 1000} s.`;
      timer = setTimeout(() => {
        child.kill('SIGKILL');
        finish({ reason, isFatal: true });
      }, msMax);
    };
    const onExit = (exitCode: number | null) =>
      finish({ reason: `The test process ended with exit code ${exitCode}.`, isFatal: true });
    const onMessage = (message: TestMessage) => {
      watch();
      if (message.type === 'result') onResult(message);
      else if (message.error === undefined) finish(undefined);
      else finish({ reason: message.error, isFatal: false });
    };
    child.on('exit', onExit).on('message', onMessage);
    watch();
  });
}
