import type { HashListParts } from '#proof/hash-list.ts';
import type { Entry } from '../../domain/entries.ts';
import { fromParts, toParts, type RaffleParts } from '../../domain/raffle-parts.ts';
import { evolve, isOpened, unopened, type Raffle } from '../../domain/raffle.ts';
import { createEntryDecoder } from '../codecs.ts';
import { createLogTree, hashLeaf, leafOf } from '../log-tree.ts';
import { readSaleLine } from '../sale-line.ts';
import type { OtherEntries } from './raffle-entries.ts';

/** What the lines of a raffle's journal say, as plain data. */
export interface RestoredParts {
  readonly raffle: RaffleParts;
  readonly others: OtherEntries;
  readonly hashes: HashListParts;
}

/** A raffle, its entries and the tree of its log, from the lines of its journal. */
export class RestoredRaffle {
  /** The fold over the entries. */
  raffle: Raffle = unopened;
  readonly others: OtherEntries;
  readonly tree;
  /** For the lines that are not sales to participants. */
  readonly #decode = createEntryDecoder();

  /** @param parts Of a raffle that another thread restored. Default: none. */
  constructor(parts?: RestoredParts) {
    this.raffle = parts === undefined ? unopened : fromParts(parts.raffle);
    this.others = parts?.others ?? new Map();
    this.tree = createLogTree(parts?.hashes);
  }

  /** The parts of a raffle that exists; it must not be used afterwards. */
  toParts(): RestoredParts | undefined {
    const { raffle, others, tree } = this;
    return isOpened(raffle) ? { raffle: toParts(raffle), others, hashes: tree.hashes } : undefined;
  }

  /**
   * Adds the next line.
   *
   * @param requireFirst Throws if the log must not begin with this entry.
   * @throws {TypeError} Its entry cannot follow the entries before.
   */
  add(text: string, requireFirst: (entry: Entry) => void): void {
    const line = readSaleLine(text);
    const entry = line?.sale ?? this.#decode(text);
    const index = this.raffle.version;
    if (index === 0) requireFirst(entry);
    this.raffle = evolve(this.raffle, entry);
    this.tree.appendHash(hashLeaf(line?.leaf ?? leafOf(entry)));
    if (entry.type !== 'ticket-sold') this.others.set(index, entry);
  }
}
