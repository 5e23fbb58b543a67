import { hash as digest } from 'node:crypto';
import { PicturesFull, type PictureStore, type StoredPicture } from '../picture-store.ts';
import type { Database } from './database.ts';

export interface PostgresPictureOptions {
  /** What all pictures together may take. They are kept in memory once they were read. */
  readonly bytesMax: number;
  /** Takes warnings for the operator. */
  readonly warn: (message: string) => void;
}

/** Pictures in the database. Their bytes never change, so each process reads a picture once. */
export class PostgresPictureStore implements PictureStore {
  readonly #database: Database;
  readonly #options: PostgresPictureOptions;
  readonly #read = new Map<string, Promise<StoredPicture | undefined>>();

  constructor(database: Database, options: PostgresPictureOptions) {
    this.#database = database;
    this.#options = options;
  }

  async add({ type, bytes }: StoredPicture): Promise<string> {
    const hash = digest('sha256', bytes);
    await this.#database.transaction(
      async (transaction) => {
        // Readers go on; other uploads wait, so that the sum is right.
        await transaction.query('LOCK TABLE pictures IN SHARE ROW EXCLUSIVE MODE');
        const [known] = await transaction.query('SELECT 1 FROM pictures WHERE hash = $1', [hash]);
        if (known !== undefined) return;
        const [total] = await transaction.query<{ used: string }>(
          'SELECT coalesce(sum(octet_length(bytes)), 0)::text AS used FROM pictures',
        );
        requireRoom(Number(total?.used), bytes.length, this.#options.bytesMax);
        await transaction.query('INSERT INTO pictures (hash, type, bytes) VALUES ($1, $2, $3)', [
          hash,
          type,
          bytes,
        ]);
      },
      // A picture that is stored already is not stored again.
      { isCommitted: async () => false },
    );
    return hash;
  }

  async has(hash: string): Promise<boolean> {
    const [row] = await this.#database.query('SELECT 1 FROM pictures WHERE hash = $1', [hash]);
    return row !== undefined;
  }

  /** Only pictures that are there are remembered, so that unknown hashes take no memory. */
  async read(hash: string): Promise<StoredPicture | undefined> {
    const reading = this.#read.get(hash) ?? this.#load(hash);
    this.#read.set(hash, reading);
    try {
      const picture = await reading;
      if (picture === undefined) this.#read.delete(hash);
      return picture;
    } catch (cause) {
      this.#read.delete(hash);
      throw cause;
    }
  }

  async #load(hash: string): Promise<StoredPicture | undefined> {
    const [picture] = await this.#database.query<StoredPicture>(
      'SELECT type, bytes FROM pictures WHERE hash = $1',
      [hash],
    );
    if (picture === undefined || digest('sha256', picture.bytes) === hash) return picture;
    this.#options.warn(
      `The picture ${hash} was changed in the database, so it is not shown. Restore it from a backup, or upload the picture again.`,
    );
    return undefined;
  }
}

function requireRoom(used: number, bytes: number, bytesMax: number): void {
  if (used + bytes <= bytesMax) return;
  throw new PicturesFull(
    'pictures-full',
    `The pictures stored here take ${used} of at most ${bytesMax} bytes.`,
  );
}
