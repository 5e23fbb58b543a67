import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { auditBundle, notProven } from '#proof/audit.ts';
import { isBehind } from '#proof/kept-log.ts';
import { readBundle, type AuditSource } from '../audit-source.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { CommandFailed } from '../failures.ts';
import { addKnownOptions, readKnown, type KnownOptions } from '../known-options.ts';
import { tellVerdict } from '../verdict.ts';

/** How long a copy of the service may be behind another before entries count as gone. */
const behindMsMax = 3_000;

interface Options extends KnownOptions {
  readonly save?: string;
}

export function addAudit(program: Command, toAction: ToAction): void {
  const command = program
    .command('audit')
    .description('Recompute a raffle from its log and check every signature in it.')
    .argument(
      '<source>',
      'a raffle’s id or its address, a file with a bundle (./name), or - for stdin',
    )
    .option('--save <file>', 'keep the bundle that was checked');
  addKnownOptions(command)
    .addHelpText(
      'before',
      examples(
        'raffle audit spring',
        'raffle audit https://raffle.example.org/raffles/spring --save spring.json',
        'raffle audit ./spring.json --checkpoint ./kept.checkpoint',
        'raffle audit - < spring.json',
      ),
    )
    .action(toAction(audit));
}

async function audit(context: Context, source: string, options: Options): Promise<ExitCode> {
  const { save } = options;
  const known = await readKnown(context, options);
  const { bundle, raffle } = await readWhole(context, source, known.kept);
  if (save !== undefined) await keep(context, save, bundle);
  const asked = raffle === undefined ? {} : { raffle, isCurrent: true };
  const checks = auditBundle(bundle, { ...known, ...asked });
  return tellVerdict(context, { checks, notProven });
}

/** A log that seems shorter than what was kept of it is asked for again. */
async function readWhole(
  context: Context,
  source: string,
  kept: readonly string[] = [],
): Promise<AuditSource> {
  const first = await readBundle(context, source);
  if (first.raffle === undefined || !isBehind(first.bundle, kept)) return first;
  await context.waiting('The log seems shorter than what you kept. Asking again', () =>
    context.surroundings.sleep(behindMsMax),
  );
  return readBundle(context, source);
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
