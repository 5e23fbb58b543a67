import { fromBase64, toBase64 } from '#proof/bytes.ts';
import { openCheckpoint, parseCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { verifyConsistency, type TreeHead } from '#proof/merkle-proofs.ts';
import { hashBytes } from '#proof/hash-list.ts';
import { MerkleTree } from '#proof/merkle-tree.ts';
import { ProofError } from '#proof/proof-error.ts';
import { readNoteText, type VerifierKey } from '#proof/signed-note.ts';

/** The state of a log before its first checkpoint. */
export const emptyHead: TreeHead = { size: 0, root: new MerkleTree().root() };

const proofLengthMax = 63;

/** What a log sends. */
export interface AddCheckpoint {
  /** The size that the log believes to be the newest that this witness cosigned. */
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly note: string;
  /** What the note says. Its signature is not verified yet. */
  readonly checkpoint: Checkpoint;
}

/** Why a request is refused. @see C2SP tlog-witness, "add-checkpoint". */
export type Refusal =
  | { readonly status: 400 | 403 | 404 | 422 | 503; readonly reason: string }
  | { readonly status: 409; readonly size: number };

/**
 * Parses the body of a request: `old <size>`, the lines of the proof, an empty line, the checkpoint.
 *
 * @returns The request, or its refusal (400).
 */
export function readAddCheckpoint(body: string): AddCheckpoint | Refusal {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const [, old] = /^old (0|[1-9]\d{0,14})$/.exec(first) ?? [];
  if (old === undefined) return malformed('it does not begin with "old <size>"');
  if (lines.length > proofLengthMax) return malformed('the proof has too many lines');
  const proof = lines.map(fromBase64).filter((hash) => hash !== undefined);
  const isEach = proof.length === lines.length && proof.every(({ length }) => length === hashBytes);
  if (!isEach) return malformed('a line of the proof is not a hash');
  const note = body.slice(end + 2);
  try {
    const checkpoint = parseCheckpoint(readNoteText(note));
    if (checkpoint.size < Number(old)) return malformed('the old size is above the new one');
    return { old: Number(old), proof, note, checkpoint };
  } catch (error) {
    if (error instanceof ProofError) return malformed(error.message);
    throw error;
  }
}

function malformed(what: string): Refusal {
  return { status: 400, reason: `The request cannot be read: ${what}.` };
}

/**
 * Compares a request with the last checkpoint that was cosigned.
 *
 * @param known The key of this log, and its state.
 * @returns Undefined if the checkpoint may be cosigned.
 */
export function refuseCheckpoint(
  { old, proof, note, checkpoint }: AddCheckpoint,
  known: { readonly key: VerifierKey; readonly head: TreeHead },
): Refusal | undefined {
  try {
    openCheckpoint(note, known.key);
  } catch (error) {
    if (error instanceof ProofError) return { status: 403, reason: error.message };
    throw error;
  }
  if (old !== known.head.size) return { status: 409, size: known.head.size };
  try {
    // The proof from size 0 is empty for every later size, but not for a wrong root of size 0.
    if (checkpoint.size === 0) verifyConsistency(checkpoint, emptyHead, proof);
    verifyConsistency(known.head, checkpoint, proof);
    return undefined;
  } catch (error) {
    if (error instanceof ProofError) return { status: 422, reason: error.message };
    throw error;
  }
}

/** Whether a signed checkpoint and the last one that was cosigned prove two histories. */
export function isFork({ checkpoint }: AddCheckpoint, head: TreeHead): boolean {
  return checkpoint.size === head.size && toBase64(checkpoint.root) !== toBase64(head.root);
}
