import type { Guard } from '../support/guards/guard.ts';

/** A check of a rule in the domain. */
export function rule(
  file: string,
  guard: string,
  without: string,
  [test, match]: [string, string],
): Guard {
  return {
    file: `services/raffle/domain/${file}`,
    guard,
    without,
    test: `tests/domain/${test}.test.ts`,
    match,
  };
}
