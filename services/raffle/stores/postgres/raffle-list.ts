import { evolve, isOpened, unopened, type ListedRaffle, type Raffle } from '../../domain/raffle.ts';
import { createEntryDecoder, joinEntry } from '../codecs.ts';
import { DatabaseError } from './database-error.ts';
import type { Database } from './database.ts';
import type { EntryRow } from './raffle-copy.ts';

interface RaffleRow {
  readonly id: string;
  /** Time of the last change, as text. */
  readonly changed: string;
}

/** An entry that is neither a sale nor a void, with facts about its raffle. */
interface ListedEntryRow extends RaffleRow, EntryRow {
  /** Number of entries of the raffle. */
  readonly size: number;
  readonly void_count: number;
  /** Time of the raffle's last entry. */
  readonly last_at: string;
  readonly index: number;
}

interface ReadRaffle {
  readonly changed: string;
  readonly raffle: ListedRaffle;
}

/** Raffles that one statement reads. */
const rafflesPerRead = 500;

/**
 * The list of all raffles. It reads no sales: the database counts them. What was read of a raffle, about
 * a kilobyte, stays in memory until the raffle changes.
 */
export class RaffleList {
  readonly #database: Database;
  #known: ReadonlyMap<string, ReadRaffle> = new Map();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Every raffle that is not deleted, oldest first.
   *
   * @throws {DatabaseError} `damaged`.
   */
  async read(): Promise<readonly ListedRaffle[]> {
    const rows = await this.#database.query<RaffleRow>(
      `SELECT id, changed_at::text AS changed FROM raffles
       WHERE NOT is_deleted ORDER BY opened_at, id`,
      [],
      'list-raffles',
    );
    const known = this.#known;
    const isCurrent = ({ id, changed }: RaffleRow) => known.get(id)?.changed === changed;
    const changed = rows.filter((row) => !isCurrent(row)).map(({ id }) => id);
    const read = new Map<string, ReadRaffle>();
    for (let start = 0; start < changed.length; start += rafflesPerRead) {
      await this.#read(changed.slice(start, start + rafflesPerRead), read);
    }
    // One that is in neither was deleted meanwhile.
    const listed = rows.flatMap(({ id }): [string, ReadRaffle][] => {
      const found = read.get(id) ?? known.get(id);
      return found === undefined ? [] : [[id, found]];
    });
    this.#known = new Map(listed);
    return listed.map(([, { raffle }]) => raffle);
  }

  async #read(ids: readonly string[], found: Map<string, ReadRaffle>): Promise<void> {
    const rows = await this.#database.query<ListedEntryRow>(listStatement, [ids], 'list-entries');
    let start = 0;
    for (const [place, { id, changed }] of rows.entries()) {
      if (rows[place + 1]?.id === id) continue;
      found.set(id, { changed, raffle: fold(id, rows.slice(start, place + 1)) });
      start = place + 1;
    }
  }
}

/** One statement, so that the counts and the entries are of one state. */
const listStatement = `
  WITH listed AS MATERIALIZED (
    SELECT id, size, changed_at::text AS changed, (
      SELECT count(*)::integer FROM entries
      WHERE raffle = id AND type <> 'ticket-sold' AND type = 'ticket-voided'
    ) AS void_count, (
      SELECT public::json ->> 'at' FROM entries WHERE raffle = id AND index = size - 1
    ) AS last_at
    FROM raffles WHERE id = ANY ($1) AND NOT is_deleted
  )
  SELECT listed.*, entry.* FROM listed CROSS JOIN LATERAL (
    SELECT index, public, private FROM entries
    WHERE raffle = id AND type <> 'ticket-sold' AND type <> 'ticket-voided'
  ) AS entry
  ORDER BY id, index`;

/** Folds the entries of one raffle that are neither sales nor voids, of which it needs the numbers only. */
function fold(id: string, rows: readonly ListedEntryRow[]): ListedRaffle {
  const decode = createEntryDecoder();
  let raffle: Raffle = unopened;
  try {
    for (const { index, public: publicText, private: privateText } of rows) {
      const before: Raffle = isOpened(raffle) ? { ...raffle, version: index } : raffle;
      raffle = evolve(before, decode(joinEntry(publicText, privateText)));
    }
  } catch (cause) {
    throw damaged(id, cause);
  }
  const [first] = rows;
  if (!isOpened(raffle) || first === undefined) throw damaged(id);
  const { size: version, void_count: voidCount, last_at: lastAt } = first;
  const saleCount = version - rows.length - voidCount;
  // No void comes before the first sale.
  const gap = rows.findIndex(({ index }, place) => index !== place);
  const firstIndex = gap < 0 ? rows.length : gap;
  const pool = {
    size: saleCount - voidCount,
    firstIndex: saleCount === 0 ? undefined : firstIndex,
  };
  return { ...raffle, pool, lastAt, version };
}

function damaged(id: string, cause?: unknown): DatabaseError {
  const message = `The raffle ${id} in the database has entries that do not follow each other. Nothing was changed.`;
  return new DatabaseError('damaged', message, { cause });
}
