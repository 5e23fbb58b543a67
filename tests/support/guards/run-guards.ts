import { environmentOf, type TestProcess } from '../runner/test-process.ts';
import { shareOut } from '../runner/share-out.ts';
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
 * Runs the tests of each test file's guards, which must pass, then removes each guard from the source
 * in turn and runs its tests, which must fail.
 */
export async function runGuards(
  guards: readonly NamedGuard[],
  onResult: (result: GuardResult) => void,
): Promise<void> {
  const groups = new Map<string, NamedGuard[]>();
  for (const guard of guards) {
    groups.set(guard.test, [...(groups.get(guard.test) ?? []), guard]);
  }
  // Tests of pages mostly wait. At both ends are those with the most guards.
  const isPage = (test: string) => environmentOf(test) === 'document';
  const tests = [...groups.keys()].toSorted(
    (a, b) => groups.get(a)!.length - groups.get(b)!.length,
  );
  const pages = tests.filter(isPage).toReversed();
  const queue = [...pages, ...tests.filter((test) => !isPage(test))];

  await shareOut(
    queue,
    (test) => test,
    async (process, test) => {
      const group = groups.get(test)!;
      const match = group.some((guard) => guard.match === undefined)
        ? []
        : [...new Set(group.map((guard) => guard.match!))];
      const control = await collect(process, { test, match });
      for (const guard of group) {
        const startedAt = performance.now();
        const fault = await findFault(process, guard, control);
        onResult({ guard, fault, durationMs: performance.now() - startedAt });
      }
    },
  );
}

interface Outcome {
  readonly results: readonly TestResult[];
  /** Why the tests could not be run; undefined if they could. */
  readonly error: string | undefined;
}

async function collect(process: TestProcess, asked: TestRun): Promise<Outcome> {
  const results: TestResult[] = [];
  const error = await process.run(asked, (result) => results.push(result));
  return { results, error };
}

/** The run of a guard waits at least this long for something that does not happen. */
const waitMsMin = 1_000;

async function findFault(
  process: TestProcess,
  guard: NamedGuard,
  control: Outcome,
): Promise<Fault | undefined> {
  const match = guard.match ?? '*';
  const failed = control.results.find(({ failure }) => failure !== undefined);
  const controls = control.results.filter(({ title }) => isMatch(title, match));
  const detail =
    control.error ??
    (failed && `“${failed.title}” fails: ${failed.failure}`) ??
    (controls.length === 0 ? 'no title matches' : undefined);
  if (detail !== undefined) return { code: 'control-failed', detail };
  // With the guard in place, nothing took longer than the whole test.
  const longestMs = Math.max(...controls.map(({ durationMs }) => durationMs));
  const waitMsMax = Math.max(waitMsMin, 2 * Math.ceil(longestMs));
  const { test } = guard;
  const { results, error } = await collect(process, { test, match: [match], guard, waitMsMax });
  if (error !== undefined) return { code: 'not-run', detail: error };
  const isNoticed = results.some(({ failure }) => failure !== undefined);
  return isNoticed ? undefined : { code: 'not-noticed', detail: 'no test fails' };
}

/** As `ava --match`. */
function isMatch(title: string, pattern: string): boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`, 'is').test(title);
}
