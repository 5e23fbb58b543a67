import { isEqual } from './bytes.ts';
import { cosignedMessage, readCosignature } from './cosignature.ts';
import { NotChecked } from './proof-error.ts';
import { isSigned, readSignatures, type WitnessKey } from './signed-note.ts';
import type { Sighting, WitnessPolicy } from './witness-policy.ts';

/** More wrong cosignatures than people who repair a file leave in it. Each costs a verification. */
const wrongMax = 256;

/** A checkpoint that may have cosignatures. */
export interface CosignedCheckpoint {
  /** With all its signature lines. */
  readonly note: string;
  /** Number of entries that it covers. */
  readonly size: number;
  /** Whether the log's key signed it. Called only if a cosignature on it matters. */
  readonly isSignedByLog: () => boolean;
}

interface Line extends Sighting {
  readonly isValid: () => boolean;
}

/**
 * Finds what the witnesses of a policy saw: of each the largest size, the first time at all and the
 * first times for the given sizes. Only the lines that this takes are verified, because a file can
 * have very many. A line that is wrong counts as missing.
 *
 * @param checkpoints Checkpoints of one log, in any order.
 * @param sizes Numbers of entries.
 * @throws {NotChecked} More than 256 lines with the key id of a witness are wrong.
 */
export function collectSightings(
  policy: Pick<WitnessPolicy, 'witnesses'>,
  checkpoints: readonly CosignedCheckpoint[],
  sizes: readonly number[],
): readonly Sighting[] {
  const lines = readLines(policy, checkpoints);
  const verified = new Map<Line, boolean>();
  let wrong = 0;
  const verify = (line: Line) => {
    const isValid = line.isValid();
    verified.set(line, isValid);
    wrong += isValid ? 0 : 1;
    if (wrong <= wrongMax) return isValid;
    throw new NotChecked(
      `More than ${wrongMax} cosignatures under the names of your witnesses are wrong, so the others were not read.`,
    );
  };
  const findValid = (candidates: readonly Line[]) =>
    candidates.find((line) => verified.get(line) ?? verify(line));
  return policy.witnesses.flatMap(({ name }) => {
    const own = lines.filter(({ witness }) => witness === name);
    const largest = own.toSorted((left, right) => right.size - left.size || left.time - right.time);
    const earliest = own.toSorted((left, right) => left.time - right.time);
    const found = [
      findValid(largest),
      ...[0, ...sizes].map((size) => findValid(earliest.filter((line) => line.size >= size))),
    ];
    return [...new Set(found)]
      .filter((line) => line !== undefined)
      .map(({ witness, size, time }) => ({ witness, size, time }));
  });
}

/** The lines with the names and key ids of the policy's witnesses. Other lines cost no verification. */
function readLines(
  { witnesses }: Pick<WitnessPolicy, 'witnesses'>,
  checkpoints: readonly CosignedCheckpoint[],
): readonly Line[] {
  return checkpoints.flatMap(({ note, size, isSignedByLog }) => {
    const { text, signatures } = readSignatures(note);
    return signatures.flatMap(({ name, keyId, signature: bytes }) =>
      witnesses.flatMap(({ name: witness, key }) => {
        if (key?.name !== name || !isEqual(key.keyId, keyId)) return [];
        const cosignature = readCosignature(bytes, key);
        if (cosignature === undefined) return [];
        const { time, signature } = cosignature;
        const isValid = () => isCosigned(text, { key, time, signature }) && isSignedByLog();
        return [{ witness, size, time, isValid }];
      }),
    );
  });
}

function isCosigned(
  text: string,
  given: { readonly key: WitnessKey; readonly time: number; readonly signature: Uint8Array },
): boolean {
  return isSigned(cosignedMessage(text, given.time), given.signature, given.key.publicKey);
}
