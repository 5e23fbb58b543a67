import { hash } from 'node:crypto';
import { StoreUnavailable } from '../raffle-store.ts';
import { DatabaseError } from './database-error.ts';
import type { Database } from './database.ts';
import { raffles } from './migrations/0001-raffles.ts';
import { service } from './migrations/0002-service.ts';
import { lists } from './migrations/0003-lists.ts';
import type { Transaction } from './transaction.ts';

/** A change of the schema. */
export interface Migration {
  readonly name: string;
  /** Statements; the search path is the schema `raffle`. */
  readonly sql: string;
}

/** In the order in which they are applied, from number 1. A released one is never edited. */
export const migrations: readonly Migration[] = [
  { name: 'raffles', sql: raffles },
  { name: 'service', sql: service },
  { name: 'lists', sql: lists },
];

interface AppliedMigration {
  readonly number: number;
  readonly digest: string;
}

/** Another process may hold the lock for as long as its migrations take. */
const waitMsMax = 60_000;

/**
 * Brings the database to the schema of this program, in one transaction. Processes that start at the
 * same time wait for each other.
 *
 * @throws {DatabaseError} `newer-schema`, `changed-schema`, `unreachable`. Nothing was changed.
 */
export async function migrate(database: Database, wanted = migrations): Promise<void> {
  try {
    await database.transaction(
      async (transaction) => {
        await transaction.query(`SET LOCAL lock_timeout TO '${waitMsMax}ms'`);
        await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('raffle migrations'))`);
        const applied = await readApplied(transaction);
        requireKnown(applied, wanted);
        for (const [place, migration] of wanted.entries()) {
          if (place >= applied.length) await apply(transaction, place + 1, migration);
        }
      },
      // Applying what is applied already changes nothing.
      { waitMsMax, isCommitted: async () => false },
    );
  } catch (cause) {
    if (!(cause instanceof StoreUnavailable)) throw cause;
    throw new DatabaseError(
      'unreachable',
      'The database does not answer. Check DATABASE_URL, and that the server runs.',
      { cause },
    );
  }
}

/**
 * How much of this program's schema a database has. Changes nothing.
 *
 * @returns Number of migrations that are applied; 0 if there is no schema.
 * @throws {DatabaseError} `newer-schema`, `changed-schema`.
 */
export async function countApplied(database: Database, wanted = migrations): Promise<number> {
  const [row] = await database.query<{ is_empty: boolean }>(
    `SELECT to_regclass('raffle.migrations') IS NULL AS is_empty`,
  );
  if (row?.is_empty !== false) return 0;
  const applied = await database.query<AppliedMigration>(
    'SELECT number, digest FROM migrations ORDER BY number',
  );
  requireKnown(applied, wanted);
  return applied.length;
}

async function readApplied(transaction: Transaction): Promise<readonly AppliedMigration[]> {
  // A role may own the schema without the right to create one.
  const [schema] = await transaction.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'raffle'`);
  if (schema === undefined) await transaction.query('CREATE SCHEMA raffle');
  await transaction.query(`
    CREATE TABLE IF NOT EXISTS migrations (
      number integer PRIMARY KEY,
      name text NOT NULL,
      digest text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  return transaction.query<AppliedMigration>(
    'SELECT number, digest FROM migrations ORDER BY number',
  );
}

function requireKnown(
  applied: readonly AppliedMigration[],
  wanted: readonly Migration[],
): asserts applied is readonly AppliedMigration[] {
  if (applied.length > wanted.length) {
    throw new DatabaseError(
      'newer-schema',
      `The database has schema ${applied.length}, and this program knows ${wanted.length} at most: a later version has migrated it. Nothing was changed. Start that version.`,
    );
  }
  for (const { number, digest } of applied) {
    const migration = wanted[number - 1];
    if (migration !== undefined && digestOf(migration) === digest) continue;
    throw new DatabaseError(
      'changed-schema',
      `Migration ${number} of the database is not the one of this program. Nothing was changed. Start the version that has migrated it.`,
    );
  }
}

async function apply(transaction: Transaction, number: number, migration: Migration) {
  await transaction.query(migration.sql);
  await transaction.query('INSERT INTO migrations (number, name, digest) VALUES ($1, $2, $3)', [
    number,
    migration.name,
    digestOf(migration),
  ]);
}

function digestOf({ sql }: Migration): string {
  return hash('sha256', sql);
}
