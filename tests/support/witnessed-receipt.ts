import { utf8 } from '#proof/bytes.ts';
import { formatReceipt } from '#proof/receipt.ts';
import { treeOf } from './raffle-story.ts';
import { sealedLog, sealedLogKey } from './sealed-log.ts';
import { witnesses, type WitnessName } from './witnessed-log.ts';

const log = sealedLog();
const tree = treeOf(log.lines);
/** The log index of the ticket. */
const index = 3;
const sizeMin = index + 1;

/** The checkpoint of the first `size` entries, which these witnesses cosigned at a time, Unix seconds. */
export function checkpointSeen(
  size: number,
  seen: Readonly<Partial<Record<WitnessName, number>>>,
): string {
  const head = sealedLogKey.signHead({ size, root: tree.root(size) });
  return Object.entries(seen).reduce(
    (note, [name, time]) => witnesses[name as WitnessName].cosign(note, time),
    head,
  );
}

/** A receipt whose checkpoint covers the ticket and nothing after it. */
export function receiptSeen(seen: Readonly<Partial<Record<WitnessName, number>>>): string {
  return formatReceipt({
    leaf: utf8(log.lines[index]!),
    index,
    proof: tree.inclusionProof(index, sizeMin),
    checkpoint: checkpointSeen(sizeMin, seen),
  });
}
