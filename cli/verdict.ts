import type { AuditCheck } from '#proof/audit.ts';
import type { Context } from './context.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

const nameWidth = 10;

export interface Verdict {
  readonly checks: readonly AuditCheck[];
  readonly notProven: readonly string[];
  /** Default: valid if every check passed. */
  readonly verdict?: 'valid' | 'not-valid' | 'not-checked';
}

/** Tells each check in a line, what is not proven, and what it comes to. */
export function tellVerdict(
  { output }: Context,
  { checks, notProven, ...given }: Verdict,
): ExitCode {
  const failures = checks.filter(({ passed }) => !passed).length;
  const { verdict = failures === 0 ? 'valid' : 'not-valid' } = given;
  if (output.isJson) {
    output.json({ valid: valid[verdict], checks, notProven });
    return exitCode[verdict];
  }
  for (const { name, passed, says } of checks) {
    const head = `${passed ? '✔' : '✘'} ${name.padEnd(nameWidth)} `;
    output.paragraph(head + says, { indent: head.length, style: passed ? 'green' : 'red' });
  }
  output.line('');
  output.line('Not proven:');
  for (const line of notProven) output.paragraph(`  - ${line}`, { indent: 4 });
  output.line('');
  const found =
    failures === 0
      ? `All ${checks.length} checks passed.`
      : `${failures} of ${checks.length} checks failed.`;
  output.line(`${words[verdict]}. ${found}`, 'bold');
  return exitCode[verdict];
}

const words = {
  valid: 'VALID',
  'not-valid': 'NOT VALID',
  'not-checked': 'COULD NOT CHECK',
} as const;
const valid = { valid: true, 'not-valid': false, 'not-checked': null } as const;
const exitCode = {
  valid: exitCodes.done,
  'not-valid': exitCodes.notValid,
  'not-checked': exitCodes.notChecked,
} as const;
