import { environmentOf, TestProcess, type TestEnvironment } from '../runner/test-process.ts';
import type { TestResult, TestRun } from '../runner/test-run.ts';
import type { NamedGuard } from './guard.ts';

export interface GuardResult {
  readonly guard: NamedGuard;
  /** Why the guard is not proven to be tested; undefined if its tests fail without it. */
  readonly fault: Fault | undefined;
  readonly durationMs: number;
}

export interface Fault {
  /**
   * `control-failed`: the tests do not pass with the guard in place. `not-run`: without the guard
   * they could not be run. `not-noticed`: they pass without the guard.
   */
  readonly code: 'control-failed' | 'not-run' | 'not-noticed';
  readonly detail: string;
}

/**
 * Removes each guard from the source in turn and runs its tests, which must fail. The same tests
 * must pass with the guard in place.
 *
 * @param processCount Number of processes that run tests at a time.
 */
export async function runGuards(
  guards: readonly NamedGuard[],
  onResult: (result: GuardResult) => void,
  processCount = 2,
): Promise<void> {
  const controls = new Map<string, Promise<string | undefined>>();
  const queue = guards.toSorted((a, b) =>
    environmentOf(a.test).localeCompare(environmentOf(b.test)),
  );

  async function findFault(tests: TestProcess, guard: NamedGuard): Promise<Fault | undefined> {
    const { test, match } = guard;
    const key = `${test} ${match ?? '*'}`;
    const control = controls.get(key) ?? runControl(tests, { test, match });
    controls.set(key, control);
    const detail = await control;
    if (detail !== undefined) return { code: 'control-failed', detail };
    const { results, error } = await collect(tests, { test, match, guard });
    if (error !== undefined) return { code: 'not-run', detail: error };
    const isNoticed = results.some(({ failure }) => failure !== undefined);
    return isNoticed ? undefined : { code: 'not-noticed', detail: 'no test fails' };
  }

  async function work(): Promise<void> {
    const processes = new Map<TestEnvironment, TestProcess>();
    for (let guard = queue.shift(); guard !== undefined; guard = queue.shift()) {
      const environment = environmentOf(guard.test);
      const tests = processes.get(environment) ?? new TestProcess(environment);
      processes.set(environment, tests);
      const startedAt = performance.now();
      const fault = await findFault(tests, guard);
      onResult({ guard, fault, durationMs: performance.now() - startedAt });
    }
    for (const tests of processes.values()) await tests.end();
  }

  await Promise.all(Array.from({ length: processCount }, work));
}

/** @returns Why the tests do not pass with every guard in place; undefined if they do. */
async function runControl(tests: TestProcess, asked: TestRun): Promise<string | undefined> {
  const { results, error } = await collect(tests, asked);
  if (error !== undefined) return error;
  const failed = results.find(({ failure }) => failure !== undefined);
  if (failed !== undefined) return `“${failed.title}” fails: ${failed.failure}`;
  return results.length === 0 ? 'no title matches' : undefined;
}

async function collect(tests: TestProcess, asked: TestRun) {
  const results: TestResult[] = [];
  const error = await tests.run(asked, (result) => results.push(result));
  return { results, error };
}
