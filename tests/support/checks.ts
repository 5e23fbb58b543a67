import type { Check } from '#proof/verdict.ts';

/** The checks that failed or could not be made. */
export function notPassed(checks: readonly Check[]): Check[] {
  return checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'not-checked');
}
