import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { auditBundle, notProven, type AuditCheck } from '#proof/audit.ts';
import { readBundle } from '../audit-source.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailed } from '../failures.ts';

const nameWidth = 10;

export function addAudit(program: Command, toAction: ToAction): void {
  program
    .command('audit')
    .description('Recompute a raffle from its log and check every order’s signature.')
    .argument('<source>', 'a raffle’s id, a file with a bundle (./name), or - for stdin')
    .option('--save <file>', 'keep the bundle that was checked')
    .addHelpText(
      'before',
      examples(
        'raffle audit spring',
        'raffle audit spring --save spring.json',
        'raffle audit ./spring.json',
        'raffle audit - < spring.json',
      ),
    )
    .action(toAction(audit));
}

async function audit(
  context: Context,
  source: string,
  { save }: { readonly save?: string },
): Promise<ExitCode> {
  const { bundle, raffle } = await readBundle(context, source);
  if (save !== undefined) await keep(context, save, bundle);
  const checks = auditBundle(bundle, raffle === undefined ? {} : { raffle });
  const isValid = checks.every(({ passed }) => passed);
  if (context.output.isJson) context.output.json({ valid: isValid, checks, notProven });
  else print(context, checks);
  return isValid ? exitCodes.done : exitCodes.notValid;
}

function print({ output }: Context, checks: readonly AuditCheck[]): void {
  for (const { name, passed, says } of checks) {
    const head = `${passed ? '✔' : '✘'} ${name.padEnd(nameWidth)} `;
    output.paragraph(head + says, { indent: head.length, style: passed ? 'green' : 'red' });
  }
  output.line('');
  output.line('Not proven:');
  for (const line of notProven) output.paragraph(`  - ${line}`, { indent: 4 });
  output.line('');
  const failures = checks.filter(({ passed }) => !passed).length;
  if (failures === 0) output.line(`VALID. All ${checks.length} checks passed.`, 'bold');
  else output.line(`NOT VALID. ${failures} of ${checks.length} checks failed.`, 'bold');
}

/** What was kept once is evidence: it is never written over. */
async function keep(context: Context, save: string, bundle: unknown): Promise<void> {
  const file = resolve(context.surroundings.cwd, save);
  try {
    await writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'it is there already; choose another name' : message;
    throw new CommandFailed(exitCodes.usage, `The bundle cannot be kept in ${file}: ${why}.`, {
      cause,
    });
  }
  context.output.talk(`The bundle is kept in ${file}.`);
}
