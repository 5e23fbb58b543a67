import type { AuditCheck } from '#proof/audit.ts';
import type { Context } from './context.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

const nameWidth = 10;

export interface Verdict {
  readonly checks: readonly AuditCheck[];
  readonly notProven: readonly string[];
  /** Default: not valid if a check failed, valid if every one passed. */
  readonly verdict?: 'valid' | 'not-valid' | 'not-checked';
}

/** Tells each check in a line, what is not proven, and what it comes to. */
export function tellVerdict(
  { output }: Context,
  { checks, notProven, ...given }: Verdict,
): ExitCode {
  const outcomes = checks.map(outcomeOf);
  const { verdict = sumUp(outcomes) } = given;
  if (output.isJson) {
    output.json({ valid: valid[verdict], checks, notProven });
    return exitCode[verdict];
  }
  for (const each of checks) {
    const { mark, style } = looks[outcomeOf(each)];
    const head = `${mark} ${each.name.padEnd(nameWidth)} `;
    output.paragraph(head + each.says, { indent: head.length, style });
  }
  output.line('');
  output.line('Not proven:');
  for (const line of notProven) output.paragraph(`  - ${line}`, { indent: 4 });
  output.line('');
  output.line(`${words[verdict]}. ${sayFound(outcomes)}`, 'bold');
  return exitCode[verdict];
}

type Outcome = NonNullable<Verdict['verdict']>;

function outcomeOf({ passed, notChecked }: AuditCheck): Outcome {
  if (passed) return 'valid';
  return notChecked === true ? 'not-checked' : 'not-valid';
}

/** One check that failed outweighs all, and one that could not be made the rest. */
function sumUp(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('not-valid')) return 'not-valid';
  return outcomes.includes('not-checked') ? 'not-checked' : 'valid';
}

function sayFound(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  const of = `of ${outcomes.length} checks`;
  const failed = count('not-valid') === 0 ? [] : [`${count('not-valid')} ${of} failed.`];
  const open =
    count('not-checked') === 0 ? [] : [`${count('not-checked')} ${of} could not be made.`];
  const found = [...failed, ...open];
  return found.length === 0 ? `All ${outcomes.length} checks passed.` : found.join(' ');
}

const looks = {
  valid: { mark: '✔', style: 'green' },
  'not-valid': { mark: '✘', style: 'red' },
  'not-checked': { mark: '?', style: 'yellow' },
} as const;

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
