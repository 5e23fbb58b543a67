import type { Guard } from './guards/guard.ts';

export const guards: Record<string, Guard> = {
  'the errors that an earlier run has left behind': {
    file: 'tests/support/runner/worker.ts',
    guard: 'run?.guard !== undefined && run !== current',
    without: 'false',
    test: 'tests/support/guards.test.ts',
    match: 'an error that the run of a guard*',
  },
};
