import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { RequestSigner } from '#contract/request-signing.ts';
import { makeKey, signerOf } from './browser-key.ts';
import type { EnrolledKey, KeyStore } from './key-store.ts';

export type SessionKey = Pick<EnrolledKey, 'keyid' | 'name' | 'role'>;

/**
 * Who orders from this browser. `refused`: there is a key, and the service takes it no more.
 * `unsupported`: this browser can hold none.
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
  readonly use: (key: EnrolledKey) => Promise<void>;
  readonly forget: () => Promise<void>;
  /** The service does not take this key any more. */
  readonly refuse: (keyid: string) => void;
}

const SessionContext = createContext<SessionStore | undefined>(undefined);

type Held = EnrolledKey | 'opening' | 'none' | 'unsupported';

export interface SessionProviderProps {
  readonly serviceUrl: string;
  readonly keyStore: KeyStore;
  readonly children: ReactNode;
}

export function SessionProvider({ serviceUrl, keyStore, children }: SessionProviderProps) {
  const [held, setHeld] = useState<Held>('opening');
  const [refusedKeyid, refuse] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      const found = await findKey(keyStore, serviceUrl);
      if (isCurrent) setHeld(found);
    };
    void find();
    // A key forgotten in one window is forgotten in all of them.
    const unwatch = keyStore.watch(() => void find());
    return () => {
      isCurrent = false;
      unwatch();
    };
  }, [keyStore, serviceUrl]);
  const signer = useMemo(() => (typeof held === 'string' ? undefined : signerOf(held)), [held]);
  const store = useMemo<SessionStore>(
    () => ({
      session: toSession(held, refusedKeyid),
      signer,
      keyStore,
      async use(key) {
        await keyStore.keep(key);
        await keyStore.forget({ serviceUrl, stage: 'made' });
        setHeld(key);
      },
      async forget() {
        await keyStore.forget({ serviceUrl, stage: 'enrolled' });
        setHeld('none');
      },
      refuse,
    }),
    [held, signer, refusedKeyid, keyStore, serviceUrl],
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

async function findKey(keyStore: KeyStore, serviceUrl: string): Promise<Held> {
  try {
    const enrolled = await keyStore.findEnrolled(serviceUrl);
    if (enrolled === undefined) await tryToKeep(keyStore);
    return enrolled ?? 'none';
  } catch {
    return 'unsupported';
  }
}

/** Some browsers make no such keys, and some private windows keep none. Better known beforehand. */
async function tryToKeep(keyStore: KeyStore): Promise<void> {
  const trial = await makeKey('trial');
  await keyStore.keep(trial);
  await keyStore.forget(trial);
}

function toSession(held: Held, refusedKeyid: string | undefined): Session {
  if (typeof held === 'string') return { status: held };
  const { keyid, name, role } = held;
  return { status: keyid === refusedKeyid ? 'refused' : 'ready', key: { keyid, name, role } };
}
