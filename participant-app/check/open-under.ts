import { openCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { ProofRefused } from '#proof/proof-refused.ts';
import { parseVerifierKey } from '#proof/verifier-key.ts';

/** The checkpoint, or undefined where this key has not signed it. */
export function openUnder(note: string, logKey: string): Checkpoint | undefined {
  try {
    return openCheckpoint(note, parseVerifierKey(logKey));
  } catch (error) {
    if (error instanceof ProofRefused) return undefined;
    throw error;
  }
}
