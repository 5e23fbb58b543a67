import { recordsOf } from './audit-entries.ts';
import type { Log } from './audit-log.ts';
import { readLogKey } from './audit-opening.ts';
import { beaconTimeOf } from './audit-seal.ts';
import { countEntries, isString } from './audit-values.ts';
import type { BeaconChain } from './beacon.ts';
import { isEqual } from './bytes.ts';
import { openCheckpoint } from './checkpoint.ts';
import { readSightings } from './cosignature.ts';
import type { Explanation } from './make-check.ts';
import { NotChecked, ProofError } from './proof-error.ts';
import { isSameKey } from './signed-note.ts';
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

const noneRequired = { notApplicable: 'The policy requires no cosignature (quorum none).' };
const splitWarning =
  'Warning: two sets of its witnesses without a common member could each meet this quorum, so two histories could both be cosigned.';

/**
 * Checks that a quorum has cosigned the log up to its last step: the draw or cancellation, before it
 * the closing, before that the opening. The witnesses may have signed different sizes.
 *
 * @throws {NotChecked} None has. That is not a fault of the log: a witness may have been down.
 */
export function examineWitnesses(log: Log, { policy, notes }: WitnessedLog): Explanation {
  if (policy.quorum === undefined) return noneRequired;
  const warning = canBeSplit(policy) ? ` ${splitWarning}` : '';
  const sightings = collectSightings(log, { policy, notes });
  const step = lastStep(log);
  const size = quorumSize(policy, sightings);
  const time = quorumTime(policy, sightings, step.size);
  if (time === undefined) {
    const seen =
      size === 0
        ? 'of none of its entries'
        : `only of the first ${countEntries(size)}, not of ${step.name}`;
    throw new NotChecked(
      `There are cosignatures of a quorum of your policy ${seen}. ${describe(policy, sightings)}${warning}`,
    );
  }
  return `A quorum of your policy cosigned ${size === log.tree.size ? `all ${countEntries(size)}` : `the first ${size} of ${countEntries(log.tree.size)}`}, and had seen ${step.name} by ${toIso(time)}. ${describe(policy, sightings)}${warning}`;
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
  const time = quorumTime(policy, collectSightings(log, { policy, notes }), closing.place + 1);
  if (time === undefined) {
    throw new NotChecked(
      'No quorum of your policy has cosigned the closing. That it came before its beacon is only the service’s word.',
    );
  }
  const aheadSeconds = publishedAt - time;
  if (aheadSeconds > 0) {
    return `A quorum of your policy had seen the closing by ${toIso(time)}, ${Math.floor(aheadSeconds)} s before its beacon was published.`;
  }
  throw new NotChecked(
    `A quorum of your policy had seen the closing only by ${toIso(time)}, when its beacon was public. That it came before is only the service’s word.`,
  );
}

/** The cosignatures on checkpoints that the log's key signed and that are of this log. */
function collectSightings(log: Log, { policy, notes }: WitnessedLog): readonly Sighting[] {
  const key = readLogKey(log.opened.entry.logKey);
  if (policy.logs.length > 0 && !policy.logs.some((each) => isSameKey(each.key, key))) {
    throw new NotChecked(`Your policy names logs, and ${key.name} with this key is none of them.`);
  }
  return notes.filter(isString).flatMap((note) => {
    try {
      const { size, root } = openCheckpoint(note, key);
      const isPrefix = size <= log.tree.size && isEqual(log.tree.root(size), root);
      return isPrefix ? readSightings(policy, note, size) : [];
    } catch (error) {
      // What is wrong with a checkpoint is reported by the check of checkpoints.
      if (error instanceof ProofError) return [];
      throw error;
    }
  });
}

/** The entry that every follower of the log must have seen by now, and the size that covers it. */
function lastStep(log: Log): { readonly name: string; readonly size: number } {
  const [drawing] = log.drawn;
  const [closing] = log.closed;
  const [cancelled] = recordsOf(log, 'raffle-cancelled');
  if (drawing !== undefined) return { name: 'the draw', size: drawing.place + 1 };
  if (cancelled !== undefined) return { name: 'the cancellation', size: cancelled.place + 1 };
  if (closing !== undefined) return { name: 'the closing', size: closing.place + 1 };
  return { name: 'the opening', size: 1 };
}

/** Which witness saw how many entries, and when first. */
function describe({ witnesses }: WitnessPolicy, sightings: readonly Sighting[]): string {
  const parts = witnesses.map(({ name }) => {
    const own = sightings.filter(({ witness }) => witness === name);
    if (own.length === 0) return `${name} none`;
    const size = Math.max(...own.map((each) => each.size));
    return `${name} ${size}, first at ${toIso(Math.min(...own.map(({ time }) => time)))}`;
  });
  return `Entries seen: ${parts.join('; ')}.`;
}

/** @param time Unix seconds, of any size that a witness may claim. */
function toIso(time: number): string {
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? `second ${time}` : date.toISOString();
}
