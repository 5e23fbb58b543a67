import type { LogSigner } from '../services/raffle/stores/merkle-log.ts';
import { CommandError, describeFileFault, systemCodeOf } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/** Whether an argument is the address of a database, and not a folder. */
export function isDatabaseUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text);
}

/** A database's address without user, password and options, for people and logs. */
export function describeDatabase(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** The keys of the raffles' logs, derived from the secret in a file. */
export async function readLogSigner(path: string): Promise<LogSigner> {
  const { LogKeyring } = await import('../services/raffle/identity/log-keyring.ts');
  const { readSecret } = await import('../services/raffle/identity/secret.ts');
  try {
    return new LogKeyring(readSecret(path));
  } catch (cause) {
    throw new CommandError(
      exitCodes.usage,
      `The secret ${path} could not be read: ${describeFileFault(cause)}.`,
      { cause },
    );
  }
}

/**
 * Turns the errors of a data folder, a database or a backup into those of a command.
 *
 * @param outcome What follows from them, a sentence.
 */
export async function explainStoreFaults<T>(outcome: string, work: () => Promise<T>): Promise<T> {
  const { BackupError } = await import('../services/raffle/stores/lowdb/backup/backup-file.ts');
  const { JournalError } = await import('../services/raffle/stores/lowdb/journal-error.ts');
  const { DatabaseError } = await import('../services/raffle/stores/postgres/database-error.ts');
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BackupError && cause.code === 'backup-invalid') {
      throw new CommandError(exitCodes.notValid, `${cause.message} ${outcome}`, { cause });
    }
    const isKnown = [BackupError, JournalError, DatabaseError].some(
      (kind) => cause instanceof kind,
    );
    if (cause instanceof Error && isKnown) {
      throw new CommandError(exitCodes.refused, `${cause.message} ${outcome}`, { cause });
    }
    if (systemCodeOf(cause) === undefined) throw cause;
    throw new CommandError(
      exitCodes.notChecked,
      `A file or the database could not be read or written: ${describeFileFault(cause)}. ${outcome}`,
      { cause },
    );
  }
}
