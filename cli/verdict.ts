import type { AuditCheck } from '#proof/audit.ts';
import type { Context } from './context.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

const nameWidth = 10;

/** Tells each check in a line, what is not proven, and what it comes to. */
export function tellVerdict(
  { output }: Context,
  checks: readonly AuditCheck[],
  notProven: readonly string[],
): ExitCode {
  const failures = checks.filter(({ passed }) => !passed).length;
  const exitCode = failures === 0 ? exitCodes.done : exitCodes.notValid;
  if (output.isJson) {
    output.json({ valid: failures === 0, checks, notProven });
    return exitCode;
  }
  for (const { name, passed, says } of checks) {
    const head = `${passed ? '✔' : '✘'} ${name.padEnd(nameWidth)} `;
    output.paragraph(head + says, { indent: head.length, style: passed ? 'green' : 'red' });
  }
  output.line('');
  output.line('Not proven:');
  for (const line of notProven) output.paragraph(`  - ${line}`, { indent: 4 });
  output.line('');
  if (failures === 0) output.line(`VALID. All ${checks.length} checks passed.`, 'bold');
  else output.line(`NOT VALID. ${failures} of ${checks.length} checks failed.`, 'bold');
  return exitCode;
}
