import { useSyncExternalStore } from 'react';

/** Whether the browser reports a network. `false` is reliable, `true` is not. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, isOnline);
}

export function isOnline(): boolean {
  return navigator.onLine;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
