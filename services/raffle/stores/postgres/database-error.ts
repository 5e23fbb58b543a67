import { CodedError } from '#errors';
import { StoreUnavailable } from '../raffle-store.ts';

/** Exit codes of a service that cannot use its database (sysexits.h). */
export const databaseExitCodes = {
  'newer-schema': 65,
  'changed-schema': 65,
  damaged: 65,
  unreachable: 69,
} as const;

/**
 * The database cannot be used; nothing was changed. `newer-schema`: a later version of this program
 * migrated it. `changed-schema`: its migrations are not those of this program. `damaged`: its
 * contents are wrong. `unreachable`: it did not answer, or refused the connection.
 */
export class DatabaseError extends CodedError<keyof typeof databaseExitCodes> {
  override name = 'DatabaseError';
}

/**
 * A transaction did not end, for a reason that does not lie in its statements. `begun`: it was not
 * committed. `committing`: it may have been.
 */
export class Interrupted extends CodedError<'begun' | 'committing'> {
  override name = 'Interrupted';
}

/**
 * SQLSTATEs after which a transaction may succeed when it is tried again.
 *
 * @see https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const passingStates: ReadonlySet<string> = new Set([
  '25P03', // idle_in_transaction_session_timeout: this process stood still
  '25006', // read_only_sql_transaction: the server has become a standby
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '53300', // too_many_connections
  '55P03', // lock_not_available
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
]);

/** After these the connection itself can be used again. */
const transactionStates: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);

/** The SQLSTATE of an error that the server sent; undefined for any other error. */
export function sqlStateOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || !('severity' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

/**
 * Removes what an error of the server says about the row and the parameters of the statement. They can be
 * addresses of participants or the digest of a code, and errors are logged.
 */
export function removeValues(cause: unknown): void {
  if (sqlStateOf(cause) === undefined || !(cause instanceof Error)) return;
  Object.assign(cause, { detail: undefined, where: undefined, internalQuery: undefined });
}

/** Whether an error of a statement does not lie in the statement. An error without a state is the connection's. */
export function isPassing(cause: unknown): boolean {
  const state = sqlStateOf(cause);
  return state === undefined || state.startsWith('08') || passingStates.has(state);
}

/** Whether the connection can be used again after an error of a statement. */
export function leavesConnection(cause: unknown): boolean {
  const state = sqlStateOf(cause);
  return state !== undefined && (!isPassing(cause) || transactionStates.has(state));
}

/** The refusal of a caller when nothing was changed. */
export function overloaded(cause: unknown): StoreUnavailable {
  return new StoreUnavailable(
    'overloaded',
    'The database does not answer. Nothing was changed; try again.',
    { cause },
  );
}

/** The refusal of a caller whose change may have been committed. */
export function outcomeUnknown(cause: unknown): StoreUnavailable {
  return new StoreUnavailable(
    'outcome-unknown',
    'The change could not be confirmed in the database. Ask again with the same Idempotency-Key.',
    { cause },
  );
}
