import type { HashListParts } from '#proof/hash-list.ts';
import type { Entry } from '../../domain/entries.ts';
import { fromParts, toParts, type RaffleParts } from '../../domain/raffle-parts.ts';
import { evolve, isOpened, unopened, type Raffle } from '../../domain/raffle.ts';
import type { SaleRow } from '../../domain/sale-row.ts';
import { createEntryDecoder } from '../codecs.ts';
import { createLogTree, hashLeaf, leafOf } from '../log-tree.ts';
import { SaleRowReader } from '../sale-row-reader.ts';
import type { OtherEntries } from './raffle-entries.ts';

/** What the lines of a raffle's journal say, as plain data. */
export interface RestoredParts {
  readonly raffle: RaffleParts;
  readonly others: OtherEntries;
  readonly hashes: HashListParts;
}

export interface RestoredRaffleOptions {
  /** Of a raffle that another thread restored. Default: none. */
  readonly parts?: RestoredParts | undefined;
  /** Throws if the log must not begin with this entry. Default: it may begin with any. */
  readonly requireFirst?: (entry: Entry | SaleRow) => void;
}

/** A raffle, its entries and the tree of its log, from the lines of its journal. */
export class RestoredRaffle {
  /** The fold over the entries. */
  raffle: Raffle;
  readonly others: OtherEntries;
  readonly tree;
  readonly #requireFirst: RestoredRaffleOptions['requireFirst'];
  readonly #sales = new SaleRowReader();
  /** For the lines that are not sales in rows. */
  readonly #decode = createEntryDecoder();

  constructor({ parts, requireFirst }: RestoredRaffleOptions = {}) {
    this.raffle = parts === undefined ? unopened : fromParts(parts.raffle);
    this.others = parts?.others ?? new Map();
    this.tree = createLogTree(parts?.hashes);
    this.#requireFirst = requireFirst;
  }

  /** The parts of a raffle that exists; it must not be used afterwards. */
  toParts(): RestoredParts | undefined {
    const { raffle, others, tree } = this;
    return isOpened(raffle) ? { raffle: toParts(raffle), others, hashes: tree.hashes } : undefined;
  }

  /**
   * Adds the next line, the bytes `[start, end)`.
   *
   * @throws {TypeError} Its entry cannot follow the entries before.
   */
  add(bytes: Buffer, start: number, end: number): void {
    if (this.#sales.read(bytes, start, end)) {
      this.#fold(this.#sales.row, this.#sales.leaf);
      return;
    }
    const entry = this.#decode(bytes.toString('utf8', start, end));
    const index = this.raffle.version;
    this.#fold(entry, leafOf(entry));
    if (entry.type !== 'ticket-sold') this.others.set(index, entry);
  }

  #fold(entry: Entry | SaleRow, leaf: string): void {
    if (this.raffle.version === 0) this.#requireFirst?.(entry);
    this.raffle = evolve(this.raffle, entry);
    this.tree.appendHash(hashLeaf(leaf));
  }
}
