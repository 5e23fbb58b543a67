import { useEffect, useState } from 'react';

/** How long after a failure a part is loaded again, in milliseconds. */
const againAfterMs = 5000;

/**
 * Loads a part of the app when it is needed, and repeats a failed load. The page stays as it is
 * meanwhile.
 *
 * @param load Must be the same function in each render.
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
