import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { RequestSigner } from '#contract/request-signing.ts';
import { clearStorage } from '#ui/storage.ts';
import { createRequiredContext } from '#ui/required-context.ts';
import { makeKey, signerOf, type EnrolledKey, type KeyStore } from './key-store.ts';

export type SessionKey = Pick<EnrolledKey, 'keyid' | 'name' | 'role'>;

/**
 * The key that this browser signs with. `refused`: the service no longer accepts it. `unsupported`:
 * this browser cannot store one.
 */
export type Session =
  | { readonly status: 'opening' | 'none' | 'unsupported'; readonly key?: undefined }
  | { readonly status: 'ready' | 'refused'; readonly key: SessionKey };

/** The session and the functions that change it. */
export interface SessionStore {
  readonly session: Session;
  readonly signer: RequestSigner | undefined;
  readonly keyStore: KeyStore;
  /** Stores the key and signs with it from now on. */
  readonly use: (key: EnrolledKey) => Promise<void>;
  readonly forget: () => Promise<void>;
  /** Records that the service no longer accepts this key. */
  readonly refuse: (keyid: string) => void;
}

const [SessionContext, useSessionStore] = createRequiredContext<SessionStore>('SessionProvider');
export { useSessionStore };

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
    // A key that is removed in one window is removed in all of them.
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
        // What a desk has stored names buyers and links to their tickets.
        clearStorage('raffle-');
        setHeld('none');
      },
      refuse,
    }),
    [held, signer, refusedKeyid, keyStore, serviceUrl],
  );
  return <SessionContext value={store}>{children}</SessionContext>;
}

export function useSession(): Session {
  return useSessionStore().session;
}

/**
 * To `read` what is not public takes the role admin or auditor, to `sell` admin or seller; `change`
 * needs the role admin.
 */
export type OperatorAction = 'read' | 'sell' | 'change';

/** Whether the key of this browser allows an action. */
export function isAllowed({ status, key }: Session, action: OperatorAction): boolean {
  if (status !== 'ready') return false;
  return key.role === 'seller' ? action === 'sell' : action === 'read' || key.role === 'admin';
}

async function findKey(keyStore: KeyStore, serviceUrl: string): Promise<Held> {
  try {
    const enrolled = await keyStore.findEnrolled(serviceUrl);
    if (enrolled === undefined) await tryToStoreKey(keyStore);
    return enrolled ?? 'none';
  } catch {
    return 'unsupported';
  }
}

/** Some browsers cannot create such keys, and some private windows cannot store them. */
async function tryToStoreKey(keyStore: KeyStore): Promise<void> {
  const trial = await makeKey('trial');
  await keyStore.keep(trial);
  await keyStore.forget(trial);
}

function toSession(held: Held, refusedKeyid: string | undefined): Session {
  if (typeof held === 'string') return { status: held };
  const { keyid, name, role } = held;
  return { status: keyid === refusedKeyid ? 'refused' : 'ready', key: { keyid, name, role } };
}
