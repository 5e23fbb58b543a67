import AsyncLock from 'async-lock';
import type { OpenRaffle } from '../../domain/commands.ts';
import { decide } from '../../domain/decide.ts';
import { requireOpened, type Decision } from '../../domain/decision.ts';
import type { Entry, RaffleOpened } from '../../domain/entries.ts';
import { isOpened, type ListedRaffle, type OpenedRaffle } from '../../domain/raffle.ts';
import { createEntryDecoder, joinEntry } from '../codecs.ts';
import { Listeners } from '../listeners.ts';
import type { Decide, Outcome, PublicLog, RaffleStore, ReservedIds } from '../raffle-store.ts';
import { ChangeFeed } from './change-feed.ts';
import { openRaffle } from './open-raffle.ts';
import { RaffleCache, type RaffleCacheOptions } from './raffle-cache.ts';
import type { RaffleCopy } from './raffle-copy.ts';
import { openPublicLog, writeReceipts } from './raffle-log.ts';
import { RaffleList } from './raffle-list.ts';
import { RaffleQueue } from './raffle-queue.ts';
import { findDecodable, isText, readEntryRows } from './raffle-rows.ts';
import { StoredRaffle, type DurableRaffle, type StoredRaffleOptions } from './stored-raffle.ts';

export interface PostgresRaffleOptions extends StoredRaffleOptions, RaffleCacheOptions {
  /** Number of changes of one raffle, or of openings, that may wait. Default: 10,000. */
  readonly waitingMax?: number;
  /** As `RaffleQueueOptions.readAfterFailureMsMax`. */
  readonly readAfterFailureMsMax?: number;
  /** Takes what a listener threw. The change it was called for is durable and answered. */
  readonly onListenerError?: (cause: unknown) => void;
  /** Takes the reason why changes of other processes were not heard of; it is tried again. */
  readonly onFeedFailure?: (cause: unknown) => void;
  /** As `ChangeFeedOptions.pollMs`. */
  readonly pollMs?: number;
}

/** Raffles in a PostgreSQL database that several processes may share. */
export class PostgresRaffleStore implements RaffleStore {
  readonly #options: PostgresRaffleOptions;
  readonly #cache: RaffleCache;
  readonly #list: RaffleList;
  readonly #openingLock: AsyncLock;
  readonly #openings = new Map<string, RaffleOpened>();
  /** The newest version that the listeners know; `Infinity` after a deletion. */
  readonly #versions = new Map<string, number>();
  #hasListed = false;
  readonly #listeners: Listeners<OpenedRaffle>;
  readonly #deletionListeners: Listeners<string>;
  #feed: ChangeFeed | undefined;

  private constructor(options: PostgresRaffleOptions) {
    this.#options = options;
    const { waitingMax = 10_000, onListenerError = () => undefined } = options;
    this.#openingLock = new AsyncLock({ maxPending: waitingMax });
    this.#cache = new RaffleCache((id) => this.#newQueue(id), options);
    this.#list = new RaffleList(options.database);
    this.#listeners = new Listeners(onListenerError);
    this.#deletionListeners = new Listeners(onListenerError);
  }

