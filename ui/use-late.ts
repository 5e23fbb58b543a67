import { useEffect, useState } from 'react';

/** How long until what did not come is asked for again, in milliseconds. */
const againAfterMs = 5000;

/**
 * A part of the app that is loaded when it is wanted; until it comes, again and again. What the
 * page shows meanwhile stays, whatever happens to the network.
 *
 * @param load The same function at every rendering.
 */
export function useLate<Part>(load: () => Promise<Part>, isWanted = true): Part | undefined {
  const [part, setPart] = useState<{ readonly loaded: Part }>();
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (!isWanted || part !== undefined) return undefined;
    let isStillWanted = true;
    const ask = async () => {
      try {
        const loaded = await load();
        if (isStillWanted) setPart({ loaded });
      } catch {
        if (isStillWanted) setFailures((count) => count + 1);
      }
    };
    const timer = setTimeout(() => void ask(), failures === 0 ? 0 : againAfterMs);
    return () => {
      isStillWanted = false;
      clearTimeout(timer);
    };
  }, [load, isWanted, part, failures]);
  return part?.loaded;
}
