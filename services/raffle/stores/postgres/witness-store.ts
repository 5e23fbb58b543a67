import {
  cosignaturesMax,
  type RaffleAlarm,
  type StoredCosignature,
  type WitnessAlarm,
  type WitnessedLog,
  type WitnessStore,
} from '../witness-store.ts';
import type { Database } from './database.ts';
import { changeRepeatably } from './repeatable-change.ts';

interface CosignatureRow {
  readonly witness: string;
  readonly size: number;
  readonly time: string;
  readonly line: string;
}

interface AlarmRow {
  readonly witness: string;
  readonly size: string;
  readonly raised_at: string;
}

/** What witnesses answered, in the database. */
export class PostgresWitnessStore implements WitnessStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(raffle: string): Promise<WitnessedLog> {
    const [cosignatures, alarms] = await Promise.all([
      this.#database.query<CosignatureRow>(
        `SELECT witness, size, time::text, line FROM cosignatures
         WHERE raffle = $1 ORDER BY position`,
        [raffle],
      ),
      this.#database.query<AlarmRow>(
        'SELECT witness, size::text, raised_at FROM witness_alarms WHERE raffle = $1',
        [raffle],
      ),
    ]);
    return {
      cosignatures: cosignatures.map((row) => ({ ...row, time: Number(row.time) })),
      alarms: new Map(
        alarms.map(({ witness, size, raised_at: at }) => [witness, { size: Number(size), at }]),
      ),
    };
  }

  async listAlarms(): Promise<readonly RaffleAlarm[]> {
    const rows = await this.#database.query<AlarmRow & { readonly raffle: string }>(
      'SELECT raffle, witness, size::text, raised_at FROM witness_alarms ORDER BY raffle, witness',
    );
    return rows.map(({ raffle, witness, size, raised_at: at }) => ({
      raffle,
      witness,
      size: Number(size),
      at,
    }));
  }

  async addCosignature(
    raffle: string,
    { witness, size, time, line }: StoredCosignature,
  ): Promise<void> {
    // The first one of a witness covers the opening and stays; of the others the newest do.
    await this.#database.transaction(
      async (transaction) => {
        await transaction.query(
          `INSERT INTO cosignatures (raffle, witness, size, time, line) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (raffle, witness, size) DO NOTHING`,
          [raffle, witness, size, time, line],
        );
        await transaction.query(
          `WITH own AS (
             SELECT size, row_number() OVER (ORDER BY position) AS place,
               row_number() OVER (ORDER BY position DESC) AS age
             FROM cosignatures WHERE raffle = $1 AND witness = $2)
           DELETE FROM cosignatures WHERE raffle = $1 AND witness = $2
             AND size IN (SELECT size FROM own WHERE place > 1 AND age >= $3)`,
          [raffle, witness, cosignaturesMax],
        );
      },
      { isCommitted: async () => false },
    );
  }

  async raiseAlarm(raffle: string, witness: string, { size, at }: WitnessAlarm): Promise<void> {
    await changeRepeatably(
      this.#database,
      `INSERT INTO witness_alarms (raffle, witness, size, raised_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (raffle, witness) DO NOTHING`,
      [raffle, witness, size, at],
    );
  }

  async clearAlarm(raffle: string, witness: string): Promise<boolean> {
    const rows = await changeRepeatably(
      this.#database,
      'DELETE FROM witness_alarms WHERE raffle = $1 AND witness = $2 RETURNING 1',
      [raffle, witness],
    );
    return rows.length > 0;
  }

  async forget(raffle: string): Promise<void> {
    await changeRepeatably(
      this.#database,
      `WITH alarms AS (DELETE FROM witness_alarms WHERE raffle = $1)
       DELETE FROM cosignatures WHERE raffle = $1`,
      [raffle],
    );
  }
}
