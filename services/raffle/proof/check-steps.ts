import type { AuditCheck } from './audit.ts';
import { NotChecked, Violation } from './audit-values.ts';
import { ProofRefused } from './proof-refused.ts';

/** Checks that build on each other: what one has found, the next one needs. */
export class CheckSteps {
  readonly checks: AuditCheck[] = [];

  /**
   * @param examine Gives what it found, and the sentence that says so.
   * @returns What was found, or undefined where the check did not pass.
   */
  take<T>(name: string, examine: () => readonly [T, string]): T | undefined {
    try {
      const [found, says] = examine();
      this.checks.push({ name, passed: true, says });
      return found;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.checks.push(notPassed(name, error));
      return undefined;
    }
  }
}

/**
 * Makes a check that stands by itself: nothing is thrown.
 *
 * @param examine Gives the sentence that says what it found.
 */
export function check(name: string, examine: () => string): AuditCheck {
  try {
    return { name, passed: true, says: examine() };
  } catch (error) {
    return notPassed(
      name,
      isTold(error) ? error : new Violation(`It breaks the check: ${String(error)}`),
    );
  }
}

/** It failed, or it could not be made. */
function notPassed(name: string, error: Error): AuditCheck {
  const says = error.message;
  if (error instanceof NotChecked) return { name, passed: false, notChecked: true, says };
  return { name, passed: false, says };
}

function isTold(error: unknown): error is Error {
  return [NotChecked, ProofRefused, Violation].some((kind) => error instanceof kind);
}

/** Text that is not UTF-8 is a TypeError. */
function isRefusal(error: unknown): error is Error {
  return isTold(error) || error instanceof TypeError;
}
