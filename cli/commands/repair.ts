import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { JournalReport } from '../../services/raffle/stores/lowdb/repair.ts';
import { examples, type ToAction } from '../command-line.ts';
import { confirm } from '../confirm.ts';
import { quote, type Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { countOf } from '../output.ts';

const raffleLoss =
  'Raffle: the tickets of missing entries will be sold again. A participant with a receipt can prove it.';
/** The consequence of missing entries in the other journals. */
const losses: Readonly<Record<string, string>> = {
  'accounts.journal':
    'Accounts: the e-mail address of a ticket, even the winner’s, is unknown until the participant signs in again, and a session that was ended may be valid again.',
  'catalogue.journal':
    'Catalogue: a missing journal of a raffle is no longer noticed, and the id of a deleted rehearsal can be used again.',
  'keys.journal':
    'Keys: a key that was revoked may be valid again, and an invited one is unknown. First remove revoked keys from RAFFLE_ADMIN_KEYS_FILE; afterwards check “raffle keys list”.',
  'nonces.journal':
    'Nonces: a request that was signed in the last minute could be sent a second time. Wait two minutes before you start the service.',
  'outbox.journal':
    'Outbox: mails about raffles that were sent last are sent again, with the same Message-ID.',
};

interface RepairRequest {
  readonly path: string;
  /** As the operator wrote it. */
  readonly folder: string;
  /** The value of --confirm, if given. */
  readonly confirm: string | undefined;
}

const columns = ['journal', 'status', 'held', 'confirmed', 'raffle', 'fault'];

export function addRepair(program: Command, toAction: ToAction): void {
  program
    .command('repair')
    .description(
      'Inspect a data folder that the service refuses, and accept the entries it holds. Stop the service first.',
    )
    .argument('<folder>', 'the data folder (RAFFLE_DATA_DIR)')
    .option('--confirm <name>', 'the folder’s name; required without a terminal')
    .addHelpText(
      'before',
      examples(
        'raffle repair ./data',
        'raffle repair ./data --confirm data',
        'raffle repair ./data --json',
      ),
    )
    .action(toAction(repair));
}

async function repair(
  context: Context,
  folder: string,
  options: { readonly confirm?: string },
): Promise<ExitCode> {
  const path = resolve(context.environment.cwd, folder);
  if (!existsSync(join(path, 'raffles'))) {
    throw new CommandError(
      exitCodes.usage,
      `${path} is not a data folder: it has no folder named raffles.`,
    );
  }
  // Imported here, because no other command needs the service's files.
  const { DataFolder } = await import('../../services/raffle/stores/lowdb/data-folder.ts');
  const { JournalError } = await import('../../services/raffle/stores/lowdb/journal-error.ts');
  try {
    const lock = DataFolder.open(path);
    try {
      return await repairLocked(context, { path, folder, confirm: options.confirm });
    } finally {
      await lock.close();
    }
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    const message =
      error.code === 'in-use'
        ? `A raffle service is using ${path}. Stop it, then run this command again. Nothing was changed.`
        : error.message;
    throw new CommandError(exitCodes.refused, message, { cause: error });
  }
}

async function repairLocked(context: Context, request: RepairRequest): Promise<ExitCode> {
  const { inspectFolder, acceptJournal } =
    await import('../../services/raffle/stores/lowdb/repair.ts');
  const { output } = context;
  const reports = await inspectFolder(request.path);
  const refused = reports.filter(({ status }) => status === 'refused');
  const lost = reports.filter(({ status }) => status === 'lost');
  if (!output.isJson) printReports(context, reports);
  if (refused.length > 0) {
    await confirmRepair(context, request, refused);
    for (const report of refused) await acceptJournal(request.path, report);
  }
  if (output.isJson)
    output.printJson({ journals: reports, accepted: refused.map(({ name }) => name) });
  if (lost.length > 0) {
    const faults = lost.map(({ name, fault }) => `${name} ${fault}.`).join('\n');
    throw new CommandError(
      exitCodes.refused,
      `${faults}\nThis cannot be accepted, and the service will not start. Restore the right file. If only an older backup has it, first copy the whole folder, then restore the journal without its .checkpoint file: this command then shows what it holds and, as long as the newer checkpoint is there, how much is missing.`,
    );
  }
  output.printStatus(
    refused.length === 0
      ? 'Every journal is complete and matches its checkpoint: there is nothing to repair.'
      : 'Accepted. Removed parts are in files named .torn-<time>, and every start of the service logs this repair.',
  );
  return exitCodes.done;
}

function printReports({ output }: Context, reports: readonly JournalReport[]): void {
  const rows = reports.map(({ name, status, held, confirmed, raffle, fault }) => ({
    journal: name,
    status,
    held,
    confirmed,
    raffle:
      raffle &&
      `${raffle.title}: ${countOf(raffle.ticketsSold, 'ticket')} sold, last entry ${raffle.lastAt}`,
    fault: fault === undefined ? undefined : `It ${fault}.`,
  }));
  output.printRows(rows, columns);
}

async function confirmRepair(
  context: Context,
  { path, folder, confirm: given }: RepairRequest,
  refused: readonly JournalReport[],
): Promise<void> {
  const expected = basename(path);
  const command = `raffle repair ${quote(folder)}`;
  await confirm(context, {
    expected,
    confirm: given,
    consequence: [
      'If there is a newer copy of this folder, use it instead. Accepting keeps only the entries that the journals hold. Confirmed entries that are missing are lost:',
      ...new Set(refused.map(({ name }) => losses[name] ?? raffleLoss)),
    ].join('\n'),
    describe: async () => refused.map(describeLoss).join('\n'),
    question: `Type the folder's name (${expected}) to accept the entries it holds`,
    command,
    inScript: `${command} --confirm ${quote(expected)}`,
    isNeededInScripts: true,
  });
}

function describeLoss({ name, held, confirmed, heldAfterDamage }: JournalReport): string {
  const missing =
    confirmed === undefined
      ? 'the number of confirmed entries is unknown'
      : confirmed > held
        ? `confirmed entries missing: at least ${confirmed - held}`
        : 'they are not the entries that were confirmed';
  const after =
    heldAfterDamage > 0
      ? `; ${countOf(heldAfterDamage, 'entry', 'entries')} after the damage will be moved aside`
      : '';
  return `${name} holds ${countOf(held, 'entry', 'entries')}; ${missing}${after}.`;
}
