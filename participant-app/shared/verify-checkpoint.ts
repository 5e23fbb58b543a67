import type { LogSource } from '#contract/log-source.ts';
import { openCheckpoint, type Checkpoint } from '#proof/checkpoint.ts';
import { readLogKey } from '#proof/saved-log.ts';
import { ProofError } from '#proof/proof-error.ts';
import { parseVerifierKey } from '#proof/signed-note.ts';
import type { TrustedCheckpoint } from './trusted-checkpoint.ts';

/** @returns The checkpoint; undefined if this key has not signed it. */
export function tryVerifyCheckpoint(note: string, logKey: string): Checkpoint | undefined {
  try {
    return openCheckpoint(note, parseVerifierKey(logKey));
  } catch (error) {
    if (error instanceof ProofError) return undefined;
    throw error;
  }
}

/**
 * Fetches the current checkpoint and the key that the log names in its first entry.
 *
 * @returns undefined if that key has not signed the checkpoint.
 * @throws {ProblemReply | ServiceUnreachable}
 */
export async function fetchFirstCheckpoint(
  source: LogSource,
): Promise<TrustedCheckpoint | undefined> {
  const note = await source.checkpoint();
  const logKey = readLogKey((await source.lines(1))[0]);
  if (logKey === undefined || tryVerifyCheckpoint(note, logKey) === undefined) return undefined;
  return { logKey, note, seenAt: new Date().toISOString() };
}
