import type { Guard } from '../guards/guard.ts';

/** What a test process is asked to run. */
export interface TestRun {
  /** A test file, from the top of the project. */
  readonly test: string;
  /** Only the tests whose titles match one of these, as `ava --match`; without any, all tests. */
  readonly match?: readonly string[];
  /** Removed from the source for this run. */
  readonly guard?: Guard;
  /** Sets `waitMsMax` of tests/support/wait-limit.ts. */
  readonly waitMsMax?: number;
}

export interface TestResult {
  readonly title: string;
  readonly durationMs: number;
  readonly logs: readonly string[];
  /** Why it failed; undefined if it passed. */
  readonly failure: string | undefined;
}

/** What a test process answers: each result as it comes, then the end of the run. */
export type TestMessage =
  | ({ readonly type: 'result' } & TestResult)
  /** `error` says why the tests could not be run. */
  | { readonly type: 'end'; readonly error: string | undefined };
