import { NotChecked, ProofError, Violation } from './proof-error.ts';
import type { Check } from './verdict.ts';

/** What a check found, in one sentence; or why it does not apply. */
export type Explanation = string | { readonly notApplicable: string };

/**
 * Runs one check. It never throws.
 *
 * @param examine Returns the explanation of a check that passed or does not apply. `Violation` and
 *   `ProofError` mean that it failed. Any other error leaves it not checked, because an error of
 *   this program says nothing about the raffle.
 */
export function makeCheck(name: string, examine: () => Explanation): Check {
  try {
    const found = examine();
    return typeof found === 'string'
      ? { name, outcome: 'passed', explanation: found }
      : { name, outcome: 'not-applicable', explanation: found.notApplicable };
  } catch (error) {
    if (error instanceof ProofError || error instanceof Violation) {
      return { name, outcome: 'failed', explanation: error.message };
    }
    const explanation = error instanceof NotChecked ? error.message : describeProgramError(error);
    return { name, outcome: 'not-checked', explanation };
  }
}

/** The explanation of a check that an error of this program ended. */
export function describeProgramError(error: unknown): string {
  return `Could not be checked: this program failed (${String(error)}). Please report it.`;
}

/** Collects checks that need each other's results. */
export class CheckSteps {
  readonly checks: Check[] = [];

  /**
   * Runs one check.
   *
   * @param examine Returns the result that later checks need, and the explanation.
   * @returns The result; undefined if the check did not pass.
   */
  take<T>(name: string, examine: () => readonly [T, string]): T | undefined {
    let found: T | undefined;
    this.checks.push(
      makeCheck(name, () => {
        const [value, explanation] = examine();
        found = value;
        return explanation;
      }),
    );
    return found;
  }
}
