import { useSyncExternalStore } from 'react';

/** Whether the page has the whole screen, and the way in and out. */
export function useFullScreen() {
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  const toggle = () => {
    const { documentElement } = document;
    // A browser may refuse: then nothing changes, and the button still says what it would do.
    void (isFull ? document.exitFullscreen() : documentElement.requestFullscreen()).catch(() => {});
  };
  return { isFull, isPossible: document.fullscreenEnabled, toggle };
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}
