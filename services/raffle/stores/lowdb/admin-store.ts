import type { AdminKey, AdminStore, EnrolledKey } from '../admin-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { DataFolder } from './data-folder.ts';

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
      db: await folder.ownJournal(noncesName),
      initial: new Map(),
      evolve: (claimed, { nonce, expiresAt }) => claimed.set(nonce, expiresAt),
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
