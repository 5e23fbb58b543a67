import { useMemo, useSyncExternalStore } from 'react';
import { readRoute, type Route } from './route.ts';

/** The page that the address asks for, now and after every change. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => readRoute(hash), [hash]);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
