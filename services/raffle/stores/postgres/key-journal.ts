import type { AdminState } from '../admin-store.ts';
import { evolveKeys, noKeys, type KeyDecision, type KeyEntry } from '../key-entries.ts';
import type { Database } from './database.ts';

interface EntryRow {
  readonly index: number;
  readonly entry: string;
}

const readNewer = 'SELECT index, entry FROM key_entries WHERE index >= $1 ORDER BY index';

/** The journal of operators' keys and invitations. Each process keeps its state and reads what is newer. */
export class KeyJournal {
  readonly #database: Database;
  #state = noKeys;
  /** Number of entries in the state. */
  #size = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The state now: a revocation by another process is in it. */
  async read(): Promise<AdminState> {
    return this.#add(await this.#database.query<EntryRow>(readNewer, [this.#size]));
  }

  /**
   * Decides one command after the other and adds its entries. A command that is repeated adds nothing,
   * or an entry without effect. Durable when it resolves.
   */
  async change<Answer>(decide: (state: AdminState) => KeyDecision<Answer>): Promise<Answer> {
    const { answer, rows } = await this.#database.transaction(
      async (transaction) => {
        // Readers go on. The lock comes before the snapshot of the next statement.
        await transaction.query('LOCK TABLE key_entries IN SHARE ROW EXCLUSIVE MODE');
        const state = this.#add(await transaction.query<EntryRow>(readNewer, [this.#size]));
        const first = this.#size;
        const { entries, answer } = decide(state);
        const rows = entries.map((entry, place) => {
          return { index: first + place, entry: JSON.stringify(entry) };
        });
        if (rows.length > 0) {
          await transaction.query(
            'INSERT INTO key_entries (index, entry) SELECT * FROM unnest($1::integer[], $2::text[])',
            [rows.map(({ index }) => index), rows.map(({ entry }) => entry)],
          );
        }
        return { answer, rows };
      },
      { isCommitted: async () => false },
    );
    this.#add(rows);
    return answer;
  }

  /** Rows may overlap with what another read has added meanwhile. */
  #add(rows: readonly EntryRow[]): AdminState {
    for (const { index, entry } of rows) {
      if (index !== this.#size) continue;
      const parsed: KeyEntry = JSON.parse(entry);
      this.#state = evolveKeys(this.#state, parsed);
      this.#size += 1;
    }
    return this.#state;
  }
}
