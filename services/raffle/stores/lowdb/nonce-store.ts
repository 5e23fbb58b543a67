import type { NonceClaim } from '../admin-store.ts';
import { SpentNonces, type NonceStatus, type Span } from '../spent-nonces.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder, Journal } from './data-folder.ts';
import { noncesName } from './folder-layout.ts';

/** Claims and last uses are appended; the other forms are in compacted journals only. */
export type NonceEntry =
  | NonceClaim
  | Pick<NonceClaim, 'nonce' | 'expiresAt'>
  | Pick<NonceClaim, 'keyid' | 'at'>
  | { readonly forgotten: readonly Span[] };

/** A journal with more entries than this that no longer matter is compacted. */
const staleEntriesMax = 10_000;
/** The last use of a key that only reads is written at most once in this many seconds. */
const lastUseIntervalSeconds = 60;

interface NonceState {
  readonly spent: SpentNonces;
  /** From keyid to its last use, in Unix seconds. */
  readonly lastUses: Map<string, number>;
}

/**
 * The used nonces, and the last use of each key. Requests that change something claim their nonces
 * on disk. Requests that read claim them in memory, without a flush; signatures from before the start
 * of the process are refused for them. Readers see durable state only.
 */
export class NonceStore {
  /** Its state is ahead of the disk while a batch is written. */
  readonly #queue: CommitQueue<NonceState, NonceEntry>;
  readonly #spentOnReads = new SpentNonces();
  readonly #durableLastUses: Map<string, number>;
  /** From keyid to the last use that is on disk or being written. */
  readonly #writtenLastUses: Map<string, number>;
  /** Whether no earlier process can have accepted a request: its last use would be in the journal. */
  readonly #isFirst: boolean;
  /** On a clock that cannot be set. */
  readonly #startedAtMs = performance.now();

  private constructor(folder: DataFolder, db: Journal<NonceEntry>) {
    const none: NonceState = { spent: new SpentNonces(), lastUses: new Map() };
    this.#queue = new CommitQueue<NonceState, NonceEntry>({
      ...folder.queueSettings(noncesName),
      db,
      state: db.data.entries.reduce(evolve, none),
      evolve,
      onDurable: (_, entries) => {
        for (const entry of entries) noteUse(this.#durableLastUses, entry);
      },
      compaction: { shorten, replace: (entries) => db.replace(entries) },
    });
    this.#durableLastUses = new Map(this.#queue.state.lastUses);
    this.#writtenLastUses = new Map(this.#durableLastUses);
    this.#isFirst = db.data.entries.length === 0;
  }

  /** @throws {JournalError} as `DataFolder.openJournal`. */
  static async load(folder: DataFolder): Promise<NonceStore> {
    return new NonceStore(folder, await folder.openOwnJournal<NonceEntry>(noncesName));
  }

  /** Durable when it resolves. */
  claim(claim: NonceClaim): Promise<NonceStatus> {
    return this.#queue.change(() => {
      const answer = this.#check(claim);
      return { entries: answer === 'claimed' ? [claim] : [], answer };
    });
  }

  async claimRead(claim: NonceClaim & { readonly created: number }): Promise<NonceStatus> {
    const { nonce, expiresAt, keyid, at, created } = claim;
    const status = created < this.#firstReadAt(at) ? 'forgotten' : this.#check(claim);
    // The claim that this refusal rests on may be in the batch that is being written.
    if (status !== 'claimed') return this.#queue.change(() => ({ entries: [], answer: status }));
    this.#spentOnReads.add(nonce, expiresAt, at);
    if (at >= (this.#writtenLastUses.get(keyid) ?? 0) + lastUseIntervalSeconds) {
      this.#writtenLastUses.set(keyid, at);
      await this.#queue.change(() => ({ entries: [{ keyid, at }], answer: undefined }));
    }
    return status;
  }

  /** When a key last signed, ISO 8601. */
  lastUse(keyid: string): string | undefined {
    const at = this.#durableLastUses.get(keyid);
    return at === undefined ? undefined : new Date(at * 1000).toISOString();
  }

  /** The start of the process on the clock as it is set now, Unix seconds. */
  #firstReadAt(now: number): number {
    if (this.#isFirst) return -Infinity;
    return now - Math.ceil((performance.now() - this.#startedAtMs) / 1000);
  }

  /** A nonce works once, in a request of either kind. */
  #check({ nonce, expiresAt }: NonceClaim): NonceStatus {
    const status = this.#queue.state.spent.check(nonce, expiresAt);
    return status === 'claimed' ? this.#spentOnReads.check(nonce, expiresAt) : status;
  }
}

function evolve(state: NonceState, entry: NonceEntry): NonceState {
  const { spent, lastUses } = state;
  noteUse(lastUses, entry);
  if ('forgotten' in entry) spent.addForgotten(entry.forgotten);
  if ('nonce' in entry)
    spent.add(entry.nonce, entry.expiresAt, 'at' in entry ? entry.at : undefined);
  return state;
}

function noteUse(lastUses: Map<string, number>, entry: NonceEntry): void {
  if (!('keyid' in entry)) return;
  lastUses.set(entry.keyid, Math.max(entry.at, lastUses.get(entry.keyid) ?? 0));
}

/** The entries of a shorter journal with the same state; undefined if it would not save enough. */
function shorten({ spent, lastUses }: NonceState, entryCount: number): NonceEntry[] | undefined {
  if (entryCount - spent.size - lastUses.size <= staleEntriesMax) return undefined;
  return [
    ...[...lastUses].map(([keyid, at]) => ({ keyid, at })),
    { forgotten: spent.forgotten },
    ...[...spent.remembered].map(([nonce, expiresAt]) => ({ nonce, expiresAt })),
  ];
}
