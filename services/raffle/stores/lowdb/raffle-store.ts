import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseVerifierKey } from '#proof/verifier-key.ts';
import type { OpenRaffle } from '../../domain/commands.ts';
import { decide } from '../../domain/decide.ts';
import type { Entry } from '../../domain/entries.ts';
import { requireOpened } from '../../domain/decision.ts';
import { deleted, isOpened, unopened, type OpenedRaffle } from '../../domain/raffle.ts';
import { requireOwnId } from '../../domain/raffle-id.ts';
import { requireDeletable } from '../../domain/rehearsal.ts';
import type { LogSigner } from '../log-signer.ts';
import type { Decide, Outcome, PublicLog, RaffleStore, Taken } from '../raffle-store.ts';
import { Catalogue } from './catalogue.ts';
import { isFileName, rafflesFolder, type DataFolder } from './data-folder.ts';
import { entryCodec } from './entry-codec.ts';
import { JournalUnusable } from './journal-unusable.ts';
import { RaffleLane } from './raffle-lane.ts';

/** Raffles in a data folder: one journal each, changed one batch at a time. */
export class LowdbRaffleStore implements RaffleStore {
  readonly #folder: DataFolder;
  readonly #signer: LogSigner;
  readonly #catalogue: Catalogue;
  readonly #lanes = new Map<string, RaffleLane>();
  readonly #listeners = new Set<(raffle: OpenedRaffle) => void>();
  readonly #deletionListeners = new Set<(id: string) => void>();

  private constructor(folder: DataFolder, signer: LogSigner, catalogue: Catalogue) {
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
    const store = new LowdbRaffleStore(folder, signer, await Catalogue.open(folder));
    const catalogue = store.#catalogue;
    for (const id of catalogue.listed()) await store.#load(id);
    for (const id of folder.raffleIds()) {
      if (catalogue.isDeleted(id)) await store.#clearAway(id);
      if (catalogue.has(id)) continue;
      await store.#load(id);
      await catalogue.list(id);
    }
    return store;
  }

  open(choose: (taken: Taken) => OpenRaffle): Promise<Outcome<Entry>> {
    const { lock, lockKey } = this.#folder.guard('openings');
    return lock.acquire(lockKey, async () => {
      const ids = [...new Set([...this.#catalogue.ids(), ...this.#lanes.keys()])];
      const command = choose({ openings: (await this.list()).map(({ opened }) => opened), ids });
      const { raffle: id } = command;
      requireOwnId(id, ids);
      if (!ids.includes(id)) this.#lanes.set(id, this.#lane(id));
      try {
        return await this.change(id, (raffle) => decide(command, raffle));
      } finally {
        if (this.#lanes.get(id)?.queue.state.status === 'unopened') this.#lanes.delete(id);
      }
    });
  }

  async change<E extends Entry>(id: string, decide: Decide<E>): Promise<Outcome<E>> {
    const lane = this.#lanes.get(id);
    if (lane === undefined) return refuse(decide, this.#catalogue.isDeleted(id));
    const decision = await lane.queue.change((raffle) => {
      const answer = decide(raffle, () => lane.log.root());
      return { entries: answer.replayed ? [] : answer.entries, answer };
    });
    if (!this.#catalogue.has(id)) await this.#catalogue.list(id);
    return { ...decision, raffle: requireOpened(lane.queue.state) };
  }

  async delete(id: string): Promise<void> {
    const lane = this.#lanes.get(id);
    if (lane === undefined) requireDeletable(this.#catalogue.isDeleted(id) ? deleted : unopened);
    await lane?.queue.end(async (raffle) => {
      requireDeletable(raffle);
      await this.#catalogue.markDeleted(id);
      return deleted;
    });
    this.#lanes.delete(id);
    for (const listener of this.#deletionListeners) listener(id);
    await this.#folder.discard(filesOf(id));
  }

  async read(id: string): Promise<OpenedRaffle | undefined> {
    const raffle = this.#lanes.get(id)?.queue.state;
    return raffle !== undefined && isOpened(raffle) ? raffle : undefined;
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
    return lane !== undefined && isOpened(lane.queue.state) ? lane.publicLog() : undefined;
  }

  watch(listener: (raffle: OpenedRaffle) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watchDeletions(listener: (id: string) => void): () => void {
    this.#deletionListeners.add(listener);
    return () => this.#deletionListeners.delete(listener);
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

  /**
   * Finishes a deletion that was cut off. A journal that is no rehearsal's was put there since, and
   * nobody asked to delete that.
   */
  async #clearAway(id: string): Promise<void> {
    const name = journalName(id);
    const path = join(this.#folder.path, name);
    const { entries } = existsSync(path)
      ? (await this.#folder.openJournal(name, entryCodec)).data
      : { entries: [] };
    const [first] = entries;
    if (first?.type === 'raffle-opened' && first.rehearsal !== true) {
      throw new JournalUnusable(
        'damaged',
        `${path} is there, but its id was a rehearsal's that is deleted, and this one is real. Nothing was changed. Move the file away, or restore the folder it belongs to.`,
      );
    }
    await this.#folder.discard(filesOf(id));
  }

  /** @param db Default: a journal that its first write begins. */
  #lane(id: string, db = this.#folder.newJournal(journalName(id), entryCodec)): RaffleLane {
    return new RaffleLane({
      ...this.#folder.guard(`raffle ${id}`),
      db,
      kept: this.#folder.keptCheckpoint(checkpointName(id)),
      signer: this.#signer,
      onCommit: (raffle) => {
        for (const listener of this.#listeners) listener(raffle);
      },
    });
  }
}

/** A raffle that was never opened, or is deleted, refuses whatever it is asked. */
function refuse<E extends Entry>(decide: Decide<E>, isDeleted: boolean): never {
  decide(isDeleted ? deleted : unopened, () => {
    throw new TypeError('There is no log, so it has no root.');
  });
  throw new TypeError('Nothing can be added to a log that is not there.');
}

function isVerifierKey(text: string): boolean {
  try {
    return parseVerifierKey(text).name !== '';
  } catch {
    return false;
  }
}

function filesOf(id: string): string[] {
  const journal = journalName(id);
  return [journal, `${journal}.draft`, checkpointName(id)];
}

function checkpointName(id: string): string {
  return join(rafflesFolder, `${id}.checkpoint`);
}

function journalName(id: string): string {
  if (!isFileName(id)) throw new TypeError(`${id} is not the id of a raffle.`);
  return join(rafflesFolder, `${id}.journal`);
}
