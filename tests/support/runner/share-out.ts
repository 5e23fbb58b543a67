import { availableParallelism } from 'node:os';
import { environmentOf, TestProcess, type TestEnvironment } from './test-process.ts';

/** Twice as many as there are cores: about half of the time, a test waits. */
const workerCount = 2 * availableParallelism();

/**
 * Gives each item to one of a few workers, which run their items one after another. A worker starts
 * one process for each environment that its items need.
 *
 * @param items Half of the workers take them from the start, the others from the end: so tests that
 * wait belong at one end, tests that compute at the other, and short ones in between.
 * @param testOf The test file that an item runs.
 */
export async function shareOut<Item>(
  items: readonly Item[],
  testOf: (item: Item) => string,
  run: (tests: TestProcess, item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];

  async function work(fromStart: boolean): Promise<void> {
    const processes = new Map<TestEnvironment, TestProcess>();
    const next = () => (fromStart ? queue.shift() : queue.pop());
    for (let item = next(); item !== undefined; item = next()) {
      const environment = environmentOf(testOf(item));
      const tests = processes.get(environment) ?? new TestProcess(environment);
      processes.set(environment, tests);
      await run(tests, item);
    }
    await Promise.all([...processes.values()].map((tests) => tests.end()));
  }

  await Promise.all(Array.from({ length: workerCount }, (_, index) => work(index % 2 === 0)));
}
