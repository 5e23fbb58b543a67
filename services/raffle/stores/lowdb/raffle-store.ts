import { join } from 'node:path';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import type { Entry } from '../../domain/entries.ts';
import type { OpenedRaffle } from '../../domain/raffle.ts';
import type { LogSigner } from '../log-signer.ts';
import type { Decide, Outcome, PublicLog, RaffleStore } from '../raffle-store.ts';
import { CommitQueue } from './commit-queue.ts';
import { catalogueName, rafflesFolder, type DataFolder, type Journal } from './data-folder.ts';
import { entryCodec } from './entry-codec.ts';
import { JournalUnusable } from './journal-unusable.ts';
import { RaffleLane } from './raffle-lane.ts';

/** Says which raffles there are, so that a journal that has gone missing is missed. */
interface RaffleListed {
  readonly raffle: string;
}

/** Raffles in a data folder: one journal each, changed one batch at a time. */
export class LowdbRaffleStore implements RaffleStore {
  readonly #folder: DataFolder;
  readonly #signer: LogSigner;
  readonly #catalogue: CommitQueue<Set<string>, RaffleListed>;
  readonly #lanes = new Map<string, RaffleLane>();
  readonly #listeners = new Set<(raffle: OpenedRaffle) => void>();

  private constructor(
    folder: DataFolder,
    signer: LogSigner,
    catalogue: CommitQueue<Set<string>, RaffleListed>,
  ) {
    this.#folder = folder;
    this.#signer = signer;
    this.#catalogue = catalogue;
  }

  /**
   * @param signer Signs each raffle's log, once for every batch.
   * @throws {JournalUnusable} a journal is missing, damaged, empty, another raffle's, or not what
   *   was signed last.
   */
  static async open(folder: DataFolder, signer: LogSigner): Promise<LowdbRaffleStore> {
    const store = new LowdbRaffleStore(folder, signer, await openCatalogue(folder));
    const listed = store.#catalogue.state;
    for (const id of listed) await store.#load(id);
    for (const id of folder.raffleIds()) {
      if (listed.has(id)) continue;
      await store.#load(id);
      await store.#list(id);
    }
    return store;
  }

  async change<E extends Entry>(id: string, decide: Decide<E>): Promise<Outcome<E>> {
    const lane = this.#lanes.get(id) ?? this.#newLane(id);
    lane.users += 1;
    try {
      const decision = await lane.queue.change((raffle) => {
        const answer = decide(raffle, () => lane.log.root());
        return { entries: answer.replayed ? [] : answer.entries, answer };
      });
      if (!this.#catalogue.state.has(id)) await this.#list(id);
      return { ...decision, raffle: lane.queue.state as OpenedRaffle };
    } finally {
      lane.users -= 1;
      if (lane.users === 0 && lane.queue.state.status === 'unopened') this.#lanes.delete(id);
    }
  }

  async read(id: string): Promise<OpenedRaffle | undefined> {
    const raffle = this.#lanes.get(id)?.queue.state;
    return raffle?.status === 'unopened' ? undefined : raffle;
  }

  async list(): Promise<readonly OpenedRaffle[]> {
    const raffles = await Promise.all([...this.#lanes.keys()].map((id) => this.read(id)));
    return raffles
      .filter((raffle) => raffle !== undefined)
      .toSorted((left, right) => (left.opened.at < right.opened.at ? -1 : 1));
  }

  async entries(id: string): Promise<readonly Entry[]> {
    return this.#lanes.get(id)?.entries ?? [];
  }

  async log(id: string): Promise<PublicLog | undefined> {
    const lane = this.#lanes.get(id);
    return lane === undefined || lane.queue.state.status === 'unopened'
      ? undefined
      : lane.publicLog();
  }

  watch(listener: (raffle: OpenedRaffle) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #load(id: string): Promise<void> {
    const name = journalName(id);
    const db = await this.#folder.openJournal(name, entryCodec);
    const [first] = db.data.entries;
    if (first?.type !== 'raffle-opened' || first.raffle !== id || !isVerifierKey(first.logKey)) {
      throw new JournalUnusable(
        'damaged',
        `${join(this.#folder.path, name)} does not begin with the opening of raffle ${id}. Restore the file from a backup.`,
      );
    }
    const lane = this.#lane(id, db);
    lane.requireSigned();
    this.#lanes.set(id, lane);
  }

  #newLane(id: string): RaffleLane {
    const lane = this.#lane(id, this.#folder.newJournal(journalName(id), entryCodec));
    this.#lanes.set(id, lane);
    return lane;
  }

  #lane(id: string, db: Journal<Entry>): RaffleLane {
    return new RaffleLane({
      ...this.#folder.guard(`raffle ${id}`),
      db,
      kept: this.#folder.keptCheckpoint(join(rafflesFolder, `${id}.checkpoint`)),
      signer: this.#signer,
      onCommit: (raffle) => {
        for (const listener of this.#listeners) listener(raffle);
      },
    });
  }

  #list(raffle: string): Promise<void> {
    return this.#catalogue.change((listed) => ({
      entries: listed.has(raffle) ? [] : [{ raffle }],
      answer: undefined,
    }));
  }
}

function isVerifierKey(text: string): boolean {
  try {
    return parseVerifierKey(text).name !== '';
  } catch {
    return false;
  }
}

async function openCatalogue(folder: DataFolder): Promise<CommitQueue<Set<string>, RaffleListed>> {
  return new CommitQueue({
    ...folder.guard(catalogueName),
    db: await folder.ownJournal<RaffleListed>(catalogueName),
    initial: new Set<string>(),
    evolve: (listed, { raffle }) => listed.add(raffle),
  });
}

function journalName(id: string): string {
  if (!/^[\w-]+$/.test(id)) throw new TypeError(`${id} is not the id of a raffle.`);
  return join(rafflesFolder, `${id}.journal`);
}
