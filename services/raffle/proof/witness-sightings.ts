import { parseCheckpoint } from './checkpoint.ts';
import { readCosignatures } from './cosignature.ts';
import { readNoteText } from './signed-note.ts';
import { isQuorumMet, type WitnessPolicy } from './witness-policy.ts';

/** A witness saw a log with this many entries. */
export interface Sighting {
  /** Its name in the policy. */
  readonly witness: string;
  /** Number of entries. */
  readonly size: number;
  /** By the witness's clock, Unix seconds. */
  readonly time: number;
}

/**
 * Reads the cosignatures of a policy's witnesses on a checkpoint; of each witness the earliest one.
 *
 * @param note A checkpoint that the log's key signed and that is consistent with the log. Only the
 *   cosignatures are verified here.
 * @throws {ProofError} `malformed`: it is not a checkpoint.
 */
export function readSightings({ witnesses }: WitnessPolicy, note: string): readonly Sighting[] {
  const { size } = parseCheckpoint(readNoteText(note));
  return witnesses.flatMap(({ name, key }) => {
    const [first] = key === undefined ? [] : readCosignatures(note, key);
    return first === undefined ? [] : [{ witness: name, size, time: first.time }];
  });
}

/**
 * When a quorum had first seen at least `size` entries. The witnesses may have signed different sizes.
 *
 * @returns Unix seconds; undefined if no quorum has seen them.
 */
export function quorumTime(
  policy: WitnessPolicy,
  sightings: readonly Sighting[],
  size: number,
): number | undefined {
  const names = new Set<string>();
  const covering = sightings.filter((each) => each.size >= size);
  for (const { witness, time } of covering.toSorted((left, right) => left.time - right.time)) {
    names.add(witness);
    if (isQuorumMet(policy, names)) return time;
  }
  return undefined;
}

/** The largest number of entries that a quorum has seen; 0 if none has. */
export function quorumSize(policy: WitnessPolicy, sightings: readonly Sighting[]): number {
  const sizes = sightings.map(({ size }) => size).toSorted((left, right) => right - left);
  return sizes.find((size) => quorumTime(policy, sightings, size) !== undefined) ?? 0;
}
