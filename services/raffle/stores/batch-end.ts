import type { Entry } from '../domain/entries.ts';

/**
 * Number of entries with which a batch ends. What it costs to decide, hash and write them, some
 * milliseconds, is the longest time for which the event loop stands still. A change is not divided, so a
 * batch can have up to one change more.
 */
const entriesPerBatch = 500;

/**
 * Whether no change may be decided in the same batch after one that added these entries.
 *
 * @param count Entries of the batch, with these.
 */
export function endsBatch(added: readonly Entry[], count: number): boolean {
  return count >= entriesPerBatch || added.some(isSealed);
}

/** The root in a seal covers every entry before the closing, and no later one is with them. */
function isSealed(entry: Entry): boolean {
  return entry.type === 'raffle-closed' && entry.seal !== undefined;
}
