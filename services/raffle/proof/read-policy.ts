import { ProofError } from './proof-error.ts';
import { readText } from './read-text.ts';
import { parsePolicy, type WitnessPolicy } from './witness-policy.ts';

/**
 * Reads a policy from the bytes of a file.
 *
 * @returns undefined if it is not a policy.
 */
export function readPolicy(bytes: Uint8Array): WitnessPolicy | undefined {
  try {
    return parsePolicy(readText(bytes));
  } catch (error) {
    if (error instanceof ProofError) return undefined;
    throw error;
  }
}
