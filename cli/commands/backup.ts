import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type {
  BackedUpRaffle,
  BackupReport,
} from '../../services/raffle/stores/lowdb/backup/check-backup.ts';
import { examples, type ToAction } from '../command-line.ts';
import { quote, type Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { countOf } from '../output.ts';
import {
  describeDatabase,
  explainStoreFaults,
  isDatabaseUrl,
  readLogSigner,
} from '../service-files.ts';

const columns = ['raffle', 'title', 'tickets', 'entries', 'root'];

export function addBackup(program: Command, toAction: ToAction): void {
  program
    .command('backup')
    .description('Back a data folder or a database up to one file, while the service runs or not.')
    .argument('<source>', 'the data folder (RAFFLE_DATA_DIR), or the address of the database')
    .argument('<file>', 'the file to write; there must be none of that name')
    .addHelpText(
      'before',
      examples(
        'raffle backup /var/lib/raffle /backup/raffle-2027-05-29.tar',
        'raffle backup postgres://raffle@db.example.org/raffle raffle.tar',
      ),
    )
    .action(toAction(backup));
}

export function addRestore(program: Command, toAction: ToAction): void {
  program
    .command('restore')
    .description('Restore a backup to a new folder or an empty database, and compare its roots.')
    .argument('<file>', 'a file that raffle backup wrote')
    .argument('<target>', 'a new or empty folder, or the address of an empty database')
    .option('--secret <file>', 'the secret, if the backup has none (RAFFLE_SECRET_FILE)')
    .addHelpText('before', examples('raffle restore raffle-2027-05-29.tar /var/lib/raffle'))
    .action(toAction(restore));
}

async function backup(context: Context, source: string, file: string): Promise<ExitCode> {
  const { cwd } = context.environment;
  const target = resolve(cwd, file);
  const copy = await chooseCopy(context, source);
  const { createBackup } =
    await import('../../services/raffle/stores/lowdb/backup/create-backup.ts');
  const report = await explainStoreFaults('No backup was written.', () =>
    context.withSpinner('Backing up', () => createBackup(copy, target)),
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

/** Imported when they are needed, because few commands need the service's files. */
async function chooseCopy({ environment }: Context, source: string) {
  if (isDatabaseUrl(source)) {
    const { copyDatabase } = await import('../../services/raffle/stores/move/copy-database.ts');
    return () => copyDatabase(source);
  }
  const folder = resolve(environment.cwd, source);
  if (!existsSync(join(folder, 'raffles'))) {
    throw new CommandError(
      exitCodes.usage,
      `${folder} is not a data folder: it has no folder named raffles.`,
    );
  }
  const { copyFolder } = await import('../../services/raffle/stores/lowdb/backup/copy-folder.ts');
  return () => copyFolder(folder);
}

async function restore(
  context: Context,
  file: string,
  folder: string,
  options: { readonly secret?: string },
): Promise<ExitCode> {
  const { cwd, env } = context.environment;
  const [source, target] = [resolve(cwd, file), resolve(cwd, folder)];
  const secretFile = options.secret ?? (env['RAFFLE_SECRET_FILE'] || undefined);
  if (isDatabaseUrl(folder)) {
    if (secretFile === undefined) {
      throw new CommandError(exitCodes.usage, 'Name the secret of the raffles: --secret <file>');
    }
    return restoreToDatabase(context, { source, url: folder, secret: resolve(cwd, secretFile) });
  }
  const { findDifferences, restoreBackup } =
    await import('../../services/raffle/stores/lowdb/backup/restore-backup.ts');
  const report = await explainStoreFaults('Nothing was restored.', () =>
    context.withSpinner('Restoring', () => restoreBackup(source, target)),
  );
  printReport(context, report, { folder: target });
  const secret = report.hasSecret ? join(target, 'secret') : secretFile && resolve(cwd, secretFile);
  if (secret === undefined) {
    context.output.printStatus(
      `Restored to ${target}. The backup has no secret, so it is not known yet whether the service starts with yours: start it with RAFFLE_SECRET_FILE.`,
      'yellow',
    );
    return exitCodes.done;
  }
  const differing = await explainStoreFaults(
    'The folder is restored, and the service would not start.',
    async () => findDifferences(target, report.raffles, await readLogSigner(secret)),
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

async function restoreToDatabase(
  context: Context,
  { source, url, secret }: Readonly<Record<'source' | 'url' | 'secret', string>>,
): Promise<ExitCode> {
  const { readBackup } = await import('../../services/raffle/stores/lowdb/backup/backup-file.ts');
  const { checkBackup } = await import('../../services/raffle/stores/lowdb/backup/check-backup.ts');
  const { writeDatabase } = await import('../../services/raffle/stores/move/move.ts');
  const signer = await readLogSigner(secret);
  const report = await explainStoreFaults('Nothing was restored.', async () => {
    const checked = await checkBackup(source);
    await writeDatabase(url, readBackup(source), signer);
    return checked;
  });
  printReport(context, report, { database: describeDatabase(url) });
  context.output.printStatus(
    'Restored to the database: every root is the one in the backup. Sales made after this backup are not in it.',
  );
  return exitCodes.done;
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
