import { environmentOf, TestProcess, type TestEnvironment } from './test-process.ts';

/**
 * Gives each item to one of a few workers, which run their items one after another. A worker starts
 * one process for each environment that its items need.
 *
 * @param items The first worker takes them from the start, the others from the end: so a group that
 * needs much of the machine, or of one environment, belongs at the start.
 * @param testOf The test file that an item runs.
 */
export async function shareOut<Item>(
  items: readonly Item[],
  workerCount: number,
  testOf: (item: Item) => string,
  run: (tests: TestProcess, item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];

  async function work(isFirst: boolean): Promise<void> {
    const processes = new Map<TestEnvironment, TestProcess>();
    const next = () => (isFirst ? queue.shift() : queue.pop());
    for (let item = next(); item !== undefined; item = next()) {
      const environment = environmentOf(testOf(item));
      const tests = processes.get(environment) ?? new TestProcess(environment);
      processes.set(environment, tests);
      await run(tests, item);
    }
    await Promise.all([...processes.values()].map((tests) => tests.end()));
  }

  await Promise.all(Array.from({ length: workerCount }, (_, index) => work(index === 0)));
}
