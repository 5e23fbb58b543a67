import { CommitQueue } from './commit-queue.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { catalogueName } from './folder-layout.ts';

/** A line of the catalogue's journal: a raffle was added or deleted. */
export interface CatalogueEntry {
  /** Id of the raffle. */
  readonly raffle: string;
  readonly isDeleted?: true;
}

type RaffleStates = Map<string, 'active' | 'deleted'>;

/**
 * The ids of all raffles, so that a missing journal is noticed, and of the deleted ones, so that no
 * other raffle gets their id. Readers see durable state only.
 */
export class Catalogue {
  /** Its state is ahead of the disk while a batch is written. */
  readonly #queue: CommitQueue<RaffleStates, CatalogueEntry>;
  readonly #durable: RaffleStates;

  private constructor(folder: DataFolder, db: Journal<CatalogueEntry>) {
    this.#durable = db.data.entries.reduce(evolve, new Map());
    this.#queue = new CommitQueue<RaffleStates, CatalogueEntry>({
      ...folder.queueSettings(catalogueName),
      db,
      state: new Map(this.#durable),
      evolve,
      onDurable: (_, entries) => void entries.reduce(evolve, this.#durable),
    });
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load(folder: DataFolder): Promise<Catalogue> {
    return new Catalogue(folder, await folder.openOwnJournal<CatalogueEntry>(catalogueName));
  }

  /** Every id that a raffle has or ever had. */
  ids(): string[] {
    return [...this.#durable.keys()];
  }

  /** The raffles that must have a journal. */
  activeIds(): string[] {
    return this.ids().filter((id) => !this.isDeleted(id));
  }

  /** Whether a raffle has or had this id. */
  has(id: string): boolean {
    return this.#durable.has(id);
  }

  isDeleted(id: string): boolean {
    return this.#durable.get(id) === 'deleted';
  }

  /** Adds a raffle unless it is there. Durable when it resolves. */
  add(raffle: string): Promise<void> {
    return this.#queue.change((states) => ({
      entries: states.has(raffle) ? [] : [{ raffle }],
      answer: undefined,
    }));
  }

  /** Marks a raffle as deleted, before its files are. Durable when it resolves. */
  markDeleted(raffle: string): Promise<void> {
    return this.#queue.change((states) => ({
      entries: states.get(raffle) === 'deleted' ? [] : [{ raffle, isDeleted: true }],
      answer: undefined,
    }));
  }
}

function evolve(states: RaffleStates, { raffle, isDeleted }: CatalogueEntry): RaffleStates {
  return states.set(raffle, isDeleted === true ? 'deleted' : 'active');
}
