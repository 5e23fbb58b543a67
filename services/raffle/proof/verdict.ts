/**
 * The result of a verification: everything that applies was checked and is right (`passed`),
 * something is wrong (`failed`), or something could not be checked and nothing is known to be wrong
 * (`not-checked`).
 */
export type Verdict = 'passed' | 'failed' | 'not-checked';

/** The result of one check. `not-applicable`: there was nothing of that kind to check. */
export type Outcome = Verdict | 'not-applicable';

/** One check and its result. */
export interface Check {
  /** Stable identifier, for example `capacity`. */
  readonly name: string;
  readonly outcome: Outcome;
  /** One sentence in English. If the check failed, it begins with the first place that is wrong. */
  readonly explanation: string;
}

/** How many checks had each result. `made` counts all but the `not-applicable` ones. */
export interface OutcomeCounts {
  readonly made: number;
  readonly failed: number;
  readonly notChecked: number;
  readonly notApplicable: number;
}

/**
 * Sums results up: one failure decides, then one check that could not be made. Results that do not
 * apply do not count, so the sum of none, or of those alone, is `not-checked`.
 */
export function sumUp(outcomes: readonly Outcome[]): Verdict {
  if (outcomes.includes('failed')) return 'failed';
  if (outcomes.includes('not-checked')) return 'not-checked';
  return outcomes.includes('passed') ? 'passed' : 'not-checked';
}

/** Sums checks up. */
export function verdictOf(checks: readonly Check[]): Verdict {
  return sumUp(checks.map(({ outcome }) => outcome));
}

/** Counts checks by result. */
export function countOutcomes(checks: readonly Check[]): OutcomeCounts {
  const count = (wanted: Outcome) => checks.filter(({ outcome }) => outcome === wanted).length;
  const notApplicable = count('not-applicable');
  return {
    made: checks.length - notApplicable,
    failed: count('failed'),
    notChecked: count('not-checked'),
    notApplicable,
  };
}
