import { fromBase64, isEqual, utf8 } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { verifyConsistency } from './merkle-proofs.ts';
import { MerkleTree } from './merkle-tree.ts';
import { ProofError } from './proof-error.ts';

/**
 * How a later checkpoint of a log relates to an earlier one. `same` and `grown` are consistent.
 * `shorter`: entries are missing. `rewritten`: other entries, signed by the same key. `not-grown`: it
 * is not shown that the later log begins with the earlier one.
 */
export type Finding = 'same' | 'grown' | 'shorter' | 'rewritten' | 'not-grown';

/** What can show that a log only grew. */
export interface GrowthEvidence {
  /** RFC 9162 consistency proof from the earlier to the later log, hashes in base64. */
  readonly consistency?: readonly string[] | undefined;
  /** The leaves of the later log. If its checkpoint signs them, they decide. */
  readonly lines?: readonly string[] | undefined;
}

/**
 * Compares two checkpoints whose signatures were verified.
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
  const tree = lines === undefined ? undefined : treeOf(later, lines);
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
    if (error instanceof ProofError) return false;
    throw error;
  }
}

/** The tree over the leaves; undefined if the checkpoint does not sign them. */
function treeOf({ size, root }: Checkpoint, lines: readonly string[]): MerkleTree | undefined {
  const tree = new MerkleTree();
  for (const line of lines) tree.append(utf8(line));
  return tree.size === size && isEqual(tree.root(), root) ? tree : undefined;
}
