import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Account, AccountStore, DetailChanges, Enrolment } from '../account-store.ts';
import type { Database } from './database.ts';
import { changeRepeatably } from './repeatable-change.ts';

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly person: string;
  readonly language: 'en' | 'de' | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly may_show_name: boolean | null;
  readonly epoch: number;
}

export const accountColumns = 'id, email, person, language, name, phone, may_show_name, epoch';

/** Look-ups that wait for the statement that is running. */
interface Lookups {
  readonly ids: Set<string>;
  readonly found: Promise<ReadonlyMap<string, Account>>;
}

/**
 * Accounts in the database. Nothing is cached, so that a sign-out in one process ends the sessions in
 * all of them. Instead, look-ups that arrive while a statement runs go together into the next one.
 */
export class PostgresAccountStore implements AccountStore {
  readonly #database: Database;
  #running: Promise<unknown> = Promise.resolve();
  #waiting: Lookups | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  async upsert({ id, email, person, language }: Enrolment): Promise<Account> {
    const [row] = await changeRepeatably<AccountRow>(
      this.#database,
      `INSERT INTO accounts (id, email, person, language) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE
         SET email = excluded.email, language = coalesce(excluded.language, accounts.language)
       RETURNING ${accountColumns}`,
      [id, email, person, language],
    );
    if (row === undefined) throw new TypeError('An upsert returns its row.');
    return toAccount(row);
  }

  async find(id: string): Promise<Account | undefined> {
    return (await this.#collect(id)).get(id);
  }

  async findMany(ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#database.query<AccountRow>(
      `SELECT ${accountColumns} FROM accounts WHERE id = ANY ($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, toAccount(row)]));
  }

  async changeDetails(id: string, changes: DetailChanges): Promise<Account | undefined> {
    const { name, phone, mayShowName } = changes;
    const [row] = await changeRepeatably<AccountRow>(
      this.#database,
      `UPDATE accounts SET
         name = CASE WHEN $2 THEN $3 ELSE name END,
         phone = CASE WHEN $4 THEN $5 ELSE phone END,
         may_show_name = CASE WHEN $6 THEN $7 ELSE may_show_name END
       WHERE id = $1 RETURNING ${accountColumns}`,
      [id, ...change(name), ...change(phone), ...change(mayShowName)],
    );
    return row === undefined ? undefined : toAccount(row);
  }

  async revokeSessions(id: string): Promise<void> {
    await changeRepeatably(this.#database, 'UPDATE accounts SET epoch = epoch + 1 WHERE id = $1', [
      id,
    ]);
  }

  /** Adds a look-up to the next statement, which begins after the running one, so never too early. */
  #collect(id: string): Promise<ReadonlyMap<string, Account>> {
    this.#waiting ??= this.#begin();
    this.#waiting.ids.add(id);
    return this.#waiting.found;
  }

  #begin(): Lookups {
    const ids = new Set<string>();
    const found = this.#readAfter(this.#running, ids);
    this.#running = found;
    found.catch(() => {
      if (this.#running === found) this.#running = Promise.resolve();
    });
    return { ids, found };
  }

  /** If the earlier statement fails, so does this one: it would only wait for the same database. */
  async #readAfter(
    earlier: Promise<unknown>,
    ids: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, Account>> {
    try {
      await earlier;
      // So that requests already received join this statement.
      await yieldToEventLoop();
    } finally {
      this.#waiting = undefined;
    }
    return this.findMany([...ids]);
  }
}

function change(value: unknown): [isChanged: boolean, value: unknown] {
  return [value !== undefined, value ?? null];
}

export function toAccount(row: AccountRow): Account {
  const { id, email, person, epoch, language, name, phone, may_show_name: mayShowName } = row;
  return {
    id,
    email,
    person,
    ...(language === null ? {} : { language }),
    epoch,
    ...(name === null ? {} : { name }),
    ...(phone === null ? {} : { phone }),
    ...(mayShowName === null ? {} : { mayShowName }),
  };
}
