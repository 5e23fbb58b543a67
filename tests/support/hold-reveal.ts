import type { Teardown } from './temporary-folder.ts';

/**
 * Stops the clock by which a page waits for the reveal, so that no result is shown.
 *
 * @returns Lets the clock go on. The end of the test does so, too.
 */
export function holdReveal(t: Teardown): () => void {
  const { now } = Date;
  const heldAt = now();
  Date.now = () => heldAt;
  const release = () => {
    Date.now = now;
  };
  t.teardown(release);
  return release;
}
