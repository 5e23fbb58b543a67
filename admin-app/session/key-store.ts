import type { AdminRole } from '#contract/schemas.ts';

/** A key as this browser keeps it: it can sign, and nobody can read it. */
export interface BrowserKey {
  /** The one service it is for. */
  readonly serviceUrl: string;
  /** RFC 7638 thumbprint of the public key: its fingerprint. */
  readonly keyid: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly privateKey: CryptoKey;
}

/** Made here, and not let in yet, as far as this browser knows. */
export interface MadeKey extends BrowserKey {
  readonly stage: 'made';
}

export interface EnrolledKey extends BrowserKey {
  readonly stage: 'enrolled';
  readonly name: string;
  readonly role: AdminRole;
}

/** Where keys stay between visits: one of each stage for each service. */
export interface KeyStore {
  findMade(serviceUrl: string): Promise<MadeKey | undefined>;
  findEnrolled(serviceUrl: string): Promise<EnrolledKey | undefined>;
  keep(key: MadeKey | EnrolledKey): Promise<void>;
  forget(key: Pick<MadeKey | EnrolledKey, 'serviceUrl' | 'stage'>): Promise<void>;
  /**
   * Hears when another window keeps or forgets an enrolled key.
   *
   * @returns Ends that.
   */
  watch(listener: () => void): () => void;
}

const databaseName = 'raffle-admin';
const keys = 'keys';

/** This browser's own store. `CryptoKey`s go in and out whole; their bytes never show. */
export function openKeyStore(): KeyStore {
  const windows = new BroadcastChannel(databaseName);
  const tell = ({ stage }: Pick<MadeKey | EnrolledKey, 'stage'>) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    if (stage === 'enrolled') windows.postMessage('changed');
  };
  return {
    findMade: async (serviceUrl) =>
      transact('readonly', (store) => store.get([serviceUrl, 'made'])),
    findEnrolled: async (serviceUrl) =>
      transact('readonly', (store) => store.get([serviceUrl, 'enrolled'])),
    async keep(key) {
      await transact('readwrite', (store) => store.put(key));
      tell(key);
    },
    async forget(key) {
      await transact('readwrite', (store) => store.delete([key.serviceUrl, key.stage]));
      tell(key);
    },
    watch(listener) {
      windows.addEventListener('message', listener);
      return () => windows.removeEventListener('message', listener);
    },
  };
}

async function transact<Answer>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer>,
): Promise<Answer> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(keys, mode, { durability: 'strict' });
    const answer = ask(transaction.objectStore(keys));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('error', () => reject(transaction.error!));
      transaction.addEventListener('abort', () => reject(transaction.error!));
    });
    return answer.result;
  } finally {
    database.close();
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  return new Promise((resolve, reject) => {
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(keys, { keyPath: ['serviceUrl', 'stage'] });
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error!));
  });
}
