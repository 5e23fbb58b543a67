import { fromBase64, isEqual, utf8 } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { verifyConsistency } from './merkle-proofs.ts';
import { MerkleTree } from './merkle-tree.ts';
import { ProofRefused } from './proof-refused.ts';

/**
 * What two checkpoints of one log are to each other, in the order in which they were seen. `same`
 * and `grown` fit. `shorter`: entries are gone. `rewritten`: other entries under the same key.
 * `not-grown`: nobody has shown that the later log is the earlier one, grown.
 */
export type Finding = 'same' | 'grown' | 'shorter' | 'rewritten' | 'not-grown';

/** What was given to show that a log grew. */
export interface GrowthEvidence {
  /** RFC 9162 consistency proof from the earlier to the later log, hashes in base64. */
  readonly consistency?: readonly string[] | undefined;
  /** The leaves of the later log. They decide, if they are what its checkpoint signs. */
  readonly lines?: readonly string[] | undefined;
}

/**
 * Compares two checkpoints whose signatures were checked.
 *
 * @param earlier The one that was seen first.
 */
export function compareCheckpoints(
  earlier: Checkpoint,
  later: Checkpoint,
  { consistency, lines }: GrowthEvidence = {},
): Finding {
  if (later.size < earlier.size) return 'shorter';
  if (later.size === earlier.size) return isEqual(earlier.root, later.root) ? 'same' : 'rewritten';
  const tree = lines === undefined ? undefined : treeUnder(later, lines);
  if (tree !== undefined) {
    return isEqual(tree.root(earlier.size), earlier.root) ? 'grown' : 'rewritten';
  }
  return isGrown(earlier, later, consistency ?? []) ? 'grown' : 'not-grown';
}

function isGrown(earlier: Checkpoint, later: Checkpoint, consistency: readonly string[]): boolean {
  const proof = consistency.map((hash) => fromBase64(hash) ?? new Uint8Array());
  try {
    verifyConsistency(earlier, later, proof);
    return true;
  } catch (error) {
    if (error instanceof ProofRefused) return false;
    throw error;
  }
}

/** The tree over the leaves, or undefined where they are not those that the checkpoint signs. */
function treeUnder({ size, root }: Checkpoint, lines: readonly string[]): MerkleTree | undefined {
  const tree = new MerkleTree();
  for (const line of lines) tree.append(utf8(line));
  return tree.size === size && isEqual(tree.root(), root) ? tree : undefined;
}
