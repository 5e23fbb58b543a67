import { receiptNotProven } from './audit-receipt.ts';
import {
  describeSightings,
  noneRequired,
  readCheckpointOf,
  requireNamedLog,
  toIso,
} from './audit-witnesses.ts';
import { openCheckpoint } from './checkpoint.ts';
import { makeCheck } from './make-check.ts';
import { NotChecked } from './proof-error.ts';
import { parseReceipt } from './receipt.ts';
import type { SavedLog } from './saved-log.ts';
import { collectSightings, type CosignedCheckpoint } from './cosignature.ts';
import { parseVerifierKey, type VerifierKey } from './signed-note.ts';
import type { Check } from './verdict.ts';
import { honestWitnesses, noPolicy } from './witness-limits.ts';
import { quorumTime, type WitnessPolicy } from './witness-policy.ts';

/** What is known of the log of a valid receipt. */
export interface ReceiptLog {
  /** Checkpoints that were compared with the receipt's, and are of the same log. */
  readonly others: readonly string[];
  /** The log, if it was compared with the receipt and begins with the receipt's. */
  readonly log?: SavedLog | undefined;
}

/**
 * Checks that a quorum has cosigned a log with the ticket of a valid receipt: with the receipt's own
 * checkpoint, or another one of the same log that covers the ticket.
 *
 * @returns The check `witnesses`. It cannot fail: a receipt that was fetched before the witnesses
 *   signed has no cosignatures.
 */
export function auditReceiptWitnesses(
  text: string,
  { policy, logKey }: { readonly policy: WitnessPolicy; readonly logKey: string },
  given: ReceiptLog,
): Check {
  return makeCheck('witnesses', () => {
    if (policy.quorum === undefined) return noneRequired;
    const key = parseVerifierKey(logKey);
    requireNamedLog(policy, key);
    const { index, checkpoint } = parseReceipt(text);
    const size = index + 1;
    const checkpoints = [
      ...[checkpoint, ...given.others].map((note) => verifiedCheckpoint(note, key)),
      ...readLogCheckpoints(given.log, key),
    ];
    const sightings = collectSightings(policy, checkpoints, [size]);
    const time = quorumTime(policy, sightings, size);
    const details = describeSightings(policy, sightings, { name: 'the ticket', size });
    if (time !== undefined) {
      return `Enough of your witnesses had seen a log with this ticket by ${toIso(time)}. ${details}`;
    }
    throw new NotChecked(
      `Not enough of your witnesses have cosigned a log with this ticket. A receipt that is saved again later can have more. ${details}`,
    );
  });
}

function verifiedCheckpoint(note: string, key: VerifierKey): CosignedCheckpoint {
  const { size } = openCheckpoint(note, key);
  return { note, size, isSignedByLog: () => true };
}

function readLogCheckpoints(log: SavedLog | undefined, key: VerifierKey): CosignedCheckpoint[] {
  if (log === undefined) return [];
  return log.checkpoints.flatMap((note) => readCheckpointOf(note, key, log));
}

/** What a receipt cannot prove, with or without a policy. */
export function receiptNotProvenWith(policy: WitnessPolicy | undefined): readonly string[] {
  if (policy?.quorum === undefined) return receiptNotProven;
  return receiptNotProven.map((line) => (line === noPolicy ? honestWitnesses : line));
}
