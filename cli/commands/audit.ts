import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { auditBundle, notProvenWith } from '#proof/audit.ts';
import { isBehind } from '#proof/saved-log.ts';
import { readBundle, type AuditSource } from '../audit-source.ts';
import { examples, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { CommandError, describeFileFault, systemCodeOf } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { addKnownOptions, readKnown, type KnownOptions } from '../known-options.ts';
import { checking, printReport } from '../check-report.ts';

/** How far one process of the service can be behind another, in milliseconds. */
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
      'the id or address of a raffle, a file with a bundle (./name), or - for stdin',
    )
    .option('--save <file>', 'save the bundle that was checked');
  addKnownOptions(command)
    .addHelpText(
      'before',
      examples(
        'raffle audit spring',
        'raffle audit https://raffle.example.org/raffles/spring --save spring.json',
        'raffle audit ./spring.json --checkpoint ./kept.checkpoint',
        'raffle audit spring --policy ./witnesses.policy',
        'raffle audit - < spring.json',
      ),
    )
    .action(toAction(checking(audit)));
}

async function audit(context: Context, source: string, options: Options): Promise<ExitCode> {
  const { save } = options;
  const known = await readKnown(context, options);
  const { bundle, raffle, fetchedAtMs } = await readCompleteBundle(context, source, known.saved);
  if (save !== undefined) await saveBundle(context, save, bundle);
  const fetched = fetchedAtMs === undefined ? {} : { fetchedAtMs };
  const expected = raffle === undefined ? {} : { raffle, isCurrent: true, ...fetched };
  const checks = auditBundle(bundle, { ...known, ...expected });
  return printReport(context, { checks, notProven: notProvenWith(known.policy) });
}

/** Fetches a log again if it is shorter than the checkpoint that the auditor saved. */
async function readCompleteBundle(
  context: Context,
  source: string,
  saved: readonly string[] = [],
): Promise<AuditSource & { readonly fetchedAtMs?: number }> {
  const first = await readNow(context, source);
  if (first.raffle === undefined || !isBehind(first.bundle, saved)) return first;
  await context.withSpinner('The log is shorter than your checkpoint. Fetching it again', () =>
    context.environment.sleep(behindMsMax),
  );
  return readNow(context, source);
}

/** Reads a bundle. What the service sends is not older than the request. */
async function readNow(context: Context, source: string) {
  const fetchedAtMs = Date.now();
  const read: AuditSource & { readonly fetchedAtMs?: number } = await readBundle(context, source);
  return read.raffle === undefined ? read : { ...read, fetchedAtMs };
}

/** A saved bundle is evidence, so an existing file is not overwritten. */
async function saveBundle(context: Context, save: string, bundle: unknown): Promise<void> {
  const file = resolve(context.environment.cwd, save);
  try {
    await writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    const isTaken = systemCodeOf(cause) === 'EEXIST';
    const why = isTaken ? 'the file exists; choose another name' : describeFileFault(cause);
    throw new CommandError(exitCodes.usage, `The bundle cannot be saved in ${file}: ${why}.`, {
      cause,
    });
  }
  context.output.printStatus(`The bundle is saved in ${file}.`);
}
