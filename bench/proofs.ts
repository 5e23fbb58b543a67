import { utf8 } from '#proof/bytes.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { formatReceipt, parseReceipt, verifyReceipt } from '#proof/receipt.ts';
import { parseVerifierKey } from '#proof/signed-note.ts';
import { prepareFolder, withFolder } from './support/data-folder.ts';
import type { Benchmark, Figure } from './support/figure.ts';
import { median, spread } from './support/pairs.ts';
import { startService } from './support/server-process.ts';
import { readLog, requireValid, type SignedLog } from './support/signed-log.ts';

const sold = { large: 100_000, club: 100 };
const runs = 7;
const auditBarSeconds = 5;
const receiptBarMs = 5;

/** Time of auditing a log of 100,000 entries, and of verifying the receipt of one ticket in 100. */
export const proofs: Benchmark = () =>
  withFolder(async (path) => {
    await prepareFolder(path, { people: 50_000, sold });
    const service = await startService(path);
    const [large, club] = [await readLog(service.url, 'large'), await readLog(service.url, 'club')];
    await service.stop();
    return [auditOf(large), receiptIn(club)];
  });

function auditOf(log: SignedLog): Figure {
  const times = timesOf(() => requireValid(log)).map((ms) => ms / 1000);
  return {
    name: 'audit of 100,000 entries',
    found: `${median(times).toFixed(2)} s`,
    spread: spread(times, 2),
    bar: `under ${auditBarSeconds} s`,
    isMet: median(times) < auditBarSeconds,
    note: `${runs} times in one process`,
  };
}

function receiptIn({ entries, checkpoint }: SignedLog): Figure {
  const tree = new MerkleTree();
  const leaves = entries.map((line) => utf8(line));
  for (const leaf of leaves) tree.append(leaf);
  const index = 57;
  const proof = tree.inclusionProof(index);
  const text = formatReceipt({ leaf: leaves[index]!, index, proof, checkpoint });
  const key = parseVerifierKey((JSON.parse(entries[0]!) as { logKey: string }).logKey);
  const times = timesOf(() => verifyReceipt(parseReceipt(text), key));
  return {
    name: 'receipt of one ticket in 100 verified',
    found: `${median(times).toFixed(2)} ms`,
    spread: spread(times, 2),
    bar: `under ${receiptBarMs} ms`,
    isMet: median(times) < receiptBarMs,
    note: `${utf8(text).length} bytes, ${runs} times; the first is the slowest`,
  };
}

/** Milliseconds, run by run. */
function timesOf(work: () => unknown): number[] {
  return Array.from({ length: runs }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
}
