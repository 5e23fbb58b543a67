import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { PublicLog } from '../raffle-store.ts';
import type { Database } from './database.ts';
import type { RaffleCopy } from './raffle-copy.ts';
import { readEntryRows, readLeaves, type LeafRow } from './raffle-rows.ts';

/** Receipts made before other requests are handled: about a millisecond. */
const receiptsPerTurn = 50;

export interface RaffleLogSource {
  readonly database: Database;
  readonly raffleId: string;
  readonly copy: RaffleCopy;
  /** Number of entries that are durable. */
  readonly size: number;
}

/** The public log of a raffle: leaves from the database, proofs from the tree in memory. */
export function openPublicLog(source: RaffleLogSource): PublicLog {
  const { database, raffleId, size } = source;
  const { log } = source.copy;
  return {
    size,
    get checkpoint() {
      return log.checkpoint(size);
    },
    async checkpointOf(earlier) {
      if (!(earlier >= 1 && earlier <= size)) return undefined;
      const [last] = await readLeaves(database, raffleId, [earlier - 1]);
      return last?.size === earlier ? log.checkpoint(earlier) : undefined;
    },
    async leaves(from, to) {
      const leaves: string[] = [];
      const end = Math.min(to, size);
      while (from + leaves.length < end) {
        const range = { from: from + leaves.length, to: end };
        const rows = await readEntryRows(database, raffleId, range);
        // The raffle was deleted.
        if (rows.length === 0) break;
        for (const row of rows) leaves.push(row.public);
      }
      return leaves;
    },
    consistency: async (from, to) => log.consistency(from, Math.min(to, size)),
    inclusion: async (index, of) => log.inclusion(index, Math.min(of, size)),
    receipts: async (indexes) => (await writeReceipts(source, indexes)).map(parseText),
  };
}

/** See `Outcome.writtenReceipts`. */
export async function writeReceipts(
  { database, raffleId, copy, size }: RaffleLogSource,
  indexes: readonly number[],
): Promise<readonly string[]> {
  const { log } = copy;
  // Taken at once: the log drops them when later batches are written.
  const prepared = indexes.map((index) => {
    // The receipt of an entry that is not durable must not be published.
    if (index >= size) throw new RangeError(`The log of ${size} has no entry ${index}.`);
    return log.preparedReceipt(index);
  });
  const missing = indexes.filter((_, place) => prepared[place] === undefined);
  const leaves = new Map<number, LeafRow>();
  if (missing.length > 0) {
    for (const row of await readLeaves(database, raffleId, missing)) leaves.set(row.index, row);
  }
  const receipts: string[] = [];
  let made = 0;
  for (const [place, index] of indexes.entries()) {
    let receipt = prepared[place];
    if (receipt === undefined) {
      const leaf = leaves.get(index);
      if (leaf === undefined) throw new RangeError(`The log has no entry ${index}.`);
      made += 1;
      if (made % receiptsPerTurn === 0) await yieldToEventLoop();
      receipt = log.makeReceipt(leaf.public, index, leaf.size);
    }
    receipts.push(receipt);
  }
  return receipts;
}

function parseText(json: string): string {
  return JSON.parse(json);
}
