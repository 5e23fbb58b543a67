import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { RaffleClient } from '#contract/client.ts';
import { createLogSource } from '#contract/log-source.ts';
import { writePaymentsCsv, writeTicketsCsv } from '#contract/ticket-files.ts';
import { auditBundle } from '#proof/audit.ts';
import { collectBundle } from '#proof/bundle.ts';
import { verdictOf, type Verdict } from '#proof/verdict.ts';
import { examples, parseId, type ToAction } from '../command-line.ts';
import type { Context } from '../context.ts';
import { CommandError, describeFileFault, systemCodeOf } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { writeLicenceSummary } from '../licence-summary.ts';
import { writeRules } from '../printed-rules.ts';

export function addExport(program: Command, toAction: ToAction): void {
  program
    .command('export')
    .description('Save the records of a raffle in a new folder.')
    .argument('<id>', 'the raffle', parseId)
    .argument('<folder>', 'the folder to create; it must not exist')
    .addHelpText('before', examples('raffle export spring ./spring-records'))
    .addHelpText(
      'after',
      `
Files:
  <id>.raffle-log.json    the public log, which anyone can verify
  <id>.audit-bundle.json  the log with the operators’ signatures
  tickets.csv             tickets and buyers
  payments.csv            which tickets are paid
  rules.txt               the rules as they are now
  summary.html            one page for a licensing authority, to print`,
    )
    .action(toAction(exportRaffle));
}

async function exportRaffle(context: Context, id: string, folder: string): Promise<ExitCode> {
  const { output, environment } = context;
  const target = resolve(environment.cwd, folder);
  const client = await context.operatorClient({ isLong: true });
  const records = await context.withSpinner(`Fetching the records of ${id}`, () =>
    fetchRecords(context, client, id),
  );
  const { verdict, isSteady } = records;
  await writeFolder(target, records.files);
  const names = Object.keys(records.files);
  if (output.isJson) output.printJson({ id, folder: target, files: names, verdict });
  else for (const name of names) output.printLine(join(target, name));
  output.printStatus(
    'Tickets, payments and the audit bundle have personal data: keep them to yourself. The public log, the rules and the summary have none.',
  );
  if (!isSteady) {
    output.printStatus(
      'The raffle changed meanwhile, so the files differ by that change. Export again after the closing.',
      'yellow',
    );
  }
  output.printNextStep('Verify', `raffle audit ${join(target, logName(id))}`);
  switch (verdict) {
    case 'passed':
      return exitCodes.done;
    case 'failed':
      output.printStatus('The log is NOT VALID. The command above says why.', 'red');
      return exitCodes.notValid;
    case 'not-checked':
      output.printStatus(
        'The log could NOT be checked completely. The command above says what is missing.',
        'yellow',
      );
      return exitCodes.notChecked;
    default:
      return verdict satisfies never;
  }
}

const logName = (id: string) => `${id}.raffle-log.json`;

interface Records {
  /** Text by name of the file. */
  readonly files: Readonly<Record<string, string>>;
  readonly verdict: Verdict;
  /** Whether all files show the same state. */
  readonly isSteady: boolean;
}

async function fetchRecords(context: Context, client: RaffleClient, id: string): Promise<Records> {
  const { signal } = context.environment;
  const call = { params: { id }, signal };
  const before = await client.call('showRaffle', call);
  const publicBundle = await collectBundle(id, createLogSource(client, id, signal));
  const bundle = await client.call('fetchAudit', call);
  const { tickets } = await client.call('listSoldTickets', call);
  const summary = await client.call('showSummary', call);
  const draw = before.status === 'drawn' ? await client.call('showDraw', call) : undefined;
  const view = await client.call('showRaffle', call);
  const checks = [publicBundle, bundle].flatMap((each) => auditBundle(each, { raffle: id }));
  const verdict = verdictOf(checks);
  const files = {
    [logName(id)]: toJson(publicBundle),
    [`${id}.audit-bundle.json`]: toJson(bundle),
    'tickets.csv': writeTicketsCsv(tickets),
    'payments.csv': writePaymentsCsv(tickets, view.notice?.price),
    'rules.txt': writeRules(view, context.url),
    'summary.html': writeLicenceSummary({ view, draw, summary, bundle, verdict }),
  };
  return { files, verdict, isSteady: before.version === view.version };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Writes a new folder that only this user can read. If that fails, no part of it is left.
 *
 * @throws {CommandError} 2: there is something at the path already, or it cannot be written.
 */
async function writeFolder(target: string, files: Records['files']): Promise<void> {
  try {
    await mkdir(target, { mode: 0o700 });
  } catch (cause) {
    throw notWritten(target, cause);
  }
  try {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(target, name), text, { mode: 0o600, flag: 'wx' });
    }
  } catch (cause) {
    await rm(target, { recursive: true, force: true });
    throw notWritten(target, cause);
  }
}

function notWritten(target: string, cause: unknown): CommandError {
  const code = systemCodeOf(cause) ?? '';
  const why = folderFaults[code] ?? describeFileFault(cause);
  return new CommandError(exitCodes.usage, `${target} cannot be written: ${why}.`, { cause });
}

const folderFaults: Readonly<Record<string, string>> = {
  EEXIST: 'it exists, and nothing is overwritten; choose another name',
  ENOENT: 'the folder it is to be in does not exist',
};
