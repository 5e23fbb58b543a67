import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import type { RequestSigner } from '#contract/request-signing.ts';
import type { AdminKey, AdminRole } from '#contract/schemas.ts';
import { canMakeKeys, signerOf } from './browser-key.ts';
import type { KeyStore, StoredKey } from './key-store.ts';

export interface SessionKey {
  /** The key's fingerprint. */
  readonly keyid: string;
  readonly name: string;
  readonly role: AdminRole;
}

/**
 * Who orders from this browser. `refused`: there is a key, and the service takes it no more.
 * `unsupported`: this browser can have none.
 */
export type Session =
  | { readonly status: 'opening' | 'none' | 'unsupported'; readonly key?: undefined }
  | { readonly status: 'ready' | 'refused'; readonly key: SessionKey };

/** The session and what changes it; for the pages about keys. */
export interface SessionStore {
  readonly session: Session;
  readonly signer: RequestSigner | undefined;
  readonly keyStore: KeyStore;
  /** From now on this key signs. */
  readonly use: (key: StoredKey, enrolled: Pick<AdminKey, 'name' | 'role'>) => Promise<void>;
  readonly forget: () => Promise<void>;
  /** The service does not take the key. */
  readonly refuse: () => void;
}

const SessionContext = createContext<SessionStore | undefined>(undefined);

type Held = StoredKey & { readonly owner: SessionKeyOwner };
type SessionKeyOwner = NonNullable<StoredKey['owner']>;

export interface SessionProviderProps {
  readonly serviceUrl: string;
  readonly keyStore: KeyStore;
  readonly children: ReactNode;
}

export function SessionProvider({ serviceUrl, keyStore, children }: SessionProviderProps) {
  const [held, setHeld] = useState<Held | 'opening' | 'none' | 'unsupported'>('opening');
  const [isRefused, setIsRefused] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void findKey(keyStore, serviceUrl).then((found) => isCurrent && setHeld(found));
    return () => {
      isCurrent = false;
    };
  }, [keyStore, serviceUrl]);
  const use = useCallback<SessionStore['use']>(
    async (key, { name, role }) => {
      const owned = { ...key, owner: { name, role } };
      await keyStore.keep(owned);
      setIsRefused(false);
      setHeld(owned);
    },
    [keyStore],
  );
  const forget = useCallback(async () => {
    await keyStore.forget(serviceUrl);
    setIsRefused(false);
    setHeld('none');
  }, [keyStore, serviceUrl]);
  const refuse = useCallback(() => setIsRefused(true), []);
  const store = useMemo<SessionStore>(
    () => ({
      session: toSession(held, isRefused),
      signer: typeof held === 'string' ? undefined : signerOf(held),
      keyStore,
      use,
      forget,
      refuse,
    }),
    [held, isRefused, keyStore, use, forget, refuse],
  );
  return <SessionContext value={store}>{children}</SessionContext>;
}

/** Who orders from this browser. */
export function useSession(): Session {
  return useSessionStore().session;
}

export function useSessionStore(): SessionStore {
  return useContext(SessionContext)!;
}

/** A key that no service has enrolled yet is none. */
async function findKey(keyStore: KeyStore, serviceUrl: string) {
  try {
    if (!(await canMakeKeys())) return 'unsupported';
    const key = await keyStore.find(serviceUrl);
    return key?.owner === undefined ? 'none' : { ...key, owner: key.owner };
  } catch {
    // A browser that keeps nothing, as some private windows do, cannot keep a key either.
    return 'unsupported';
  }
}

function toSession(held: Held | 'opening' | 'none' | 'unsupported', isRefused: boolean): Session {
  if (typeof held === 'string') return { status: held };
  const { keyid, owner } = held;
  return { status: isRefused ? 'refused' : 'ready', key: { keyid, ...owner } };
}
