import { parentPort, workerData } from 'node:worker_threads';
import { CheckpointFile } from './checkpoint-file.ts';
import { checkpointPath } from './folder-layout.ts';
import { readJournal } from './journal-reading.ts';
import type { EarlyReading, ThreadMessage } from './journal-thread.ts';
import { RestoredRaffle, type RestoredParts } from './restored-raffle.ts';

/** Reads the journals of raffles in a thread, one after the other. */
async function main(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    // The main thread then reads the journal itself, and finds what is wrong.
    const reading = await read(path).catch(() => undefined);
    const message: ThreadMessage = { path, reading };
    parentPort?.postMessage(message, reading === undefined ? [] : buffersOf(reading.parts));
  }
}

async function read(path: string): Promise<EarlyReading | undefined> {
  const found = await new CheckpointFile(checkpointPath(path)).read();
  const restored = new RestoredRaffle();
  const journal = await readJournal(path, found, (bytes, start, end) =>
    restored.add(bytes, start, end),
  );
  const parts = restored.toParts();
  return parts === undefined ? undefined : { journal, parts };
}

/** The memory that is handed over instead of copied. */
function buffersOf({ raffle, hashes }: RestoredParts): ArrayBuffer[] {
  const { sales, holders, indexes, newestSales } = raffle.pool;
  const { heads, before, hashes: holderHashes } = holders;
  const arrays = [
    ...sales.pieces,
    ...hashes.pieces,
    heads,
    before,
    holderHashes,
    indexes,
    newestSales,
  ];
  return arrays.map(({ buffer }) => buffer);
}

await main(workerData);
