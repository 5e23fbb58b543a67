import type { AuditCheck } from './audit.ts';
import { Violation } from './audit-values.ts';
import { ProofRefused } from './proof-refused.ts';

/** Checks that build on each other: what one has found, the next one needs. */
export class CheckSteps {
  readonly checks: AuditCheck[] = [];

  /**
   * @param examine Gives what it found, and the sentence that says so.
   * @returns What was found, or undefined where the check failed.
   */
  take<T>(name: string, examine: () => readonly [T, string]): T | undefined {
    try {
      const [found, says] = examine();
      this.checks.push({ name, passed: true, says });
      return found;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.checks.push({ name, passed: false, says: error.message });
      return undefined;
    }
  }
}

/** Text that is not UTF-8 is a TypeError. */
function isRefusal(error: unknown): error is Error {
  return error instanceof ProofRefused || error instanceof Violation || error instanceof TypeError;
}
