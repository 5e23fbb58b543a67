import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type {
  BackedUpRaffle,
  BackupReport,
} from '../../services/raffle/stores/lowdb/backup/check-backup.ts';
import { examples, type ToAction } from '../command-line.ts';
import { quote, type Context } from '../context.ts';
import { CommandError, describeFileFault, systemCodeOf } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { countOf } from '../output.ts';

const columns = ['raffle', 'title', 'tickets', 'entries', 'root'];

export function addBackup(program: Command, toAction: ToAction): void {
  program
    .command('backup')
    .description('Back a data folder up to one file, while the service runs or stands still.')
    .argument('<folder>', 'the data folder (RAFFLE_DATA_DIR)')
    .argument('<file>', 'the file to write; there must be none of that name')
    .addHelpText('before', examples('raffle backup /var/lib/raffle /backup/raffle-2027-05-29.tar'))
    .action(toAction(backup));
}

export function addRestore(program: Command, toAction: ToAction): void {
  program
    .command('restore')
    .description('Restore a backup to a new folder, and open it as the service does.')
    .argument('<file>', 'a file that raffle backup wrote')
    .argument('<folder>', 'a new or empty folder')
    .option('--secret <file>', 'the secret, if the backup has none (RAFFLE_SECRET_FILE)')
    .addHelpText('before', examples('raffle restore raffle-2027-05-29.tar /var/lib/raffle'))
    .action(toAction(restore));
}

async function backup(context: Context, folder: string, file: string): Promise<ExitCode> {
  const { cwd } = context.environment;
  const [source, target] = [resolve(cwd, folder), resolve(cwd, file)];
  if (!existsSync(join(source, 'raffles'))) {
    throw new CommandError(
      exitCodes.usage,
      `${source} is not a data folder: it has no folder named raffles.`,
    );
  }
  // Imported here, because few commands need the service's files.
  const { createBackup } =
    await import('../../services/raffle/stores/lowdb/backup/create-backup.ts');
  const report = await explainFaults('No backup was written.', () =>
    context.withSpinner('Backing up', () => createBackup(source, target)),
  );
  printReport(context, report, { file: target });
  context.output.printStatus(
    `Backed up ${countOf(report.raffles.length, 'raffle')} to ${target}: ${report.bytes} bytes, SHA-256 ${report.sha256}.`,
  );
  context.output.printStatus(
    report.hasSecret
      ? 'The file holds the secret and personal data, unencrypted. Only you can read it; encrypt any copy.'
      : 'The file holds personal data, unencrypted, and no secret: keep a copy of RAFFLE_SECRET_FILE elsewhere, because without it the backup is of no use.',
    'yellow',
  );
  return exitCodes.done;
}

async function restore(
  context: Context,
  file: string,
  folder: string,
  options: { readonly secret?: string },
): Promise<ExitCode> {
  const { cwd, env } = context.environment;
  const [source, target] = [resolve(cwd, file), resolve(cwd, folder)];
  const { findDifferences, restoreBackup } =
    await import('../../services/raffle/stores/lowdb/backup/restore-backup.ts');
  const report = await explainFaults('Nothing was restored.', () =>
    context.withSpinner('Restoring', () => restoreBackup(source, target)),
  );
  printReport(context, report, { folder: target });
  const secretFile = options.secret ?? (env['RAFFLE_SECRET_FILE'] || undefined);
  const secret = report.hasSecret ? join(target, 'secret') : secretFile && resolve(cwd, secretFile);
  if (secret === undefined) {
    context.output.printStatus(
      `Restored to ${target}. The backup has no secret, so it is not known yet whether the service starts with yours: start it with RAFFLE_SECRET_FILE.`,
      'yellow',
    );
    return exitCodes.done;
  }
  const differing = await explainFaults(
    'The folder is restored, and the service would not start.',
    async () => findDifferences(target, report.raffles, await readSigner(secret)),
  );
  if (differing.length > 0) {
    throw new CommandError(
      exitCodes.notValid,
      `The restored log differs from the one in the backup: ${differing.join(', ')}.`,
    );
  }
  context.output.printStatus(
    `Restored to ${target} and opened: every root is the one in the backup. Start the service with RAFFLE_DATA_DIR=${quote(target)}. Sales made after this backup are not in it.`,
  );
  return exitCodes.done;
}

async function readSigner(path: string) {
  const { LogKeyring } = await import('../../services/raffle/identity/log-keyring.ts');
  const { readSecret } = await import('../../services/raffle/identity/secret.ts');
  try {
    return new LogKeyring(readSecret(path));
  } catch (cause) {
    throw new CommandError(
      exitCodes.usage,
      `The secret ${path} could not be read: ${describeFileFault(cause)}. The folder is restored and was not opened.`,
      { cause },
    );
  }
}

function printReport(
  { output }: Context,
  { raffles, sha256 }: BackupReport,
  place: Readonly<Record<string, string>>,
): void {
  if (output.isJson) output.printJson({ ...place, sha256, raffles });
  else output.printRows(raffles.map(toRow), columns);
}

function toRow({ id, ...raffle }: BackedUpRaffle) {
  return { raffle: id, ...raffle };
}

/**
 * Turns the errors of the data folder and of the backup into those of a command.
 *
 * @param outcome What follows from them, a sentence.
 */
async function explainFaults<T>(outcome: string, work: () => Promise<T>): Promise<T> {
  const { BackupError } = await import('../../services/raffle/stores/lowdb/backup/backup-file.ts');
  const { JournalError } = await import('../../services/raffle/stores/lowdb/journal-error.ts');
  try {
    return await work();
  } catch (cause) {
    const isBackupInvalid = cause instanceof BackupError && cause.code === 'backup-invalid';
    const isKnown = cause instanceof BackupError || cause instanceof JournalError;
    if (!isKnown && systemCodeOf(cause) === undefined) throw cause;
    const exitCode = isBackupInvalid
      ? exitCodes.notValid
      : isKnown
        ? exitCodes.refused
        : exitCodes.notChecked;
    const what = isKnown
      ? cause.message
      : `A file could not be read or written: ${describeFileFault(cause)}.`;
    throw new CommandError(exitCode, `${what} ${outcome}`, { cause });
  }
}
