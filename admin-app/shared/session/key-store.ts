import type { AdminRole } from '#contract/admin-keys.ts';
import { keyThumbprint, type RequestSigner } from '#contract/request-signing.ts';

/** A key in this browser's storage. Its private part signs and cannot be exported. */
export interface BrowserKey {
  /** The origin of the service that the key is for. */
  readonly serviceUrl: string;
  /** RFC 7638 thumbprint of the public key: its fingerprint. */
  readonly keyid: string;
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly privateKey: CryptoKey;
}

/** Created here and not enrolled yet, as far as this browser knows. */
export interface MadeKey extends BrowserKey {
  readonly stage: 'made';
}

export interface EnrolledKey extends BrowserKey {
  readonly stage: 'enrolled';
  readonly name: string;
  readonly role: AdminRole;
}

/** Persistent storage of keys: at most one of each stage for each service. */
export interface KeyStore {
  findMade(serviceUrl: string): Promise<MadeKey | undefined>;
  findEnrolled(serviceUrl: string): Promise<EnrolledKey | undefined>;
  keep(key: MadeKey | EnrolledKey): Promise<void>;
  forget(key: Pick<MadeKey | EnrolledKey, 'serviceUrl' | 'stage'>): Promise<void>;
  /**
   * Calls the listener when another window stores or removes an enrolled key.
   *
   * @returns Unsubscribes.
   */
  watch(listener: () => void): () => void;
}

const databaseName = 'raffle-admin';
const keys = 'keys';

/** Stores keys in IndexedDB, which can hold a `CryptoKey` without exporting it. */
export function openKeyStore(): KeyStore {
  const windows = new BroadcastChannel(databaseName);
  const notifyWindows = ({ stage }: Pick<MadeKey | EnrolledKey, 'stage'>) => {
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
      notifyWindows(key);
    },
    async forget(key) {
      await transact('readwrite', (store) => store.delete([key.serviceUrl, key.stage]));
      notifyWindows(key);
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
      transaction.addEventListener('error', () => reject(transaction.error));
      transaction.addEventListener('abort', () => reject(transaction.error));
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
    request.addEventListener('error', () => reject(request.error));
  });
}

const algorithm = 'Ed25519';

/**
 * Creates a signing key whose private part cannot be exported, not even by this page.
 *
 * @throws {Error} The browser has no Ed25519, or the page was loaded over plain http.
 */
export async function makeKey(serviceUrl: string): Promise<MadeKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, false, [
    'sign',
    'verify',
  ]);
  const { x } = await crypto.subtle.exportKey('jwk', publicKey);
  if (x === undefined) throw new Error('The exported Ed25519 key has no public part.');
  return {
    stage: 'made',
    serviceUrl,
    keyid: await keyThumbprint(x),
    publicKey: x,
    privateKey,
  };
}

export function signerOf({ keyid, privateKey }: BrowserKey): RequestSigner {
  return {
    keyid,
    async sign(bytes) {
      const signature = await crypto.subtle.sign(algorithm, privateKey, new Uint8Array(bytes));
      return new Uint8Array(signature);
    },
  };
}
