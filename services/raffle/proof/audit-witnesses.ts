import { recordsOf } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { readLogKey } from './audit-opening.ts';
import { beaconTimeOf } from './audit-seal.ts';
import { countEntries, isString } from './audit-values.ts';
import type { BeaconChain } from './beacon.ts';
import { isEqual } from './bytes.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import type { Explanation } from './make-check.ts';
import { NotChecked, ProofError } from './proof-error.ts';
import { collectSightings, type CosignedCheckpoint } from './cosignature.ts';
import { isSameKey, readNoteText, type VerifierKey } from './signed-note.ts';
import {
  canBeSplit,
  quorumSize,
  quorumTime,
  type Sighting,
  type WitnessPolicy,
} from './witness-policy.ts';

/** What an auditor's policy is compared with. */
export interface WitnessedLog {
  readonly policy: WitnessPolicy;
  /** Checkpoints with cosignatures: those that came with the log, and those that the auditor saved. */
  readonly notes: readonly unknown[];
}

/** The result for a policy with `quorum none`. */
export const noneRequired = { notApplicable: 'Your policy requires no cosignature (quorum none).' };
const splitWarning =
  'Warning: two groups of your witnesses without a common member are each enough, so two histories could both be cosigned.';

/**
 * Checks that a quorum has cosigned the log up to its last step: the draw or cancellation, before it
 * the closing, before that the opening. The witnesses may have signed different sizes.
 *
 * @throws {NotChecked} None has. That is not a fault of the log: a witness may have been down.
 */
export function examineWitnesses(log: Log, { policy, notes }: WitnessedLog): Explanation {
  if (policy.quorum === undefined) return noneRequired;
  const step = lastStep(log);
  const sightings = readSightings(log, { policy, notes }, step.size);
  const size = quorumSize(policy, sightings);
  const time = quorumTime(policy, sightings, step.size);
  const details = describeSightings(policy, sightings, step);
  const total = log.tree.size;
  if (time === undefined) {
    const only = size === 0 ? '' : `, only the first ${countEntries(size)}`;
    throw new NotChecked(
      `Not enough of your witnesses have cosigned ${step.name}${only}. ${details}`,
    );
  }
  const signed =
    size === total ? `all ${countEntries(size)}` : `the first ${size} of ${countEntries(total)}`;
  return `Enough of your witnesses have cosigned ${signed}. They had seen ${step.name} by ${toIso(time)}. ${details}`;
}

/**
 * Checks that a quorum had seen a sealed closing before its beacon was published, by the witnesses'
 * clocks. Then the operator cannot have written the closing to fit the beacon.
 *
 * @param chains The chains that the auditor trusts: they say when the beacon was published.
 * @throws {NotChecked} It had not, or the chain is not trusted. An honest operator's witness may have been down.
 */
export function examineClosingInTime(
  log: Log,
  { policy, notes }: WitnessedLog,
  chains: readonly BeaconChain[],
): Explanation {
  if (policy.quorum === undefined) return noneRequired;
  const [closing] = log.closed;
  const publishedAt = beaconTimeOf(log, chains);
  if (closing === undefined || publishedAt === undefined) {
    return { notApplicable: 'There is no sealed closing.' };
  }
  const size = closing.place + 1;
  const time = quorumTime(policy, readSightings(log, { policy, notes }, size), size);
  if (time === undefined) {
    throw new NotChecked(
      'Not enough of your witnesses have cosigned the closing. That it came before its beacon is only the service’s word.',
    );
  }
  const aheadSeconds = publishedAt - time;
  if (aheadSeconds > 0) {
    return `Enough of your witnesses had seen the closing by ${toIso(time)}, ${Math.floor(aheadSeconds)} s before its beacon was published.`;
  }
  throw new NotChecked(
    `Enough of your witnesses had seen the closing only by ${toIso(time)}, when its beacon was public. That it came before its beacon is only the service’s word.`,
  );
}

/** What the witnesses saw on checkpoints that the log's key signed and that are of this log. */
function readSightings(
  log: Log,
  { policy, notes }: WitnessedLog,
  size: number,
): readonly Sighting[] {
  const key = readLogKey(log.opened.entry.logKey);
  requireNamedLog(policy, key);
  const checkpoints = notes
    .filter(isString)
    .flatMap((note) =>
      readCheckpointOf(note, key, { size: log.tree.size, root: (each) => log.tree.root(each) }),
    );
  return collectSightings(policy, checkpoints, [size]);
}

/** @throws {NotChecked} The policy names logs, and this is none of them. */
export function requireNamedLog({ logs }: WitnessPolicy, key: VerifierKey): void {
  if (logs.length === 0 || logs.some((each) => isSameKey(each.key, key))) return;
  throw new NotChecked(`Your policy names other logs, not ${key.name} with this key.`);
}

/**
 * Reads a checkpoint whose root is that of a log.
 *
 * @returns Nothing if it is not of this log: the check of checkpoints reports what is wrong with it.
 */
export function readCheckpointOf(
  note: string,
  key: VerifierKey,
  log: { readonly size: number; readonly root: (size: number) => Uint8Array | undefined },
): CosignedCheckpoint[] {
  const checkpoint = withoutProofError(() => parseCheckpoint(readNoteText(note)));
  if (checkpoint === undefined || checkpoint.size > log.size) return [];
  const root = log.root(checkpoint.size);
  if (root === undefined || !isEqual(root, checkpoint.root)) return [];
  let isSigned: boolean | undefined;
  const isSignedByLog = () =>
    (isSigned ??= withoutProofError(() => openCheckpoint(note, key)) !== undefined);
  return [{ note, size: checkpoint.size, isSignedByLog }];
}

function withoutProofError<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProofError) return undefined;
    throw error;
  }
}

/** An entry, and the size of the log that covers it. */
interface Step {
  readonly name: string;
  readonly size: number;
}

/** The entry that every follower of the log must have seen by now. */
function lastStep(log: Log): Step {
  const [drawing] = log.drawn;
  const [closing] = log.closed;
  const [cancelled] = recordsOf(log, 'raffle-cancelled');
  if (drawing !== undefined) return { name: 'the draw', size: drawing.place + 1 };
  if (cancelled !== undefined) return { name: 'the cancellation', size: cancelled.place + 1 };
  if (closing !== undefined) return { name: 'the closing', size: closing.place + 1 };
  return { name: 'the opening', size: 1 };
}

/**
 * How many entries each witness signed, and by when it had seen a step; and a warning if two quorums are
 * possible.
 */
export function describeSightings(
  policy: WitnessPolicy,
  sightings: readonly Sighting[],
  step: Step,
): string {
  const parts = policy.witnesses.map(({ name }) => {
    const own = sightings.filter(({ witness }) => witness === name);
    if (own.length === 0) return `${name} none`;
    const size = Math.max(...own.map((each) => each.size));
    const times = own.filter((each) => each.size >= step.size).map(({ time }) => time);
    const seen = times.length === 0 ? '' : ` (${step.name} by ${toIso(Math.min(...times))})`;
    return `${name} ${size}${seen}`;
  });
  const warning = canBeSplit(policy) ? ` ${splitWarning}` : '';
  return `Entries that each has signed: ${parts.join('; ')}.${warning}`;
}

/** @param time Unix seconds, of any size that a witness may claim. */
export function toIso(time: number): string {
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? `second ${time}` : date.toISOString();
}
