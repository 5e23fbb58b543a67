import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenRaffle } from '../../domain/commands.ts';
import { assertIdAvailable, decide } from '../../domain/decide.ts';
import { requireOpened, type Decision } from '../../domain/decision.ts';
import type { Entry } from '../../domain/entries.ts';
import { deleted, isOpened, unopened, type OpenedRaffle } from '../../domain/raffle.ts';
import { requireDeletable } from '../../domain/rehearsal.ts';
import { decideAfterClosing, refuse, type ClosingOptions } from '../due-closings.ts';
import { Listeners } from '../listeners.ts';
import { MerkleLog, type LogSigner } from '../merkle-log.ts';
import type { Decide, Outcome, PublicLog, RaffleStore, ReservedIds } from '../raffle-store.ts';
import { Catalogue } from './catalogue.ts';
import { createEntryCodec, createEntryDecoder } from '../codecs.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { raffleJournalName } from './folder-layout.ts';
import { JournalError } from './journal-error.ts';
import { decodeJournal } from './journal-scan.ts';
import { RaffleEntries } from './raffle-entries.ts';
import type { JournalThread } from './journal-thread.ts';
import { restoreRaffle } from './restore-raffle.ts';
import { RaffleJournal, type RaffleJournalOptions } from './raffle-journal.ts';

/** Finished raffles whose two files stay open. */
const idleJournalsMax = 4;

export interface LowdbRaffleOptions extends ClosingOptions {
  /** Has read some of the journals. */
  readonly thread?: Pick<JournalThread, 'take'> | undefined;
}

/** Raffles in a data folder, one journal each. */
export class LowdbRaffleStore implements RaffleStore {
  readonly #folder: DataFolder;
  readonly #signer: LogSigner;
  readonly #options: LowdbRaffleOptions;
  readonly #catalogue: Catalogue;
  readonly #journals = new Map<string, RaffleJournal>();
  /** Journals of finished raffles whose files are open, the last used one at the end. */
  readonly #idle = new Set<Journal<Entry>['file']>();
  readonly #listeners: Listeners<OpenedRaffle>;
  readonly #deletionListeners: Listeners<string>;

  private constructor(
    folder: DataFolder,
    catalogue: Catalogue,
    { signer, ...options }: LowdbRaffleOptions & { readonly signer: LogSigner },
  ) {
    this.#folder = folder;
    this.#signer = signer;
    this.#catalogue = catalogue;
    this.#options = options;
    const onError = (cause: unknown) => folder.reportListenerError(cause);
    this.#listeners = new Listeners(onError);
    this.#deletionListeners = new Listeners(onError);
  }

  /**
   * Reads all raffles of a data folder. Nothing in the folder is changed before all are read.
   *
   * @param signer Signs each raffle's log, once per batch.
   * @throws {JournalError} `damaged`: a journal is missing, damaged, empty, another raffle's, or not
   *   the one that was signed last; `outdated`: its entries have another schema; `unwritable`.
   */
  static async load(
    folder: DataFolder,
    signer: LogSigner,
    options: LowdbRaffleOptions = {},
  ): Promise<LowdbRaffleStore> {
    const catalogue = await Catalogue.load(folder);
    const store = new LowdbRaffleStore(folder, catalogue, { ...options, signer });
    const ids = folder.raffleIds();
    const unlisted = ids.filter((id) => !catalogue.has(id));
    const deletedIds = ids.filter((id) => catalogue.isDeleted(id));
    for (const id of [...catalogue.activeIds(), ...unlisted]) await store.#load(id);
    for (const id of deletedIds) store.#requireRehearsal(id);
    await folder.prepare();
    for (const id of deletedIds) await folder.discardJournal(raffleJournalName(id));
    for (const id of unlisted) await catalogue.add(id);
    return store;
  }

  /** Whether the folder never held a raffle. */
  get isUnused(): boolean {
    return this.#catalogue.ids().length === 0;
  }

