import type { Low } from 'lowdb';
import type { AdminKey, AdminStore, EnrolledKey } from '../admin-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';
import type { Log } from './journal-file.ts';

const keysName = 'keys.journal';
const noncesName = 'nonces.journal';

type KeyEntry =
  | {
      readonly type: 'key-enrolled';
      readonly key: AdminKey;
      readonly source: EnrolledKey['source'];
    }
  | { readonly type: 'key-revoked'; readonly keyid: string };

interface NonceClaimed {
  readonly nonce: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/**
 * A nonce is claimed at most this long before it expires, in seconds: a signature's life and twice
 * the skew of clocks, generously. What expires that much earlier than a new claim has expired.
 */
const claimedAheadMax = 300;
/** So many expired claims are worth a new file. */
const expiredMax = 10_000;

type Keys = Map<string, EnrolledKey>;
type Nonces = Map<string, number>;

export class LowdbAdminStore implements AdminStore {
  readonly #keys: CommitQueue<Keys, KeyEntry>;
  readonly #nonces: CommitQueue<Nonces, NonceClaimed>;

  private constructor(
    keys: CommitQueue<Keys, KeyEntry>,
    nonces: CommitQueue<Nonces, NonceClaimed>,
  ) {
    this.#keys = keys;
    this.#nonces = nonces;
  }

  static async open(folder: DataFolder): Promise<LowdbAdminStore> {
    const keys = new CommitQueue<Keys, KeyEntry>({
      ...folder.guard(keysName),
      db: await folder.ownJournal(keysName),
      initial: new Map(),
      evolve: evolveKeys,
    });
    const nonces = new CommitQueue<Nonces, NonceClaimed>({
      ...folder.guard(noncesName),
      db: await openNonces(folder),
      initial: new Map(),
      evolve: evolveNonces,
    });
    return new LowdbAdminStore(keys, nonces);
  }

  keys(): readonly EnrolledKey[] {
    return [...this.#keys.state.values()];
  }

  findKey(keyid: string): AdminKey | undefined {
    const key = this.#keys.state.get(keyid);
    return key?.isRevoked === true ? undefined : key;
  }

  async enrolKey(key: AdminKey, source: EnrolledKey['source']): Promise<void> {
    const entry = { type: 'key-enrolled', key, source } as const;
    await this.#keys.change(() => ({ entries: [entry], answer: undefined }));
  }

  async revokeKey(keyid: string): Promise<void> {
    const entry = { type: 'key-revoked', keyid } as const;
    await this.#keys.change(() => ({ entries: [entry], answer: undefined }));
  }

  claimNonce(nonce: string, expiresAt: number): Promise<boolean> {
    return this.#nonces.change((claimed) =>
      claimed.has(nonce)
        ? { entries: [], answer: false }
        : { entries: [{ nonce, expiresAt }], answer: true },
    );
  }
}

function evolveKeys(keys: Keys, entry: KeyEntry): Keys {
  switch (entry.type) {
    case 'key-enrolled':
      return keys.set(entry.key.keyid, { ...entry.key, source: entry.source, isRevoked: false });
    case 'key-revoked': {
      const key = keys.get(entry.keyid);
      return key === undefined ? keys : keys.set(entry.keyid, { ...key, isRevoked: true });
    }
    default:
      return entry satisfies never;
  }
}

/** Remembers a claim, and forgets those whose signatures are refused for their age alone. */
function evolveNonces(claimed: Nonces, { nonce, expiresAt }: NonceClaimed): Nonces {
  for (const [earlier, expiry] of claimed) {
    if (expiry >= expiresAt - claimedAheadMax) break;
    claimed.delete(earlier);
  }
  return claimed.set(nonce, expiresAt);
}

async function openNonces(folder: DataFolder): Promise<Low<Log<NonceClaimed>>> {
  const db = await folder.ownJournal<NonceClaimed>(noncesName);
  const live = db.data.entries.reduce(evolveNonces, new Map());
  if (db.data.entries.length - live.size <= expiredMax) return db;
  const claims = [...live].map(([nonce, expiresAt]) => ({ nonce, expiresAt }));
  return folder.replaceJournal(noncesName, claims);
}
