import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { examples, type ToAction } from '../command-line.ts';
import { quote, type Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import {
  describeDatabase,
  explainStoreFaults,
  isDatabaseUrl,
  readLogSigner,
} from '../service-files.ts';

interface MigrateOptions {
  readonly to: string;
  readonly secret?: string;
}

export function addMigrate(program: Command, toAction: ToAction): void {
  program
    .command('migrate')
    .description(
      'Copy all raffles, accounts and keys from a data folder to an empty database, or back. Stop the service first. The source is not changed.',
    )
    .argument('<source>', 'the data folder, or the address of the database')
    .requiredOption('--to <target>', 'an empty database, postgres://…, or a new folder')
    .option('--secret <file>', 'the secret (RAFFLE_SECRET_FILE; default: <folder>/secret)')
    .addHelpText(
      'before',
      examples(
        'raffle migrate /var/lib/raffle --to postgres://raffle@db.example.org/raffle',
        'raffle migrate postgres://db.example.org/raffle --to ./data --secret secret',
      ),
    )
    .action(toAction(migrate));
}

async function migrate(
  context: Context,
  source: string,
  { to, secret }: MigrateOptions,
): Promise<ExitCode> {
  const { cwd, env } = context.environment;
  const isFromDatabase = isDatabaseUrl(source);
  if (isFromDatabase === isDatabaseUrl(to)) {
    throw new CommandError(
      exitCodes.usage,
      'One of source and target is a folder, and the other the address of a database: postgres://…',
    );
  }
  const folder = resolve(cwd, isFromDatabase ? to : source);
  const named = secret ?? (env['RAFFLE_SECRET_FILE'] || undefined);
  if (named === undefined && isFromDatabase) {
    throw new CommandError(exitCodes.usage, 'Name the secret of the database: --secret <file>');
  }
  const secretPath = named === undefined ? join(folder, 'secret') : resolve(cwd, named);
  const signer = await readLogSigner(secretPath);
  const { moveToDatabase, moveToFolder } =
    await import('../../services/raffle/stores/move/move.ts');
  const raffles = await explainStoreFaults('The source was not changed.', () =>
    context.withSpinner('Copying', () =>
      isFromDatabase ? moveToFolder(source, folder, signer) : moveToDatabase(folder, to, signer),
    ),
  );
  const { output } = context;
  if (output.isJson) output.printJson({ raffles });
  else {
    const rows = raffles.map(({ id, entries, root }) => ({ raffle: id, entries, root }));
    output.printRows(rows, ['raffle', 'entries', 'root']);
  }
  const target = isFromDatabase ? folder : describeDatabase(to);
  output.printStatus(`Copied to ${target}. Every root is the same as before.`, 'bold');
  output.printStatus(
    isFromDatabase
      ? `Start the service with RAFFLE_DATA_DIR=${quote(folder)} and RAFFLE_SECRET_FILE=${quote(secretPath)}, without DATABASE_URL.`
      : `Start the service with DATABASE_URL and RAFFLE_SECRET_FILE=${quote(secretPath)}. Keep the folder, and never start a service on it again: it would sell the same tickets.`,
  );
  return exitCodes.done;
}
