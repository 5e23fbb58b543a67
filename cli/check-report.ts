import { ProblemReply, ServiceUnreachable } from '#contract/client.ts';
import type { SaleOutcome } from '#proof/audit-sale.ts';
import { countOutcomes, verdictOf, type Check } from '#proof/verdict.ts';
import type { Handler } from './command-line.ts';
import type { Context } from './context.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { CommandError, notCheckedError } from './errors.ts';
import { countOf } from './output.ts';

const nameWidth = 10;

export interface CheckReport {
  readonly checks: readonly Check[];
  readonly notProven: readonly string[];
  /** What became of the ticket of a receipt after its sale. */
  readonly later?: LaterOutcome;
}

/** `not-checked`: `why` no log was read. */
export type LaterOutcome = SaleOutcome | { readonly kind: 'not-checked'; readonly why: string };

/**
 * Prints one line per check, the limits of the proof, and the verdict.
 *
 * @returns The exit code of the verdict: 0, 5 or 6.
 */
export function printReport(
  { output }: Context,
  { checks, notProven, later }: CheckReport,
): ExitCode {
  const verdict = verdictOf(checks);
  const { exitCode, title, valid } = verdicts[verdict];
  if (output.isJson) {
    output.printJson({ valid, checks: checks.map(toJson), notProven, later });
    return exitCode;
  }
  for (const { name, outcome, explanation } of checks) {
    const { mark, style } = outcomes[outcome];
    const head = `${mark} ${name.padEnd(nameWidth)} `;
    output.printParagraph(head + explanation, { indent: head.length, style });
  }
  if (later?.kind === 'not-checked') {
    const head = `${outcomes['not-checked'].mark} ${'later'.padEnd(nameWidth)} `;
    output.printParagraph(`${head}${notChecked} ${later.why}`, {
      indent: head.length,
      style: outcomes['not-checked'].style,
    });
  }
  output.printLine('');
  output.printLine('Not proven:');
  for (const line of notProven) output.printParagraph(`  - ${line}`, { indent: 4 });
  output.printLine('');
  output.printLine(
    [`${title}.`, describeCounts(checks), ...describeLater(later)].join(' '),
    'bold',
  );
  return exitCode;
}

const notChecked = 'Not checked: whether the ticket was voided later.';

/** What a valid receipt must not hide: its ticket may not count any more. */
function describeLater(later: LaterOutcome | undefined): string[] {
  if (later?.kind === 'not-checked') return [notChecked];
  return later?.kind === 'voided' ? ['The ticket was voided later: it does not count.'] : [];
}

/** An error of this program says nothing about the raffle: it ends with 6, never with 5. */
export function checking<Args extends unknown[]>(check: Handler<Args>): Handler<Args> {
  return async (context, ...args) => {
    try {
      return await check(context, ...args);
    } catch (error) {
      const isExplained = [CommandError, ProblemReply, ServiceUnreachable].some(
        (kind) => error instanceof kind,
      );
      if (isExplained || context.environment.signal.aborted) throw error;
      throw notCheckedError(`This program failed: ${String(error)}. Please report it.`, error);
    }
  };
}

/** The members that scripts read; `passed` alone must never be true for a check that failed. */
function toJson({ name, outcome, explanation: says }: Check) {
  switch (outcome) {
    case 'passed':
      return { name, passed: true, says };
    case 'failed':
      return { name, passed: false, says };
    case 'not-checked':
      return { name, passed: false, notChecked: true, says };
    case 'not-applicable':
      return { name, passed: true, notApplicable: true, says };
    default:
      return outcome satisfies never;
  }
}

function describeCounts(checks: readonly Check[]): string {
  const { made, failed, notChecked, notApplicable } = countOutcomes(checks);
  const isAllPassed = made > 0 && failed === 0 && notChecked === 0;
  return [
    ...(isAllPassed ? [made === 1 ? 'The one check passed.' : `All ${made} checks passed.`] : []),
    ...(failed === 0 ? [] : [`${failed} of ${countOf(made, 'check')} failed.`]),
    ...(notChecked === 0 ? [] : [`${notChecked} of ${countOf(made, 'check')} could not be made.`]),
    ...(notApplicable === 0
      ? []
      : [
          notApplicable === 1
            ? '1 more does not apply here.'
            : `${notApplicable} more do not apply here.`,
        ]),
  ].join(' ');
}

const outcomes = {
  passed: { mark: '✔', style: 'green' },
  failed: { mark: '✘', style: 'red' },
  'not-checked': { mark: '?', style: 'yellow' },
  'not-applicable': { mark: '–', style: 'dim' },
} as const;

const verdicts = {
  passed: { exitCode: exitCodes.done, title: 'VALID', valid: true },
  failed: { exitCode: exitCodes.notValid, title: 'NOT VALID', valid: false },
  'not-checked': { exitCode: exitCodes.notChecked, title: 'COULD NOT CHECK', valid: null },
} as const;
