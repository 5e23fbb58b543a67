import { environmentOf, TestProcess, type TestEnvironment } from './test-process.ts';
import type { TestResult } from './test-run.ts';

export interface FileResult {
  readonly file: string;
  /** Why the file's tests could not be run; undefined if they could. */
  readonly error: string | undefined;
  readonly durationMs: number;
}

/**
 * Runs test files in a few processes, each of which takes the next file as soon as it is free.
 *
 * @param files The first process takes them from the start, the others from the end: so a group of
 * files that need much of the machine, such as browsers, belongs at the start.
 */
export async function runFiles(
  files: readonly string[],
  processCount: number,
  onResult: (file: string, result: TestResult) => void,
  onFile: (result: FileResult) => void,
): Promise<void> {
  const queue = [...files];

  async function work(isFirst: boolean): Promise<void> {
    const processes = new Map<TestEnvironment, TestProcess>();
    const next = () => (isFirst ? queue.shift() : queue.pop());
    for (let file = next(); file !== undefined; file = next()) {
      const test = file;
      const environment = environmentOf(test);
      const tests = processes.get(environment) ?? new TestProcess(environment);
      processes.set(environment, tests);
      const startedAt = performance.now();
      const error = await tests.run({ test }, (result) => onResult(test, result));
      onFile({ file: test, error, durationMs: performance.now() - startedAt });
    }
    await Promise.all([...processes.values()].map((tests) => tests.end()));
  }

  await Promise.all(Array.from({ length: processCount }, (_, index) => work(index === 0)));
}
