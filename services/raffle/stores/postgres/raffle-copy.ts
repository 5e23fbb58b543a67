import type { Entry } from '../../domain/entries.ts';
import { evolve, unopened, type Raffle } from '../../domain/raffle.ts';
import { createEntryDecoder, joinEntry } from '../codecs.ts';
import { MerkleLog, type LogSigner } from '../merkle-log.ts';
import { DatabaseError } from './database-error.ts';

/** An entry as the database has it. */
export interface EntryRow {
  readonly public: string;
  readonly private: string;
}

/** The end of a batch, as the database has it. */
export interface CheckpointRow {
  /** Number of entries. */
  readonly size: number;
  /** Of the Merkle tree over them, 64 hexadecimal digits. */
  readonly root: string;
}

/**
 * A raffle in the memory of this process: the fold over its entries and their Merkle tree. It can be
 * ahead of the database while a batch is written; if that fails, it is thrown away and read again.
 */
export class RaffleCopy {
  readonly raffleId: string;
  readonly #decode: (text: string) => Entry;
  /** The root that was computed last. */
  #known: CheckpointRow | undefined;
  #isSignerKnown = false;
  readonly log: MerkleLog;
  state: Raffle = unopened;

  constructor(raffleId: string, signer: LogSigner) {
    this.raffleId = raffleId;
    this.log = new MerkleLog(signer);
    this.#decode = createEntryDecoder();
  }

  /** Adds an entry of the batch that is being written. */
  append(entry: Entry): void {
    this.state = evolve(this.state, entry);
    this.log.append(entry);
  }

  /**
   * Adds the next entries of the database.
   *
   * @throws {DatabaseError} `damaged`: they cannot follow each other.
   */
  restore(rows: readonly EntryRow[]): void {
    try {
      for (const row of rows) {
        const entry = this.#decode(joinEntry(row.public, row.private));
        this.state = evolve(this.state, entry);
        this.log.restore(entry);
      }
    } catch (cause) {
      throw this.#damaged('has entries that do not follow each other', cause);
    }
  }

  /**
   * Requires that the log has the Merkle root of the newest checkpoint that the database has. No log is
   * signed that another process did not write so.
   *
   * @throws {DatabaseError} `damaged`, also if the database was put back to an earlier state since this
   *   copy was read, however many entries it has got since.
   */
  requireCovered(checkpoint: CheckpointRow | undefined): void {
    const size = checkpoint?.size ?? 0;
    if (size === this.state.version && (size === 0 || this.#root() === checkpoint?.root)) return;
    throw this.#damaged(`has not the entries that its checkpoint of ${size} entries covers`);
  }

  /**
   * Requires that this service has the key that signs the log.
   *
   * @throws {DatabaseError} `damaged`.
   */
  requireSigner(): void {
    // The opening names the key, and it does not change.
    if (this.state.version === 0 || this.#isSignerKnown) return;
    try {
      this.log.requireSigner();
      this.#isSignerKnown = true;
    } catch (cause) {
      throw this.#damaged(
        'was begun with another secret. Put back the one that belongs to it',
        cause,
      );
    }
  }

  /** Most reads find no new entry. */
  #root(): string {
    const { version: size } = this.state;
    if (this.#known?.size !== size) this.#known = { size, root: this.log.root() };
    return this.#known.root;
  }

  #damaged(what: string, cause?: unknown): DatabaseError {
    const message = `The raffle ${this.raffleId} in the database ${what}. Nothing was changed.`;
    return new DatabaseError('damaged', message, { cause });
  }
}
