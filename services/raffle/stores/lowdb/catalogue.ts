import { CommitQueue } from './commit-queue.ts';
import { catalogueName, type DataFolder } from './data-folder.ts';

/** A raffle that is there, or one that is deleted. */
interface RaffleListed {
  readonly raffle: string;
  readonly isDeleted?: true;
}

type Marks = Map<string, 'listed' | 'deleted'>;

/**
 * Says which raffles there are, so that a journal that has gone missing is missed; and which were
 * deleted, so that theirs are not, and no other raffle ever gets their id.
 */
export class Catalogue {
  readonly #queue: CommitQueue<Marks, RaffleListed>;

  private constructor(queue: CommitQueue<Marks, RaffleListed>) {
    this.#queue = queue;
  }

  static async open(folder: DataFolder): Promise<Catalogue> {
    const queue = new CommitQueue<Marks, RaffleListed>({
      ...folder.guard(catalogueName),
      db: await folder.ownJournal<RaffleListed>(catalogueName),
      initial: new Map(),
      evolve: (marks, { raffle, isDeleted = false }) =>
        marks.set(raffle, isDeleted ? 'deleted' : 'listed'),
    });
    return new Catalogue(queue);
  }

  /** Every id there is or ever was. */
  ids(): string[] {
    return [...this.#queue.state.keys()];
  }

  /** The raffles that must be there. */
  listed(): string[] {
    return this.ids().filter((id) => !this.isDeleted(id));
  }

  /** Whether the raffle is here, or was. */
  has(id: string): boolean {
    return this.#queue.state.has(id);
  }

  isDeleted(id: string): boolean {
    return this.#queue.state.get(id) === 'deleted';
  }

  /** Adds a raffle that is not known yet. Durable when it resolves. */
  list(raffle: string): Promise<void> {
    return this.#queue.change((marks) => ({
      entries: marks.has(raffle) ? [] : [{ raffle }],
      answer: undefined,
    }));
  }

  /** From now on the raffle is deleted, whatever is left of its files. Durable when it resolves. */
  markDeleted(raffle: string): Promise<void> {
    return this.#queue.change((marks) => ({
      entries: marks.get(raffle) === 'deleted' ? [] : [{ raffle, isDeleted: true }],
      answer: undefined,
    }));
  }
}
