import { useState } from 'react';

/**
 * Creates a store with the component, and a new one when the key changes.
 *
 * @param key Says what the store is about, e.g. an account id.
 */
export function useStoreFor<Store>(key: string, create: () => Store): Store {
  const [held, setHeld] = useState(() => ({ key, store: create() }));
  if (held.key === key) return held.store;
  const next = { key, store: create() };
  setHeld(next);
  return next.store;
}