  create(choose: (taken: ReservedIds, at: string) => OpenRaffle): Promise<Outcome> {
    const { lock, lockKey } = this.#folder.queueSettings('openings');
    return lock.acquire(lockKey, async () => {
      const ids = [...new Set([...this.#catalogue.ids(), ...this.#journals.keys()])];
      const openings = (await this.list()).map(({ opened }) => opened);
      const command = choose({ openings, ids }, this.#now());
      const { raffleId: id } = command;
      assertIdAvailable(id, ids);
      if (!ids.includes(id)) this.#begin(id);
      try {
        return await this.change(id, (raffle) => decide(command, raffle));
      } finally {
        if (this.#journals.get(id)?.queue.state.status === 'unopened') this.#journals.delete(id);
      }
    });
  }

  async change<D extends Decision>(id: string, decide: Decide<D>): Promise<Outcome<D>> {
    const journal = this.#journals.get(id);
    if (journal === undefined) {
      return refuse(decide, this.#catalogue.isDeleted(id) ? deleted : unopened, this.#now());
    }
    const { answer, state } = await journal.queue.commit((raffle) =>
      decideAfterClosing(raffle, decide, { ...this.#options, root: () => journal.log.root() }),
    );
    const decision = answer();
    if (!journal.isListed) {
      await this.#catalogue.add(id);
      journal.isListed = true;
    }
    const { writtenReceipts } = journal;
    return { ...decision, raffle: requireOpened(state), writtenReceipts };
  }

  async closeIfDue(id: string): Promise<void> {
    await this.change(id, () => ({ entries: [], replayed: true }));
  }

  async delete(id: string): Promise<void> {
    const journal = this.#journals.get(id);
    if (journal === undefined) requireDeletable(this.#catalogue.isDeleted(id) ? deleted : unopened);
    await journal?.queue.end(async (raffle) => {
      requireDeletable(raffle);
      await this.#catalogue.markDeleted(id);
      return deleted;
    });
    this.#journals.delete(id);
    this.#deletionListeners.notify(id);
    await this.#folder.discardJournal(raffleJournalName(id));
  }

  async find(id: string): Promise<OpenedRaffle | undefined> {
    const raffle = this.#journals.get(id)?.queue.state;
    return raffle !== undefined && isOpened(raffle) ? raffle : undefined;
  }

  async list(): Promise<readonly OpenedRaffle[]> {
    return [...this.#journals.values()]
      .map(({ queue }) => queue.state)
      .filter(isOpened)
      .toSorted((left, right) => (left.opened.at < right.opened.at ? -1 : 1));
  }

  async readEntries(id: string, from = 0, to = Infinity): Promise<readonly Entry[]> {
    return this.#journals.get(id)?.readEntries(from, to) ?? [];
  }

  async findLog(id: string): Promise<PublicLog | undefined> {
    const journal = this.#journals.get(id);
    return journal !== undefined && isOpened(journal.queue.state) ? journal.publicLog() : undefined;
  }

  #now(): string {
    return new Date((this.#options.clock ?? Date.now)()).toISOString();
  }

  subscribe(listener: (raffle: OpenedRaffle) => void): () => void {
    return this.#listeners.add(listener);
  }

  subscribeToDeletions(listener: (id: string) => void): () => void {
    return this.#deletionListeners.add(listener);
  }

  async #load(id: string): Promise<void> {
    const name = raffleJournalName(id);
    const log = new MerkleLog(this.#signer);
    const db = this.#folder.newJournal(name, createEntryCodec(log));
    const { raffle, others, tree } = await restoreRaffle(id, db.file, this.#options.thread);
    if (isOpened(raffle)) log.restoreTree(raffle.opened, tree);
    db.data = { entries: [], from: raffle.version };
    const journal = this.#add(id, { db, entries: new RaffleEntries(raffle, others), log });
    journal.requireSigned();
    journal.isListed = this.#catalogue.has(id);
  }

  /** Adds a journal whose file its first write makes. */
  #begin(id: string): void {
    const log = new MerkleLog(this.#signer);
    const db = this.#folder.newJournal(raffleJournalName(id), createEntryCodec(log));
    this.#add(id, { db, entries: new RaffleEntries(), log });
  }

  #add(id: string, parts: Pick<RaffleJournalOptions, 'db' | 'entries' | 'log'>): RaffleJournal {
    const journal = new RaffleJournal({
      ...this.#folder.queueSettings(`raffle ${id}`),
      ...parts,
      listeners: this.#listeners,
      onFinished: (file) => this.#releaseWhenIdle(file),
    });
    this.#journals.set(id, journal);
    return journal;
  }

  /** Closes the files of a finished raffle once some others were used after it, not between two claims. */
  #releaseWhenIdle(file: Journal<Entry>['file']): void {
    this.#idle.delete(file);
    this.#idle.add(file);
    const [oldest] = this.#idle;
    if (oldest === undefined || this.#idle.size <= idleJournalsMax) return;
    this.#idle.delete(oldest);
    // Everything is flushed, so a descriptor that cannot be closed loses nothing.
    void oldest.release().catch(() => undefined);
  }

  /**
   * Requires that the journal of a deleted raffle, if it is still there, is a rehearsal's. A real
   * raffle's journal was put there later, and must not be deleted.
   */
  #requireRehearsal(id: string): void {
    const path = join(this.#folder.path, raffleJournalName(id));
    if (!existsSync(path)) return;
    const [text] = decodeJournal(readFileSync(path)).texts;
    const first = text === undefined ? undefined : createEntryDecoder()(text);
    if (first?.type !== 'raffle-opened' || first.rehearsal === true) return;
    throw new JournalError(
      'damaged',
      `${path} is there, but its id was a rehearsal's that is deleted, and this one is real. Nothing was changed. Move the file out of the data folder.`,
    );
  }
}