  /**
   * Begins to hear of changes by other processes. The database has this program's schema.
   *
   * @throws {StoreUnavailable} `overloaded`: the database does not answer.
   */
  static async start(options: PostgresRaffleOptions): Promise<PostgresRaffleStore> {
    const store = new PostgresRaffleStore(options);
    const { database, onFeedFailure, pollMs } = options;
    store.#feed = await ChangeFeed.start({
      database,
      onChange: (raffleId) => void store.#follow(raffleId),
      ...(onFeedFailure && { onFailure: onFeedFailure }),
      ...(pollMs !== undefined && { pollMs }),
    });
    return store;
  }

  /** Ends the connection that hears of changes. */
  async stop(): Promise<void> {
    this.#cache.stop();
    await this.#feed?.stop();
  }

  /** Whether the database never held a raffle. */
  async isUnused(): Promise<boolean> {
    const found = await this.#options.database.query('SELECT FROM raffles LIMIT 1');
    return found.length === 0;
  }

  /** Number of entries in memory, of all raffles. */
  get entriesInMemory(): number {
    return this.#cache.entryCount;
  }

  create(choose: (taken: ReservedIds, at: string) => OpenRaffle): Promise<Outcome> {
    return this.#openingLock.acquire('openings', async () => {
      const { command, opened } = await openRaffle(this.#options, choose, this.#openings);
      const { raffleId } = command;
      if (opened === undefined) return this.change(raffleId, (raffle) => decide(command, raffle));
      const { decision, copy } = opened;
      const raffle = requireOpened(copy.state);
      this.#openings.set(raffleId, raffle.opened);
      this.#publish(raffleId, { state: raffle, copy });
      this.#feed?.announce(raffleId);
      return this.#toOutcome(decision, raffle, copy);
    });
  }

  async change<D extends Decision>(id: string, decide: Decide<D>): Promise<Outcome<D>> {
    const { decision, state, copy } = await this.#cache.get(id).change(decide);
    return this.#toOutcome(decision, requireOpened(state), copy);
  }

  async closeIfDue(id: string): Promise<void> {
    await this.change(id, () => ({ entries: [], replayed: true }));
  }

  delete(id: string): Promise<void> {
    return this.#cache.get(id).delete();
  }

  async find(id: string): Promise<OpenedRaffle | undefined> {
    const { state } = await this.#cache.get(id).read();
    return isOpened(state) ? state : undefined;
  }

  async list(): Promise<readonly ListedRaffle[]> {
    const raffles = await this.#list.read();
    const isFirst = !this.#hasListed;
    this.#hasListed = true;
    // A later list can be for a request, and the listeners do not see it.
    for (const { opened, version } of isFirst ? raffles : []) {
      if (!this.#versions.has(opened.raffleId)) this.#versions.set(opened.raffleId, version);
    }
    return raffles;
  }

  async readEntries(id: string, from = 0, to = Infinity): Promise<readonly Entry[]> {
    if (!isText(id)) return [];
    const { database } = this.#options;
    const first = await findDecodable(database, id, from);
    const decode = createEntryDecoder();
    const entries: Entry[] = [];
    for (;;) {
      const start = first + entries.length;
      const rows = await readEntryRows(database, id, { from: start, to });
      if (rows.length === 0) return entries.slice(from - first);
      for (const row of rows) entries.push(decode(joinEntry(row.public, row.private)));
    }
  }

  async findLog(id: string): Promise<PublicLog | undefined> {
    const { database } = this.#options;
    const { state, copy } = await this.#cache.get(id).read();
    if (copy === undefined || !isOpened(state)) return undefined;
    return openPublicLog({ database, raffleId: id, copy, size: state.version });
  }

  subscribe(listener: (raffle: OpenedRaffle) => void): () => void {
    return this.#listeners.add(listener);
  }

  subscribeToDeletions(listener: (id: string) => void): () => void {
    return this.#deletionListeners.add(listener);
  }

  #newQueue(raffleId: string): RaffleQueue {
    const { waitingMax, readAfterFailureMsMax } = this.#options;
    return new RaffleQueue(new StoredRaffle(raffleId, this.#options), {
      ...(waitingMax !== undefined && { waitingMax }),
      ...(readAfterFailureMsMax !== undefined && { readAfterFailureMsMax }),
      onDurable: (durable, isWritten) => {
        this.#publish(raffleId, durable);
        if (isWritten) this.#feed?.announce(raffleId);
      },
    });
  }

  #toOutcome<D extends Decision>(decision: D, raffle: OpenedRaffle, copy: RaffleCopy): Outcome<D> {
    const { database } = this.#options;
    const { raffleId } = raffle.opened;
    const source = { database, raffleId, copy, size: raffle.version };
    const writtenReceipts = (indexes: readonly number[]) => writeReceipts(source, indexes);
    return { ...decision, raffle, writtenReceipts };
  }

  /** Another process has changed a raffle. */
  async #follow(raffleId: string): Promise<void> {
    try {
      await this.#cache.get(raffleId).read();
    } catch (cause) {
      this.#options.onFeedFailure?.(cause);
    }
  }

  /** Calls the listeners if they do not know this state: what the first list has shown is known. */
  #publish(raffleId: string, { state }: DurableRaffle): void {
    if (state.status === 'unopened') return this.#cache.forget(raffleId);
    const version = isOpened(state) ? state.version : Infinity;
    const known = this.#versions.get(raffleId);
    if (known === version) return;
    this.#versions.set(raffleId, version);
    if (!isOpened(state)) {
      this.#openings.delete(raffleId);
      this.#deletionListeners.notify(raffleId);
    } else {
      this.#listeners.notify(state);
    }
  }
}
